public import CityKit

/// Writes what webhooks are sent.
public struct WebhookLetters: DeliveryLetters {
    private let webhooks: any WebhookStore
    private let reports: any ReportStore
    private let vault: any Vault
    private let signer: any WebhookSigner
    private let addresses: TownAddresses

    public init(
        webhooks: any WebhookStore,
        reports: any ReportStore,
        vault: any Vault,
        signer: any WebhookSigner,
        addresses: TownAddresses
    ) {
        self.webhooks = webhooks
        self.reports = reports
        self.vault = vault
        self.signer = signer
        self.addresses = addresses
    }

    /// The body is the same in every attempt: it tells of the line of the history, not of what came later.
    public func letter(for delivery: Delivery, at now: Instant) async throws -> WebhookMessage? {
        guard let id = delivery.recipient.webhook, case .change(let topic, let sequence) = delivery.message,
            let stored = try await webhooks.webhook(id, in: delivery.municipality),
            let number = delivery.subject.number,
            let report = try await reports.file(number, in: delivery.municipality)?.report,
            let line = report.history.first(where: { $0.sequence == sequence })
        else { return nil }
        let body = WebhookBody(
            id: delivery.id.rawValue,
            topic: topic.rawValue,
            at: line.at.rfc3339,
            town: delivery.municipality.rawValue,
            report: WebhookBody.Subject(
                number: number.description,
                status: line.status.rawValue,
                category: report.category.rawValue,
                version: sequence,
                url: addresses.link(to: "api/v1/reports/\(number.path)", of: delivery.municipality)
            )
        )
        return try message(body, to: stored, in: delivery.municipality, at: now)
    }

    /// What tries out whether anybody listens.
    func ping(_ id: String, to stored: StoredWebhook, in town: ID<Municipality>, at now: Instant) throws
        -> WebhookMessage
    {
        let body = WebhookBody(id: id, topic: "ping", at: now.rfc3339, town: town.rawValue, report: nil)
        return try message(body, to: stored, in: town, at: now)
    }

    private func message(
        _ body: WebhookBody,
        to stored: StoredWebhook,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> WebhookMessage {
        let bytes = try body.bytes()
        let secret = try stored.openSecret(vault, in: town)
        return WebhookMessage(
            url: stored.webhook.url,
            id: body.id,
            at: now,
            signature: signer.signature(of: bytes, id: body.id, at: now, with: secret),
            body: bytes
        )
    }
}
