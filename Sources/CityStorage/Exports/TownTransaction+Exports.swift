import CityDomain
import CityKit

extension TownTransaction {
    /// The next reports of the public list.
    func listedReports(_ query: ExportQuery, except unlisted: Set<ID<Category>>) throws -> [StoredReport] {
        let names = unlisted.map(\.rawValue).sorted()
        let kept: SQL = names.isEmpty ? "" : " AND e.category NOT IN (\(SQL.repeated("?", names.count)))"
        let rows = try self.query(
            """
            SELECT \(Self.publishedColumns)
            FROM (
                SELECT e.number FROM public_reports e
                WHERE e.municipality = {town} AND e.number > ? AND e.number <= ?\(kept)
                ORDER BY e.number LIMIT ?
            ) f
            \(Self.publishedTables)
            ORDER BY f.number
            """,
            values: query.numbers + names.map { .text($0) } + [.integer(Int64(query.limit))]
        )
        return try zip(rows, reports(rows)).map { row, report in
            let caseKey = WrappedKey(bytes: try row.blob("wrapped_key"))
            let published = try published(report, row, caseKey: caseKey)
            return StoredReport(
                report: report,
                publication: .init(text: published.text, at: published.publishedAt),
                content: nil,
                caseKey: caseKey
            )
        }
    }

    /// The next of all reports, but for those that are not public of people who have restricted the use of their data.
    func allReports(_ query: ExportQuery) throws -> [StoredReport] {
        let first = query.after ?? ReportNumber(year: query.year ?? 0, sequence: 0)
        let rows = try self.query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.kind, r.unit, r.status, r.received_at, r.hides_on, r.reopens_until,
                r.aside_until, r.content, p.title, p.description, p.address, p.latitude, p.longitude, p.published_at,
                k.wrapped_key
            FROM reports r
            LEFT JOIN publications p ON p.municipality = {town} AND p.report = r.id
            LEFT JOIN data_keys k ON k.municipality = {town} AND k.owner = r.id AND k.purpose = 'case'
            WHERE r.municipality = {town} AND (r.year, r.sequence) > (?, ?) AND r.year <= ? AND r.aside_until IS NULL
                AND (p.report IS NOT NULL OR NOT \(Self.isRestricted("r")))
            ORDER BY r.year, r.sequence LIMIT ?
            """,
            first.year,
            first.sequence,
            query.year ?? ReportNumber.lastYear,
            query.limit
        )
        return try zip(rows, reports(rows)).map { row, report in
            StoredReport(
                report: report,
                publication: try row.optionalInstant("published_at").map { .init(text: try publicText(row), at: $0) },
                content: Sealed(ciphertext: try row.blob("content")),
                caseKey: try row.optionalBlob("wrapped_key").map(WrappedKey.init(bytes:))
            )
        }
    }
}

extension ExportQuery {
    /// After which number, and up to which, the reports stand.
    fileprivate var numbers: [Value] {
        let first = after ?? ReportNumber(year: year ?? 0, sequence: 0)
        let last = ReportNumber(year: (year ?? ReportNumber.lastYear) + 1, sequence: 0)
        return [.integer(first.packed), .integer(last.packed)]
    }
}

extension ReportNumber {
    /// No number is of a later year.
    fileprivate static let lastYear = 9_998
}
