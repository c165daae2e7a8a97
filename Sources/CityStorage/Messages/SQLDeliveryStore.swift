public import CityDomain
public import CityKit

/// The ledger of deliveries in the database. It works across towns: one worker carries the mail of all of them.
public struct SQLDeliveryStore: DeliveryStore {
    let database: any Database

    public init(database: any Database) { self.database = database }

    /// Addressees in one transaction. An event about a report with more followers is handled in several.
    static let slice = 500

    public func handleEvents(
        limit: Int,
        at now: Instant,
        plan: @escaping @Sendable (OutboxEvent, Addressee) -> [PlannedDelivery]
    ) async throws -> Int {
        try await database.acrossTowns.write { transaction in
            let rows = try transaction.query(
                """
                SELECT o.municipality, o.id, o.kind, o.report, o.sequence, o.follower, o.served, o.at, r.has_email,
                    r.email_confirmed_at
                FROM outbox o JOIN reports r ON r.municipality = o.municipality AND r.id = o.report
                ORDER BY o.id LIMIT ?
                """,
                limit
            )
            var (taken, asked) = (0, 0)
            var webhooks: [ID<Municipality>: [Addressee]] = [:]
            for row in rows where asked < Self.slice {
                let event = try HandledEvent(row)
                let town = event.municipality
                if webhooks[town] == nil { webhooks[town] = try transaction.listeners(of: town) }
                let followers = try transaction.followers(told: event)
                let joined = event.served == nil ? try transaction.joinedReporters(told: event) : []
                let once = event.served == nil ? event.reporter + (webhooks[town] ?? []) : []
                for addressee in once + joined + followers {
                    for delivery in plan(event.event, addressee) {
                        try transaction.insert(delivery, to: addressee, for: event, at: now)
                    }
                }
                try transaction.conclude(event, after: followers)
                (taken, asked) = (taken + 1, asked + 1 + followers.count)
            }
            return taken
        }
    }

    public func lease(
        limit: Int,
        channel: ChannelKind,
        as lease: ID<DeliveryLease>,
        at now: Instant,
        until expiry: Instant
    ) async throws -> [Delivery] {
        try await database.acrossTowns.write { transaction in
            let rows =
                switch channel {
                case .email, .sms, .eDelivery, .ePUAP, .push:
                    try transaction.dueLetters(through: channel, limit: limit, at: now)
                case .webhook: try transaction.dueCalls(limit: limit, at: now)
                }
            return try rows.map(Delivery.init).filter { delivery in
                // Another worker may have been quicker.
                try transaction.change(
                    """
                    UPDATE deliveries
                    SET state = 'leased', attempt = attempt + 1, lease = ?, lease_until = ?, updated_at = ?
                    WHERE municipality = ? AND id = ? AND state = 'queued'
                    """,
                    lease,
                    expiry,
                    now,
                    delivery.municipality,
                    delivery.id
                ) == 1
            }
        }
    }

    public func renew(_ lease: ID<DeliveryLease>, at now: Instant, until expiry: Instant) async throws {
        try await database.acrossTowns.write { transaction in
            try transaction.execute(
                "UPDATE deliveries SET lease_until = ?, updated_at = ? WHERE lease = ?",
                expiry,
                now,
                lease
            )
        }
    }

    public func begin(
        _ delivery: ID<Delivery>,
        in town: ID<Municipality>,
        as lease: ID<DeliveryLease>,
        at now: Instant,
        until expiry: Instant
    ) async throws -> Bool {
        try await database.town(town).write { transaction in
            try transaction.change(
                """
                UPDATE deliveries SET state = 'sending', lease_until = ?, updated_at = ?
                WHERE municipality = {town} AND id = ? AND lease = ? AND state = 'leased'
                """,
                expiry,
                now,
                delivery,
                lease
            ) == 1
        }
    }

    @discardableResult
    public func finish(
        _ delivery: ID<Delivery>,
        in town: ID<Municipality>,
        as lease: ID<DeliveryLease>,
        _ result: DeliveryResult,
        status: Int?,
        at now: Instant
    ) async throws -> Bool {
        let row = ResultRow(result, at: now)
        return try await database.acrossTowns.write { transaction in
            let moved = try transaction.change(
                """
                UPDATE deliveries SET state = ?, due_at = ?, attempt = attempt - ?, lease = NULL, lease_until = NULL,
                    reference = ?, reason = ?, updated_at = ?
                WHERE municipality = ? AND id = ? AND lease = ? AND state IN ('leased', 'sending')
                """,
                row.state.rawValue,
                row.dueAt,
                row.attemptsGivenBack,
                row.reference,
                row.reason,
                now,
                town,
                delivery,
                lease
            )
            guard moved == 1 else { return false }
            if row.state.isFinal { try transaction.forgetFarewell(of: delivery, in: town) }
            if let attempt = DeliveryAttempt(result, status: status, at: now) {
                try transaction.note(attempt, of: delivery, in: town)
            }
            try transaction.tellWebhook(of: delivery, result, in: town)
            return true
        }
    }

