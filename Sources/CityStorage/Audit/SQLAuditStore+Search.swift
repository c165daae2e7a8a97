public import CityDomain
public import CityKit

extension SQLAuditStore {
    public func entries(_ query: AuditQuery, after position: String?, limit: Int, in town: ID<Municipality>)
        async throws
        -> Page<FoundEntry>
    {
        let start = try Page<FoundEntry>.place(position) { Int($0) } ?? Int.max
        let found = try await database.acrossTowns.read { transaction in
            // One after the other, each in the order of its index: asked for together they would be sorted.
            try [town, ID("")].flatMap { owner in
                try transaction.entries(query, before: start, limit: limit + 1, of: owner, in: town)
            }
        }
        let newest = found.sorted { $0.sequence > $1.sequence }
        let elements = Array(newest.prefix(limit))
        return Page(elements: elements, next: newest.count > limit ? elements.last.map { "\($0.sequence)" } : nil)
    }
}

extension Transaction {
    /// - Parameter owner: the town, or nobody for what concerns the installation as a whole.
    fileprivate func entries(
        _ query: AuditQuery,
        before sequence: Int,
        limit: Int,
        of owner: ID<Municipality>,
        in town: ID<Municipality>
    ) throws -> [FoundEntry] {
        let (conditions, values) = query.conditions(in: town)
        return try self.query(
            """
            SELECT l.municipality, l.id, l.at, l.kind, l.actor, l.role, l.object, l.part, l.reason, l.request, l.sealed,
                l.sequence, r.year, r.sequence AS number
            FROM audit_log AS l
            LEFT JOIN reports AS r
                ON r.municipality = l.municipality AND l.object LIKE 'report/%' AND r.id = SUBSTR(l.object, 8)
            WHERE l.municipality = ? AND l.sequence < ?\(conditions)
            ORDER BY l.sequence DESC LIMIT ?
            """,
            values: [owner.databaseValue, sequence.databaseValue] + values + [limit.databaseValue]
        ).map(FoundEntry.init)
    }
}

extension AuditQuery {
    /// What the entries must be, behind the place where the page begins.
    fileprivate func conditions(in town: ID<Municipality>) -> (SQL, [Value]) {
        var (text, values): (SQL, [Value]) = ("", [])
        func add(_ condition: SQL, _ value: [Value]) {
            text = "\(text) AND \(condition)"
            values += value
        }
        if !kinds.isEmpty {
            add("l.kind IN (\(.repeated("?", kinds.count)))", kinds.map(\.rawValue.databaseValue))
        }
        if let actor { add("l.actor = ?", [actor.databaseValue]) }
        if let report {
            add(
                "l.object = (SELECT 'report/' || id FROM reports WHERE municipality = ? AND year = ? AND sequence = ?)",
                [town.databaseValue, report.year.databaseValue, report.sequence.databaseValue]
            )
        }
        if let from { add("l.at >= ?", [from.databaseValue]) }
        if let until { add("l.at < ?", [until.databaseValue]) }
        return (text, values)
    }
}

extension FoundEntry {
    fileprivate init(_ row: Row) throws {
        let (year, number) = (try row.optionalInt("year"), try row.optionalInt("number"))
        self.init(
            sequence: try row.int("sequence"),
            entry: try AuditEntry(row),
            report: year.flatMap { year in number.map { ReportNumber(year: year, sequence: $0) } }
        )
    }
}
