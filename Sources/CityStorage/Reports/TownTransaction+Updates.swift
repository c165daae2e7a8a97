import CityDomain
import CityKit

extension TownTransaction {
    /// Changes of reports, the oldest first.
    func updates(_ query: UpdateQuery, _ scope: UpdateScope) throws -> [StoredUpdate] {
        let condition = scope.condition
        return try self.query(
            """
            SELECT v.report, v.sequence, v.act, v.detail, v.earlier, v.status, v.at, v.actor, v.officer, v.answer,
                r.year, r.sequence AS place, r.category, COALESCE(p.listed, FALSE) AS listed, k.wrapped_key
            FROM report_events v
            JOIN reports r ON r.municipality = {town} AND r.id = v.report
            JOIN data_keys k ON k.municipality = {town} AND k.owner = v.report AND k.purpose = 'case'
            LEFT JOIN publications p ON p.municipality = {town} AND p.report = v.report
            WHERE v.municipality = {town} AND v.act <> 'received' AND r.aside_until IS NULL
                AND v.at >= ? AND v.at <= ?\(condition.sql)
            ORDER BY v.at, v.report, v.sequence LIMIT ? OFFSET ?
            """,
            values: [query.at.lowerBound.databaseValue, query.at.upperBound.databaseValue] + condition.values
                + [.integer(Int64(query.limit)), .integer(Int64(query.offset))]
        ).map { row in
            StoredUpdate(
                report: try row.id("report"),
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("place")),
                category: try row.id("category"),
                event: try ReportEvent(row),
                isPublic: try row.bool("listed"),
                caseKey: WrappedKey(bytes: try row.blob("wrapped_key"))
            )
        }
    }

    /// Notes the update that the last line of the report came from.
    func insert(_ update: TakenUpdate, of report: Report) throws {
        try execute(
            """
            INSERT INTO program_updates (municipality, api_key, id, report, sequence, body_hash)
            VALUES ({town}, ?, ?, ?, ?, ?)
            """,
            update.key,
            update.id.rawValue,
            report.id,
            report.history.count,
            update.bodyHash
        )
    }

    func receipt(_ id: UpdateID, of key: ID<APIKey>) throws -> StoredReceipt? {
        try query(
            """
            SELECT r.year, r.sequence AS place, u.sequence, u.body_hash FROM program_updates u
            JOIN reports r ON r.municipality = {town} AND r.id = u.report
            WHERE u.municipality = {town} AND u.api_key = ? AND u.id = ?
            """,
            key,
            id.rawValue
        ).first.map { row in
            StoredReceipt(
                number: ReportNumber(year: try row.int("year"), sequence: try row.int("place")),
                line: try row.int("sequence"),
                bodyHash: try row.blob("body_hash")
            )
        }
    }
}

extension UpdateScope {
    /// ` AND …` for a line of a history named `v`, its report `r` and its publication `p`.
    fileprivate var condition: (sql: SQL, values: [Value]) {
        switch self {
        case .everything: return ("", [])
        case .published(let keptBack):
            let words = keptBack.map(\.rawValue).sorted()
            return (" AND \(Self.isPublic(without: words.count))", words.map { .text($0) })
        case .submitted(let key, let keptBack):
            let words = keptBack.map(\.rawValue).sorted()
            return (
                " AND ((\(Self.isPublic(without: words.count))) OR (r.api_key = ? AND v.act IN (\(Self.changesStatus))))",
                words.map { .text($0) } + [key.databaseValue]
            )
        }
    }

    /// As `ReportEvent.lineIsFor` and `ReportEvent.changesStatus` say.
    private static func isPublic(without categories: Int) -> SQL {
        let kept: SQL = categories == 0 ? "" : " AND r.category NOT IN (\(SQL.repeated("?", categories)))"
        return """
            p.listed\(kept) AND (v.act IN (\(changesStatus), 'handedOver', 'asked', 'replied', 'joined', 'parted',
                    'supported')
                OR (v.act = 'published' AND v.detail = 'edited'))
            """
    }

    private static let changesStatus: SQL =
        "'moved', 'rejected', 'closed', 'reopened', 'corrected', 'resumed', 'takenUp'"
}