    public func recover(at now: Instant) async throws -> DeliveryRecovery {
        try await database.acrossTowns.write { transaction in
            try transaction.noteInterruptions(at: now)
            let requeued = try transaction.change(
                """
                UPDATE deliveries SET state = 'queued', lease = NULL, lease_until = NULL, updated_at = ?
                WHERE lease_until < ? AND (state = 'leased' OR state = 'sending' AND channel = ?)
                """,
                now,
                now,
                ChannelKind.webhook.rawValue
            )
            let unknown = try transaction.change(
                """
                UPDATE deliveries
                SET state = 'unknown', lease = NULL, lease_until = NULL, reason = ?, updated_at = ?
                WHERE lease_until < ? AND state = 'sending'
                """,
                DeliveryAttempt.interrupted,
                now,
                now
            )
            return DeliveryRecovery(requeued: requeued, unknown: unknown)
        }
    }

    public func count(_ state: DeliveryState) async throws -> Int {
        try await database.acrossTowns.read { transaction in
            try transaction.query(
                "SELECT CAST(COUNT(*) AS {int}) AS deliveries FROM deliveries WHERE state = ?",
                state.rawValue
            ).first?.int("deliveries") ?? 0
        }
    }
}

/// What the ledger writes down for a result.
private struct ResultRow {
    var state = DeliveryState.queued
    var dueAt: Instant
    var attemptsGivenBack = 0
    var reference: String?
    var reason: String?

    init(_ result: DeliveryResult, at now: Instant) {
        dueAt = now
        switch result {
        case .handedOver(let reference): (state, self.reference) = (.handedOver, reference)
        case .failed(let reason), .gone(let reason): (state, self.reason) = (.failed, reason)
        case .unknown(let reason): (state, self.reason) = (.unknown, reason)
        case .cancelled(let reason): (state, self.reason) = (.cancelled, reason)
        case .later(let moment, let reason): (dueAt, self.reason) = (moment, reason)
        case .paused(_, let reason, .last): (state, self.reason) = (.failed, reason)
        case .paused(let moment, let reason, let attempt):
            (dueAt, self.reason, attemptsGivenBack) = (moment, reason, attempt == .givenBack ? 1 : 0)
        }
    }
}

extension Transaction {
    /// Lets go of the event, or keeps it for the followers that are left.
    fileprivate func conclude(_ event: HandledEvent, after followers: [Addressee]) throws {
        if followers.count == SQLDeliveryStore.slice, let last = followers.last {
            try execute(
                "UPDATE outbox SET served = ? WHERE municipality = ? AND id = ?",
                last.recipient.rawValue,
                event.municipality,
                event.event.id
            )
        } else {
            try execute("DELETE FROM outbox WHERE municipality = ? AND id = ?", event.municipality, event.event.id)
        }
    }

    fileprivate func insert(
        _ delivery: PlannedDelivery,
        to addressee: Addressee,
        for event: HandledEvent,
        at now: Instant
    ) throws {
        let (recipient, subject) = (addressee.recipient, addressee.joined ?? event.event.report)
        try execute(
            """
            INSERT INTO deliveries
                (municipality, id, message, recipient, subject, channel, state, attempt, due_at, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            ON CONFLICT (municipality, subject, message, channel, recipient) DO NOTHING
            """,
            event.municipality,
            "\(recipient.name(about: subject))-\(delivery.message.rawValue)",
            delivery.message.rawValue,
            recipient.rawValue,
            subject,
            delivery.channel.rawValue,
            delivery.state.rawValue,
            now,
            now,
            now
        )
    }
}

extension Recipient {
    /// What tells its deliveries about a report from those of others.
    fileprivate func name(about report: ID<Report>) -> String {
        switch self {
        case .reporter: report.rawValue
        case .follower(let id): id.rawValue
        case .supporter(let id): id.rawValue
        // One webhook is told of many reports.
        case .webhook(let id): "\(id)-\(report)"
        // Its deliveries are about no report.
        case .account, .registered: "account-\(report)"
        }
    }
}

extension DeliveryMessage {
    /// - Throws: `RowFault` for a message of a newer program.
    init(_ row: Row) throws {
        guard let message = Self(rawValue: try row.text("message")) else {
            throw RowFault.type(column: "message", wanted: "a message", found: "text")
        }
        self = message
    }
}

extension DeliverySubject {
    /// - Parameter row: with the number of the report beside the subject, null where it is about none.
    init(_ row: Row) throws {
        if let year = try row.optionalInt("year") {
            self = .report(try row.id("subject"), ReportNumber(year: year, sequence: try row.int("sequence")))
            return
        }
        self =
            switch try DeliveryMessage(row) {
            case .accountErased: .farewell(try row.id("subject"))
            case .rightExtended, .rightClosed: .right(try row.id("subject"))
            case .complaintReceived, .complaintAnswered, .complaintAdded: .complaint(try row.id("subject"))
            case .commentPublished, .commentRefused, .commentTakenDown: .comment(try row.id("subject"))
            case .commissionGiven, .commissionReplied, .commissionDueSoon, .commissionOverdue, .commissionOver:
                .commission(try row.id("subject"))
            case .staffInvited: .invitation(try row.id("subject"))
            case .staffNotified: .notice(try row.id("subject"))
            case .staffReminded: .digest(try row.id("subject"))
            case .recipientCode: .recipientCode(try row.id("subject"))
            default: .account(try row.id("subject"))
            }
    }
}

extension Delivery {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            municipality: try row.id("municipality"),
            message: try DeliveryMessage(row),
            recipient: Recipient(rawValue: try row.text("recipient")),
            subject: try DeliverySubject(row),
            channel: try row.value("channel"),
            state: .leased,
            attempt: try row.int("attempt") + 1,
            createdAt: try row.instant("created_at")
        )
    }
}

extension OutboxEvent.Kind: Storable {}
extension ChannelKind: Storable {}
