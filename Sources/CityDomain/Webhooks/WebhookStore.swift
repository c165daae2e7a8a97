public import CityKit

/// Where the webhooks of towns are kept.
public protocol WebhookStore: Sendable {
    /// - Throws: `WebhookFailure.tooMany`.
    func add(_ webhook: StoredWebhook, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// In the order they were made.
    func all(in town: ID<Municipality>) async throws -> [Webhook]

    /// Nil when the town has no such webhook.
    func webhook(_ id: ID<Webhook>, in town: ID<Municipality>) async throws -> StoredWebhook?

    /// Switched on again, a webhook begins without a pause.
    /// - Returns: the webhook as it is then; nil when the town has none of this id.
    func change(
        _ id: ID<Webhook>,
        topics: Set<WebhookTopic>,
        state: Webhook.State,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Webhook?

    /// Takes the webhook and its key away and cancels what was not delivered to it.
    /// - Returns: whether there was one.
    func remove(_ id: ID<Webhook>, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>) async throws
        -> Bool
}

/// A webhook with its secret as the store keeps it.
public struct StoredWebhook: Sendable {
    public let webhook: Webhook
    public let secret: Sealed<WebhookSecret>
    public let key: WrappedKey

    public init(webhook: Webhook, secret: Sealed<WebhookSecret>, key: WrappedKey) {
        self.webhook = webhook
        self.secret = secret
        self.key = key
    }

    func openSecret(_ vault: any Vault, in town: ID<Municipality>) throws -> WebhookSecret {
        let slots = WebhookSlots(town: town, webhook: webhook.id)
        return try vault.key(key, in: slots.key).open(secret, in: slots.secret)
    }
}

/// The places in the database where parts of a webhook are sealed.
struct WebhookSlots {
    let town: ID<Municipality>
    let webhook: ID<Webhook>

    var key: Slot { Slot(town, table: "data_keys", row: webhook, column: "webhook") }
    var secret: Slot { Slot(town, table: "webhooks", row: webhook, column: "secret") }
}
