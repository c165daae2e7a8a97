public import CityDomain
import CityHTTP
public import CityKit
import Foundation

/// Asks TurboSMS what became of messages.
public struct TurboSMSReceipts: ReceiptSource {
    private struct Question: Encodable { let messages: [String] }

    private struct Content: Decodable {
        struct Row: Decodable {
            let message_id: LooseText?
            let response_code: Int?
            let status: String?
            let rejected_status: String?
        }

        let response_code: Int
        let response_result: [Row]?
    }

    public let most = 100

    private let settings: TurboSMSSettings
    private let clock: any TimeSource
    private let client: HTTPConnections

    public init(_ settings: TurboSMSSettings, clock: any TimeSource) {
        self.settings = settings
        self.clock = clock
        client = settings.terms.client(to: settings.gateway)
    }

    public func receipts(for references: [String]) async throws -> [DeliveryReceipt] {
        guard !references.isEmpty else { return [] }
        let question = Question(messages: Array(references.prefix(most)))
        let reply = await client.send(settings.request("/message/status.json", question, repetition: .harmless))
        guard reply.status == 200, let content = try? JSONDecoder().decode(Content.self, from: Data(reply.body)) else {
            let pause = reply.status == 429 ? SMSPause.asked(reply) : SMSPause.short
            throw ReceiptSourceFault(DeliveryReason("TurboSMS answered \(reply.status)"), retryAfter: pause)
        }
        guard TurboSMSAnswer.hasWorked(content.response_code) else {
            let reason = DeliveryReason("TurboSMS \(content.response_code)", status: content.response_code)
            throw ReceiptSourceFault(reason, retryAfter: SMSPause.account)
        }
        let asked = Set(references)
        return (content.response_result ?? []).compactMap { row in
            guard let reference = row.message_id?.text, asked.contains(reference), let status = row.status else {
                return nil
            }
            return receipt(reference, status, row.rejected_status)
        }
    }

    public func close() async { client.close() }

    /// The times that it tells have no zone, so the moment of the question stands.
    private func receipt(_ reference: String, _ status: String, _ cause: String?) -> DeliveryReceipt {
        let words = [status, cause].compactMap(\.self).map(Self.plain).joined(separator: ", ")
        return DeliveryReceipt(
            about: .reference(reference),
            Self.states[status.lowercased()] ?? .unknown,
            at: clock.now,
            reason: DeliveryReason("TurboSMS: \(words)")
        )
    }

    private static func plain(_ words: String) -> String {
        String(words.filter { $0.isLetter || $0 == "_" || $0 == " " }.prefix(40))
    }

    private static let states: [String: ReceiptState] = [
        "queued": .accepted, "accepted": .accepted, "sent": .accepted, "delivered": .delivered, "read": .delivered,
        "expired": .expired, "undelivered": .failedPermanently, "rejected": .failedPermanently,
        "failed": .failedPermanently, "cancelled": .failedPermanently, "canceled": .failedPermanently,
    ]
}
