import CityDomain
import CityKit

/// Where data of one kind stand, when their time began, and what holds them back.
struct RetainedPlace {
    /// What follows FROM.
    let rows: SQL
    /// What must hold of a row besides, to be of this kind.
    let kind: SQL
    /// The column with the event.
    let event: SQL
    /// True where a row is held back.
    let held: SQL
    /// The columns by which a row is discarded.
    let key: SQL

    init(_ data: RetainedData) {
        switch data {
        case .accounts: self = Self.accounts
        case .reports: self = Self.reports("TRUE")
        case .contacts: self = Self.reports("r.contact IS NOT NULL")
        case .followers: self = Self.followers
        case .requests: self = Self.requests
        case .complaints: self = Self.complaints
        case .comments: self = Self.comments
        case .representations: self = Self.representations
        case .letters: self = Self.letters
        case .calls: self = Self.calls
        case .attempts: self = Self.attempts
        }
    }

    private init(rows: SQL, kind: SQL = "TRUE", event: SQL, held: SQL, key: SQL) {
        (self.rows, self.kind, self.event, self.held, self.key) = (rows, kind, event, held, key)
    }

    /// What is asked of a row, with the values of its question marks.
    func condition(of query: RetentionQuery) -> (SQL, [Value]) {
        let table: SQL = query.data.alias
        let (named, ids): (SQL, Set<ID<CityDomain.Category>>) =
            switch query.categories {
            case .only(let ids): ("IN", ids)
            case .except(let ids): ("NOT IN", ids)
            }
        let warned: SQL = query.warnedBefore == nil ? "" : " AND p.warned_at < ?"
        let categories: SQL =
            ids.isEmpty ? "" : " AND \(table).category \(named) (\(SQL.repeated("?", ids.count)))"
        return (
            "\(table).municipality = {town} AND \(event) < ? AND \(kind)\(warned)\(categories)",
            [query.before.databaseValue] + (query.warnedBefore.map { [$0.databaseValue] } ?? [])
                + ids.map(\.rawValue).sorted().map { .text($0) }
        )
    }

    private static let accounts = Self(
        rows: "residents p",
        event: "p.signed_in_at",
        held: """
            p.restricted_at IS NOT NULL OR \(hasOpenRequest("p")) OR EXISTS (
                SELECT 1 FROM resident_reports a JOIN reports x ON x.municipality = a.municipality AND x.id = a.report
                WHERE a.municipality = p.municipality AND a.resident = p.id AND NOT x.finished
            )
            """,
        key: "p.id"
    )

    private static func reports(_ kind: SQL) -> Self {
        Self(
            rows: "reports r",
            kind: kind,
            event: "r.ended_at",
            held: ownerHolds("r.municipality", "r.id"),
            key: "r.id, r.year, r.sequence, r.category, r.ended_at"
        )
    }

    private static let followers = Self(
        // Who follows a joined report is told of the one that leads it, and stays until that has ended.
        rows: """
            (
                SELECT municipality, id, report FROM report_followers
                UNION ALL
                SELECT municipality, id, report FROM report_supports WHERE email IS NOT NULL
            ) f
            JOIN reports s ON s.municipality = f.municipality AND s.id = f.report
            LEFT JOIN joined_reports j ON j.municipality = f.municipality AND j.report = f.report
            JOIN reports r ON r.municipality = f.municipality AND r.id = COALESCE(j.leader, f.report)
            """,
        kind: "s.ended_at IS NOT NULL",
        event: "r.ended_at",
        held: "FALSE",
        key: "f.id"
    )

    private static let requests = Self(
        rows: "rights_requests q",
        event: "q.closed_at",
        held: """
            EXISTS (
                SELECT 1 FROM residents p
                WHERE p.municipality = q.municipality AND p.id = q.resident AND p.restricted_at IS NOT NULL
            )
            """,
        key: "q.id"
    )

    private static let representations = Self(
        rows: "representations v",
        event: "v.ends_at",
        held: """
            EXISTS (
                SELECT 1 FROM residents p
                WHERE p.municipality = v.municipality AND p.id = v.resident
                    AND (p.restricted_at IS NOT NULL OR \(hasOpenRequest("p")))
            )
            """,
        key: "v.id"
    )

    private static let complaints = Self(
        rows: "complaints m",
        event: "m.ended_at",
        held: """
            EXISTS (
                SELECT 1 FROM residents p
                WHERE p.municipality = m.municipality AND p.id = m.resident
                    AND (p.restricted_at IS NOT NULL OR \(hasOpenRequest("p")))
            )
            """,
        key: "m.id"
    )

    private static let comments = Self(
        rows: "comments n",
        kind: "n.state IN ('refused', 'takenDown')",
        event: "n.decided_at",
        held: """
            EXISTS (
                SELECT 1 FROM residents p
                WHERE p.municipality = n.municipality AND p.id = n.resident
                    AND (p.restricted_at IS NOT NULL OR \(hasOpenRequest("p")))
            )
            """,
        key: "n.id"
    )

    private static let letters = Self(
        rows: "deliveries d",
        kind: "d.channel = 'email' AND d.state IN ('handedOver', 'failed', 'unknown', 'cancelled')",
        event: "d.updated_at",
        held: """
            EXISTS (
                SELECT 1 FROM reports x
                WHERE x.municipality = d.municipality AND x.id = d.subject AND NOT x.finished
            ) OR \(ownerHolds("d.municipality", "d.subject"))
            """,
        key: "d.id"
    )

    private static let calls = Self(
        rows: "deliveries d",
        kind: "d.channel = 'webhook' AND d.state IN ('handedOver', 'failed', 'unknown', 'cancelled')",
        event: "d.updated_at",
        held: "FALSE",
        key: "d.id"
    )

    private static let attempts = Self(
        rows: "delivery_attempts t",
        event: "t.at",
        held: "FALSE",
        key: "t.delivery, t.number"
    )

    /// Whether the account behind a report has restricted its data, or waits for an answer about them.
    private static func ownerHolds(_ town: SQL, _ report: SQL) -> SQL {
        """
        EXISTS (
            SELECT 1 FROM resident_reports a JOIN residents p ON p.municipality = a.municipality AND p.id = a.resident
            WHERE a.municipality = \(town) AND a.report = \(report)
                AND (p.restricted_at IS NOT NULL OR \(hasOpenRequest("p")))
        )
        """
    }

    private static func hasOpenRequest(_ resident: SQL) -> SQL {
        """
        EXISTS (
            SELECT 1 FROM rights_requests o
            WHERE o.municipality = \(resident).municipality AND o.resident = \(resident).id AND o.outcome IS NULL
        )
        """
    }
}

extension RetainedData {
    /// What the statements call the table whose rows are counted.
    fileprivate var alias: SQL {
        switch self {
        case .accounts: "p"
        case .reports, .contacts: "r"
        case .followers: "f"
        case .requests: "q"
        case .complaints: "m"
        case .comments: "n"
        case .representations: "v"
        case .letters, .calls: "d"
        case .attempts: "t"
        }
    }
}
