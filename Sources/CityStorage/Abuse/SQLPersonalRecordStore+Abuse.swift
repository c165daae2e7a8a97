public import CityDomain
public import CityKit

extension SQLPersonalRecordStore {
    public func putAside(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [AsideRecord] {
        try await database.town(town).read { transaction in
            let rows = try transaction.query(
                """
                SELECT r.id, r.year, r.sequence, a.outcome, a.decided_at FROM resident_reports o
                JOIN put_aside a ON a.municipality = o.municipality AND a.report = o.report
                JOIN reports r ON r.municipality = o.municipality AND r.id = o.report
                WHERE o.municipality = {town} AND o.resident = ? ORDER BY a.since, r.year, r.sequence
                """,
                resident
            )
            let reasons = try transaction.asideReasons(of: rows.map { try $0.id("id") })
            return try rows.map { row in
                AsideRecord(
                    report: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
                    rules: reasons[try row.id("id")]?.map(\.rule) ?? [],
                    outcome: try row.value("outcome"),
                    decidedAt: try row.optionalInstant("decided_at")
                )
            }
        }
    }

    public func watches(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [WatchRecord] {
        try await database.town(town).read { transaction in
            try transaction.query(
                "SELECT since, until FROM abuse_watches WHERE municipality = {town} AND resident = ? ORDER BY since, id",
                resident
            ).map { WatchRecord(since: try $0.instant("since"), until: try $0.instant("until")) }
        }
    }
}
