public import CityDomain
public import CityKit

/// The reports of the last time, from the database.
public struct SQLRoutingStore: RoutingStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func received(since: Instant, before number: ReportNumber?, limit: Int, in town: ID<Municipality>)
        async throws -> [StoredRoutedReport]
    {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT r.id, r.year, r.sequence, r.category, r.unit, r.received_at, r.content, k.wrapped_key
                FROM reports r
                LEFT JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'case'
                WHERE r.municipality = {town} AND (r.year, r.sequence) < (?, ?) AND r.received_at >= ?
                    AND NOT \(TownTransaction.isRestricted("r"))
                ORDER BY r.year DESC, r.sequence DESC LIMIT ?
                """,
                number?.year ?? Int(Int32.max),
                number?.sequence ?? 0,
                since,
                limit
            ).map(StoredRoutedReport.init)
        }
    }
}

extension StoredRoutedReport {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.id("id"),
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            category: try row.id("category"),
            unit: try row.id("unit"),
            receivedAt: try row.instant("received_at"),
            content: Sealed(ciphertext: try row.blob("content")),
            caseKey: try row.optionalBlob("wrapped_key").map(WrappedKey.init)
        )
    }
}
