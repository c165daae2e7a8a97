public import CityDomain
public import CityKit

/// What the office sees and does of the ledger of deliveries of one town.
public struct SQLDeliveryQueueStore: DeliveryQueueStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func counts(in town: ID<Municipality>) async throws -> [DeliveryCount] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT channel, state, CAST(COUNT(*) AS {int}) AS deliveries, MIN(created_at) AS oldest, MIN(due_at) AS due
                FROM deliveries WHERE municipality = {town} AND state <> 'handedOver' AND state <> 'cancelled'
                GROUP BY channel, state ORDER BY channel, state
                """
            ).map { row in
                DeliveryCount(
                    channel: try row.value("channel"),
                    state: try row.value("state"),
                    count: try row.int("deliveries"),
                    oldest: try row.instant("oldest"),
                    nextDue: try row.instant("due")
                )
            }
        }
    }

    public func dead(after position: String?, limit: Int, in town: ID<Municipality>) async throws
        -> Page<LoggedDelivery>
    {
        let start = try Page<LoggedDelivery>.place(position, Position.init(text:)) ?? .start
        return try await database.town(town).read { transaction in
            try transaction.logged(
                try transaction.query(
                    """
                    \(LoggedDelivery.columns), d.updated_at AS position \(LoggedDelivery.tables)
                    WHERE d.municipality = {town} AND d.state <> 'handedOver' AND d.state <> 'cancelled'
                        AND d.state IN ('failed', 'unknown') AND (d.updated_at, d.id) < (?, ?)
                    ORDER BY d.updated_at DESC, d.id DESC LIMIT ?
                    """,
                    start.at,
                    start.id,
                    limit + 1
                ),
                limit: limit
            )
        }
    }

    public func deliveries(
        to recipient: Recipient,
        state: DeliveryState?,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<LoggedDelivery> {
        let start = try Page<LoggedDelivery>.place(position, Position.init(text:)) ?? .start
        return try await database.town(town).read { transaction in
            try transaction.logged(
                try transaction.query(
                    """
                    \(LoggedDelivery.columns), d.created_at AS position \(LoggedDelivery.tables)
                    WHERE d.municipality = {town} AND d.channel = 'webhook' AND d.recipient = ?
                        AND (CAST(? AS TEXT) IS NULL OR d.state = ?) AND (d.created_at, d.id) < (?, ?)
                    ORDER BY d.created_at DESC, d.id DESC LIMIT ?
                    """,
                    recipient.rawValue,
                    state?.rawValue,
                    state?.rawValue,
                    start.at,
                    start.id,
                    limit + 1
                ),
                limit: limit
            )
        }
    }

    public func retry(
        _ which: DeadDeliveries,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        try await database.town(town).write { transaction in
            let condition = which.condition
            let count = try transaction.change(
                """
                UPDATE deliveries SET state = 'queued', attempt = 0, due_at = ?, reason = NULL, updated_at = ?
                WHERE municipality = {town} AND state IN ('failed', 'unknown') AND \(condition.sql)
                """,
                values: [now.databaseValue, now.databaseValue] + condition.values
            )
            guard count > 0 else { return 0 }
            try transaction.note(entry)
            transaction.notify(.deliveries)
            return count
        }
    }

    public func giveUp(
        _ which: DeadDeliveries,
        noting entry: AuditEntry,
        at now: Instant,
        in town: ID<Municipality>
    ) async throws -> Int {
        try await database.town(town).write { transaction in
            let condition = which.condition
            let count = try transaction.change(
                """
                UPDATE deliveries SET state = 'cancelled', updated_at = ?
                WHERE municipality = {town} AND state IN ('failed', 'unknown') AND \(condition.sql)
                """,
                values: [now.databaseValue] + condition.values
            )
            if count > 0 { try transaction.note(entry) }
            return count
        }
    }
}

extension DeadDeliveries {
    fileprivate var condition: (sql: SQL, values: [Value]) {
        switch self {
        case .one(let id): ("id = ?", [id.databaseValue])
        case .oneOf(let recipient, let id):
            ("recipient = ? AND id = ?", [recipient.rawValue.databaseValue, id.databaseValue])
        case .allOf(let recipient): ("recipient = ?", [recipient.rawValue.databaseValue])
        case .all: ("state <> 'handedOver'", [])
        }
    }
}

/// Where a page of the log begins, as `next` names it: a moment and an id.
private struct Position {
    let at: Int64
    let id: String

    static let start = Self(at: .max, id: "")

    private init(at: Int64, id: String) {
        self.at = at
        self.id = id
    }

    init?(text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let at = Int64(parts[0]) else { return nil }
        self.init(at: at, id: parts[1])
    }
}

extension LoggedDelivery {
    fileprivate static let columns: SQL = """
        SELECT d.id, d.message, d.recipient, d.channel, d.state, d.created_at, d.due_at, d.reason, d.subject, r.year, r.sequence
        """

    fileprivate static let tables: SQL = """
        FROM deliveries d LEFT JOIN reports r ON r.municipality = d.municipality AND r.id = d.subject
        """

    fileprivate init(_ row: Row, attempts: [DeliveryAttempt]) throws {
        let state: DeliveryState = try row.value("state")
        self.init(
            id: try row.id("id"),
            message: try DeliveryMessage(row),
            recipient: Recipient(rawValue: try row.text("recipient")),
            subject: try DeliverySubject(row),
            channel: try row.value("channel"),
            state: state,
            createdAt: try row.instant("created_at"),
            dueAt: state.isFinal ? nil : try row.instant("due_at"),
            reason: try row.optionalText("reason"),
            attempts: attempts
        )
    }
}

extension TownTransaction {
    /// A page of deliveries with their attempts, out of one row more than it has.
    fileprivate func logged(_ rows: [Row], limit: Int) throws -> Page<LoggedDelivery> {
        let shown = rows.prefix(limit)
        let attempts = try attempts(of: shown.map { try $0.id("id") })
        let elements = try shown.map { try LoggedDelivery($0, attempts: attempts[try $0.id("id")] ?? []) }
        guard rows.count > limit, let last = shown.last else { return Page(elements: elements, next: nil) }
        return Page(elements: elements, next: "\(try last.integer("position")).\(try last.text("id"))")
    }

    private func attempts(of deliveries: [ID<Delivery>]) throws -> [ID<Delivery>: [DeliveryAttempt]] {
        guard !deliveries.isEmpty else { return [:] }
        let rows = try query(
            """
            SELECT delivery, at, outcome, reason, status FROM delivery_attempts
            WHERE municipality = {town} AND delivery IN (\(.repeated("?", deliveries.count))) ORDER BY delivery, number
            """,
            values: deliveries.map(\.databaseValue)
        )
        return try rows.reduce(into: [:]) { all, row in
            let attempt = DeliveryAttempt(
                at: try row.instant("at"),
                outcome: try row.value("outcome"),
                reason: try row.optionalText("reason"),
                status: try row.optionalInt("status")
            )
            all[try row.id("delivery"), default: []].append(attempt)
        }
    }
}

extension DeliveryState: Storable {}
