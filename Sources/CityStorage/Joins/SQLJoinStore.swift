public import CityDomain
public import CityKit

/// Which reports are joined, in the database.
public struct SQLJoinStore: JoinStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func joined(to leading: ID<Report>, in town: ID<Municipality>) async throws -> [JoinedReport] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.year, r.sequence, r.category, r.unit, r.status, r.received_at, j.way FROM joined_reports j
                JOIN reports r ON r.municipality = {town} AND r.id = j.report
                WHERE j.municipality = {town} AND j.leader = ? ORDER BY j.joined_at, j.report
                """,
                leading
            ).map { row in
                JoinedReport(
                    number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                    category: try row.id("category"),
                    unit: try row.id("unit"),
                    status: try row.value("status"),
                    receivedAt: try row.instant("received_at"),
                    way: try row.value("way")
                )
            }
        }
    }

    public func senders(of leading: ID<Report>, in town: ID<Municipality>) async throws -> [SealedSender] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.id, o.resident, k.wrapped_key,
                    CASE WHEN r.email_confirmed_at IS NULL OR \(TownTransaction.isRestricted("r")) THEN NULL
                        ELSE r.contact END AS contact
                FROM (
                    SELECT CAST(? AS TEXT) AS report, 0 AS joined_at
                    UNION ALL SELECT j.report, j.joined_at FROM joined_reports j
                    WHERE j.municipality = {town} AND j.leader = ?
                ) g
                JOIN reports r ON r.municipality = {town} AND r.id = g.report
                LEFT JOIN resident_reports o ON o.municipality = {town} AND o.report = r.id
                LEFT JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'person'
                WHERE NOT \(TownTransaction.isGivenUp("r"))
                ORDER BY g.joined_at, g.report
                """,
                leading,
                leading
            ).map { row in
                SealedSender(
                    report: try row.id("id"),
                    resident: try row.optionalID("resident"),
                    contact: try row.optionalBlob("contact").map(Sealed.init(ciphertext:)),
                    personKey: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:))
                )
            }
        }
    }
}

extension Join.Way: Storable {}
