public import CityKit

/// Makes, changes and tries out the webhooks of a town.
public struct ManageWebhooks: Sendable {
    private let webhooks: any WebhookStore
    private let letters: WebhookLetters
    private let channel: any Channel<WebhookMessage>
    private let vault: any Vault
    private let randomness: any Randomness
    private let reach: WebhookReach
    private let audit: RecordAudit

    public init(
        webhooks: any WebhookStore,
        letters: WebhookLetters,
        channel: any Channel<WebhookMessage>,
        vault: any Vault,
        randomness: any Randomness,
        reach: WebhookReach,
        audit: RecordAudit
    ) {
        self.webhooks = webhooks
        self.letters = letters
        self.channel = channel
        self.vault = vault
        self.randomness = randomness
        self.reach = reach
        self.audit = audit
    }

    /// - Parameter request: the named request that makes it, if it has a name: again it finds the one it made before.
    /// - Returns: the webhook, and its secret, which is never told again.
    /// - Throws: `WebhookFailure`.
    public func create(
        url typed: String,
        topics: Set<WebhookTopic>,
        by caller: Caller,
        for request: ID<NamedRequest>? = nil,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        let manager = try caller.using(.manageWebhooks)
        let id: ID<Webhook> = request.map { ID($0.rawValue) } ?? randomness.id(at: now)
        if request != nil, let made = try await webhooks.webhook(id, in: town) {
            return (made.webhook, try made.openSecret(vault, in: town))
        }
        let url = try WebhookURL(typed: typed, reach: reach)
        guard !topics.isEmpty else { throw WebhookFailure.noTopics }
        let secret = WebhookSecret(from: randomness)
        let slots = WebhookSlots(town: town, webhook: id)
        let key = try vault.newKey(in: slots.key)
        let webhook = Webhook(id: id, url: url, topics: topics, state: .on, createdAt: now)
        let sealed = try key.key.seal(secret, in: slots.secret)
        let act = RecordAudit.Act(.webhookCreated, .webhook(id), values: ["url": url.text, "topics": topics.audited])
        try await webhooks.add(
            StoredWebhook(webhook: webhook, secret: sealed, key: key.wrapped),
            noting: try audit.entry(act, by: manager, in: town, at: now),
            in: town
        )
        return (webhook, secret)
    }

    public func all(in town: ID<Municipality>) async throws -> [Webhook] { try await webhooks.all(in: town) }

    /// - Throws: `WebhookFailure.notFound`.
    public func webhook(_ id: ID<Webhook>, in town: ID<Municipality>) async throws -> Webhook {
        try await stored(id, in: town).webhook
    }

    /// - Throws: `WebhookFailure.notFound`, `WebhookFailure.noTopics`.
    public func change(
        _ id: ID<Webhook>,
        topics: Set<WebhookTopic>,
        state: Webhook.State,
        by caller: Caller,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Webhook {
        let manager = try caller.using(.manageWebhooks)
        guard !topics.isEmpty else { throw WebhookFailure.noTopics }
        let values = ["topics": topics.audited, "state": state.rawValue]
        let entry = try audit.entry(
            RecordAudit.Act(.webhookChanged, .webhook(id), values: values),
            by: manager,
            in: town,
            at: now
        )
        guard let webhook = try await webhooks.change(id, topics: topics, state: state, noting: entry, in: town) else {
            throw WebhookFailure.notFound
        }
        return webhook
    }

    /// - Throws: `WebhookFailure.notFound`.
    public func remove(_ id: ID<Webhook>, by caller: Caller, in town: ID<Municipality>, at now: Instant) async throws {
        let manager = try caller.using(.manageWebhooks)
        let entry = try audit.entry(RecordAudit.Act(.webhookRemoved, .webhook(id)), by: manager, in: town, at: now)
        guard try await webhooks.remove(id, noting: entry, at: now, in: town) else { throw WebhookFailure.notFound }
    }

    /// Sends a message of the topic `ping` now, once, whatever the state of the webhook.
    ///
    /// - Throws: `WebhookFailure.notFound`.
    public func ping(_ id: ID<Webhook>, by caller: Caller, in town: ID<Municipality>, at now: Instant) async throws
        -> Outcome
    {
        let manager = try caller.using(.manageWebhooks)
        let stored = try await stored(id, in: town)
        try await audit(RecordAudit.Act(.webhookTested, .webhook(id)), by: manager, in: town, at: now)
        let ping: ID<WebhookMessage> = randomness.id(at: now)
        return await channel.deliver(try letters.ping("ping-\(ping)", to: stored, in: town, at: now))
    }

    private func stored(_ id: ID<Webhook>, in town: ID<Municipality>) async throws -> StoredWebhook {
        guard let stored = try await webhooks.webhook(id, in: town) else { throw WebhookFailure.notFound }
        return stored
    }
}

extension Set<WebhookTopic> {
    fileprivate var audited: String { sorted().map(\.rawValue).joined(separator: " ") }
}
