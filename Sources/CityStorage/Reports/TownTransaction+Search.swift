import CityDomain
import CityKit

extension TownTransaction {
    /// The reports that a search finds. Which ones say the narrow rows of the public list; only those of this page are
    /// read whole.
    func reports(_ search: PublicSearch) throws -> [PublishedReport] {
        let condition = search.condition
        let order: SQL = search.isByChange ? "updated_at" : "received_at"
        let rows = try query(
            """
            SELECT \(Self.publishedColumns)
            FROM (
                SELECT e.number, e.\(order) AS moment FROM public_reports e
                WHERE e.municipality = {town}\(condition.sql)
                ORDER BY e.\(order) DESC, e.number DESC LIMIT ? OFFSET ?
            ) f
            \(Self.publishedTables)
            ORDER BY f.moment DESC, f.number DESC
            """,
            values: condition.values + [.integer(Int64(search.limit)), .integer(Int64(search.offset))]
        )
        return try zip(rows, reports(rows)).map { row, report in
            try published(report, row, caseKey: WrappedKey(bytes: row.blob("wrapped_key")))
        }
    }

    /// What a published report is read from, where its packed number stands in a table `f`.
    static let publishedTables: SQL = """
        JOIN reports r
            ON r.municipality = {town} AND r.year = f.number / 1000000000 AND r.sequence = f.number % 1000000000
        JOIN publications p ON p.municipality = {town} AND p.report = r.id
        JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'case'
        """

    /// Of `publishedTables`, all that is read of a published report in one statement.
    static let publishedColumns: SQL = """
        r.id, r.year, r.sequence, r.category, r.kind, r.unit, r.status, r.received_at, r.hides_on, r.reopens_until,
        r.aside_until, p.title, p.description, p.address, p.latitude, p.longitude, p.published_at, k.wrapped_key
        """
}

extension PublicSearch {
    /// ` AND …` for a row of the public list named `e`.
    fileprivate var condition: (sql: SQL, values: [Value]) {
        var condition = SearchCondition()
        if let received { condition.add("e.received_at", within: received) }
        if let changed { condition.add("e.updated_at", within: changed) }
        if let categories { condition.add("e.category IN", categories.map(\.rawValue).sorted()) }
        if let statuses { condition.add("e.status IN", statuses.map(\.rawValue).sorted()) }
        if !unlisted.isEmpty { condition.add("e.category NOT IN", unlisted.map(\.rawValue).sorted()) }
        if let area { condition.add(area) }
        return (condition.sql, condition.values)
    }
}

private struct SearchCondition {
    private(set) var sql: SQL = ""
    private(set) var values: [Value] = []

    mutating func add(_ column: SQL, within range: ClosedRange<Instant>) {
        sql = "\(sql) AND \(column) >= ? AND \(column) <= ?"
        values += [range.lowerBound.databaseValue, range.upperBound.databaseValue]
    }

    /// - Parameter words: none at all admit nothing.
    mutating func add(_ columnAndOperator: SQL, _ words: [String]) {
        sql = words.isEmpty ? "\(sql) AND FALSE" : "\(sql) AND \(columnAndOperator) (\(SQL.repeated("?", words.count)))"
        values += words.map { .text($0) }
    }

    mutating func add(_ area: PublicSearch.Area) {
        let parts = area.box.parts
        let inside: SQL = "e.latitude BETWEEN ? AND ? AND e.longitude BETWEEN ? AND ?"
        sql = "\(sql) AND (\(SQL.repeated("(\(inside))", parts.count, separator: " OR ")))"
        values += parts.flatMap { [$0.south, $0.north, $0.west, $0.east].map { .real($0) } }
        guard let circle = area.circle else { return }
        // On a scale of a town the earth is flat: the square of the distance in radii, by Pythagoras.
        sql = """
            \(sql) AND (e.latitude - ?) * (e.latitude - ?) * ? + (e.longitude - ?) * (e.longitude - ?) * ? <= 1
            """
        let center = circle.center
        let scale = circle.scale
        values += [center.latitude, center.latitude, scale.north, center.longitude, center.longitude, scale.east]
            .map { .real($0) }
    }
}
