import CityDomain
import CityKit

extension Transaction {
    /// Letters whose time has come, the one that waits longest first.
    func dueLetters(through channel: ChannelKind, limit: Int, at now: Instant) throws -> [Row] {
        try query(
            """
            \(Delivery.due)
            WHERE d.channel = ? AND d.state = 'queued' AND d.due_at <= ?
            ORDER BY d.due_at, d.id LIMIT ?
            """,
            channel.rawValue,
            now,
            limit
        )
    }

    /// Deliveries to webhooks whose time has come, the webhook that waits longest first, and of each no more than may be
    /// under way at once.
    func dueCalls(limit: Int, at now: Instant) throws -> [Row] {
        var rows: [Row] = []
        for waiting in try waitingWebhooks(at: now) where rows.count < limit {
            let room = min(limit - rows.count, Webhook.atOnce - waiting.underWay)
            if room > 0 { rows += try dueCalls(to: waiting, limit: room, at: now) }
        }
        return rows
    }

    private func dueCalls(to waiting: WaitingWebhook, limit: Int, at now: Instant) throws -> [Row] {
        try query(
            """
            \(Delivery.due)
            WHERE d.municipality = ? AND d.channel = 'webhook' AND d.recipient = ? AND d.state = 'queued' AND d.due_at <= ?
            ORDER BY d.due_at, d.id LIMIT ?
            """,
            waiting.town,
            waiting.recipient,
            now,
            limit
        )
    }

    /// Webhooks that are on and do not pause, and for which something is due.
    private func waitingWebhooks(at now: Instant) throws -> [WaitingWebhook] {
        try query(
            """
            SELECT w.municipality, w.id,
                (SELECT MIN(d.due_at) FROM deliveries d
                    WHERE d.municipality = w.municipality AND d.channel = 'webhook' AND d.recipient = 'webhook-' || w.id
                        AND d.state = 'queued') AS due,
                (SELECT CAST(COUNT(*) AS {int}) FROM deliveries d
                    WHERE d.municipality = w.municipality AND d.channel = 'webhook' AND d.recipient = 'webhook-' || w.id
                        AND d.state IN ('leased', 'sending')) AS under_way
            FROM webhooks w WHERE w.state = 'on' AND (w.paused_until IS NULL OR w.paused_until <= ?)
            """,
            now
        )
        .compactMap { row in
            guard let due = try row.optionalInstant("due"), due <= now else { return nil }
            return WaitingWebhook(
                town: try row.id("municipality"),
                recipient: Recipient.webhook(try row.id("id")).rawValue,
                due: due,
                underWay: try row.int("under_way")
            )
        }
        .sorted { ($0.due, $0.recipient) < ($1.due, $1.recipient) }
    }

    /// The webhooks of a town that are on.
    func listeners(of town: ID<Municipality>) throws -> [Addressee] {
        try query("SELECT id, topics FROM webhooks WHERE municipality = ? AND state = 'on'", town).map { row in
            Addressee(try row.id("id"), topics: WebhookTopic.set(words: try row.text("topics")))
        }
    }
}

extension Delivery {
    /// All that a worker reads of one.
    fileprivate static let due: SQL = """
        SELECT d.municipality, d.id, d.message, d.recipient, d.subject, d.channel, d.attempt, d.created_at, r.year,
            r.sequence
        FROM deliveries d LEFT JOIN reports r ON r.municipality = d.municipality AND r.id = d.subject
        """
}

private struct WaitingWebhook {
    let town: ID<Municipality>
    let recipient: String
    let due: Instant
    let underWay: Int
}
