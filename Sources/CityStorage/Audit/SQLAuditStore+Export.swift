public import CityDomain
import CityKit

extension SQLAuditStore {
    /// Entries of a span in their order, after this place.
    public func entries(of span: AuditSpan, after sequence: Int, limit: Int) async throws -> [ChainedEntry] {
        let (conditions, values) = span.conditions
        return try await database.acrossTowns.read { transaction in
            try transaction.query(
                """
                SELECT l.sequence, l.hash, l.municipality, l.id, l.at, l.kind, l.actor, l.role, l.object, l.part,
                    l.reason, l.request, l.sealed, COALESCE(p.hash, b.hash) AS previous
                FROM audit_log l
                LEFT JOIN audit_log p ON p.sequence = l.sequence - 1
                LEFT JOIN audit_base b ON b.sequence = l.sequence - 1
                WHERE l.sequence > ?\(conditions) ORDER BY l.sequence LIMIT ?
                """,
                values: [sequence.databaseValue] + values + [limit.databaseValue]
            ).map { row in
                ChainedEntry(
                    linked: LinkedEntry(
                        sequence: try row.value(at: 0),
                        entry: try AuditEntry(row, from: 2),
                        hash: try row.value(at: 1)
                    ),
                    previous: try row.optionalBlob("previous") ?? AuditHead.start.hash
                )
            }
        }
    }
}

extension AuditSpan {
    fileprivate var conditions: (SQL, [Value]) {
        let all: [(SQL, Value?)] = [
            (" AND l.municipality = ?", town?.databaseValue), (" AND l.at >= ?", from?.databaseValue),
            (" AND l.at < ?", until?.databaseValue),
        ]
        let given = all.compactMap { condition, value in value.map { (condition, $0) } }
        return (given.reduce("") { "\($0)\($1.0)" }, given.map(\.1))
    }
}
