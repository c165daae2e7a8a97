public import CityDomain
public import CityKit

/// Webhooks in the database.
public struct SQLWebhookStore: WebhookStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func add(_ stored: StoredWebhook, noting entry: AuditEntry, in town: ID<Municipality>) async throws {
        let webhook = stored.webhook
        try await database.town(town).write { transaction in
            guard try transaction.webhooks().count < Webhook.most else {
                throw WebhookFailure.tooMany(most: Webhook.most)
            }
            try transaction.note(entry)
            try transaction.insert(stored.key, of: webhook.id.rawValue, for: Self.purpose)
            try transaction.execute(
                """
                INSERT INTO webhooks (municipality, id, url, topics, state, secret, created_at)
                VALUES ({town}, ?, ?, ?, ?, ?, ?)
                """,
                webhook.id,
                webhook.url.text,
                webhook.topics.words,
                webhook.state.rawValue,
                stored.secret.ciphertext,
                webhook.createdAt
            )
        }
    }

    public func all(in town: ID<Municipality>) async throws -> [Webhook] {
        try await database.town(town).read { try $0.webhooks().map(Webhook.init) }
    }

    public func webhook(_ id: ID<Webhook>, in town: ID<Municipality>) async throws -> StoredWebhook? {
        try await database.town(town).read { transaction in
            guard let row = try transaction.webhook(id),
                let key = try transaction.key(of: id.rawValue, for: Self.purpose)
            else { return nil }
            return StoredWebhook(
                webhook: try Webhook(row),
                secret: Sealed(ciphertext: try row.blob("secret")),
                key: key
            )
        }
    }

    public func change(
        _ id: ID<Webhook>,
        topics: Set<WebhookTopic>,
        state: Webhook.State,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Webhook? {
        try await database.town(town).write { transaction in
            try transaction.execute(
                """
                UPDATE webhooks SET topics = ?, paused_until = CASE WHEN state = ? THEN paused_until END, state = ?
                WHERE municipality = {town} AND id = ?
                """,
                topics.words,
                state.rawValue,
                state.rawValue,
                id
            )
            transaction.notify(.deliveries)
            guard let row = try transaction.webhook(id) else { return nil }
            try transaction.note(entry)
            return try Webhook(row)
        }
    }

    public func remove(_ id: ID<Webhook>, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws -> Bool
    {
        try await database.town(town).write { transaction in
            let removed = try transaction.change("DELETE FROM webhooks WHERE municipality = {town} AND id = ?", id)
            guard removed == 1 else { return false }
            try transaction.note(entry)
            try transaction.execute(
                "DELETE FROM data_keys WHERE municipality = {town} AND owner = ? AND purpose = ?",
                id,
                Self.purpose
            )
            try transaction.execute(
                """
                UPDATE deliveries SET state = 'cancelled', lease = NULL, lease_until = NULL, updated_at = ?
                WHERE municipality = {town} AND channel = 'webhook' AND recipient = ?
                    AND state <> 'handedOver' AND state <> 'cancelled'
                """,
                now,
                Recipient.webhook(id).rawValue
            )
            return true
        }
    }

    private static let purpose = "webhook"
}

extension TownTransaction {
    fileprivate func webhooks() throws -> [Row] {
        try query(
            """
            SELECT id, url, topics, state, secret, created_at, paused_until FROM webhooks
            WHERE municipality = {town} ORDER BY created_at, id
            """
        )
    }

    fileprivate func webhook(_ id: ID<Webhook>) throws -> Row? {
        try query(
            """
            SELECT id, url, topics, state, secret, created_at, paused_until FROM webhooks
            WHERE municipality = {town} AND id = ?
            """,
            id
        ).first
    }
}

extension Webhook {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            url: WebhookURL(stored: try row.text("url")),
            topics: WebhookTopic.set(words: try row.text("topics")),
            state: try row.value("state"),
            createdAt: try row.instant("created_at"),
            pausedUntil: try row.optionalInstant("paused_until")
        )
    }
}

extension Set<WebhookTopic> {
    /// The words the database keeps.
    fileprivate var words: String { sorted().map(\.rawValue).joined(separator: " ") }
}

extension WebhookTopic {
    /// A topic of a newer program is left out.
    static func set(words: String) -> Set<Self> {
        Set(words.split(separator: " ").compactMap { Self(rawValue: "\($0)") })
    }
}

extension Webhook.State: Storable {}
