import CityDomain
import CityKit

/// An event as the outbox keeps it.
struct HandledEvent {
    let municipality: ID<Municipality>
    let event: OutboxEvent
    /// Who is told as the one that the report is about, or asked: the reporter, and for a question a guest.
    let reporter: [Addressee]
    /// The last follower for whom deliveries were made.
    let served: ID<Follower>?

    init(_ row: Row) throws {
        municipality = try row.id("municipality")
        event = OutboxEvent(
            id: try row.id("id"),
            kind: try row.value("kind"),
            report: try row.id("report"),
            sequence: try row.int("sequence"),
            follower: try row.optionalID("follower"),
            at: try row.instant("at")
        )
        served = try row.optionalID("served")
        let isConfirmed = try row.optionalInstant("email_confirmed_at") != nil
        let email: Addressee.Email = try row.bool("has_email") ? isConfirmed ? .confirmed : .unconfirmed : .none
        let supporter = event.follower.map { Recipient.supporter(ID($0.rawValue)) }
        reporter =
            switch event.kind {
            case .supporterAsked: supporter.map { [Addressee($0, email: .unconfirmed)] } ?? []
            case .supporterTold: supporter.map { [Addressee($0, email: .confirmed)] } ?? []
            default: [Addressee(.reporter, email: email)]
            }
    }
}

extension Transaction {
    /// The next followers whom the event may concern.
    func followers(told event: HandledEvent) throws -> [Addressee] {
        let rows =
            switch event.event.kind {
            case .reportReceived, .reportPutAside, .reportReleased, .asideRefused, .reporterTold, .emailGiven,
                .reportTakenDown, .reportPublished, .reportWithdrawn,
                .reportUpdated, .supporterAsked, .supporterTold:
                [Row]()
            case .followerAsked:
                try query(
                    "SELECT id, confirmed_at FROM report_followers WHERE municipality = ? AND id = ?",
                    event.municipality,
                    event.event.follower
                )
            case .reportMoved:
                try query(
                    """
                    \(Self.together)
                    SELECT f.id, f.confirmed_at FROM report_followers f
                    WHERE f.municipality = ? AND f.report IN (SELECT report FROM together)
                        AND f.confirmed_at IS NOT NULL AND f.id > ?
                        AND NOT EXISTS (
                            SELECT 1 FROM report_followers o
                            WHERE o.municipality = f.municipality AND o.report IN (SELECT report FROM together)
                                AND o.email_index = f.email_index AND o.confirmed_at IS NOT NULL AND o.id < f.id
                        )
                    ORDER BY f.id LIMIT ?
                    """,
                    event.event.report,
                    event.municipality,
                    event.event.report,
                    event.municipality,
                    event.served?.rawValue ?? "",
                    SQLDeliveryStore.slice
                )
            }
        return try rows.map { row in
            let isConfirmed = try row.optionalInstant("confirmed_at") != nil
            return Addressee(.follower(try row.id("id")), email: isConfirmed ? .confirmed : .unconfirmed)
        }
    }

    /// A report, and those that are joined to it: whoever follows one of them is told, once.
    private static var together: SQL {
        """
        WITH together (report) AS (
            SELECT CAST(? AS TEXT) UNION ALL SELECT j.report FROM joined_reports j
            WHERE j.municipality = ? AND j.leader = ?
        )
        """
    }

    /// The reporters of the reports that are joined to the one of the event, but for those who took theirs back.
    func joinedReporters(told event: HandledEvent) throws -> [Addressee] {
        guard event.event.kind == .reportMoved else { return [] }
        return try query(
            """
            SELECT r.id, r.email_confirmed_at FROM joined_reports j
            JOIN reports r ON r.municipality = j.municipality AND r.id = j.report
            WHERE j.municipality = ? AND j.leader = ? AND r.has_email AND NOT \(TownTransaction.isGivenUp("r"))
            ORDER BY j.joined_at, r.id
            """,
            event.municipality,
            event.event.report
        ).map { row in
            let isConfirmed = try row.optionalInstant("email_confirmed_at") != nil
            return Addressee(.reporter, email: isConfirmed ? .confirmed : .unconfirmed, joined: try row.id("id"))
        }
    }
}
