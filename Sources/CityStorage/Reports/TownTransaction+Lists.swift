import CityDomain
import CityKit

extension TownTransaction {
    /// Makes the text public; a report that is public already keeps its place in the list and gets the new words.
    func publish(_ text: PublicText, of report: Report) throws {
        let publishedAt = report.updatedAt
        try insertPublications([text.row(of: report.id, at: publishedAt, isListed: !report.isHidden)])
    }

    /// Makes texts of many reports public.
    func insertPublications(_ rows: [[Value]]) throws {
        try insert(
            """
            INSERT INTO publications
                (municipality, report, title, description, address, latitude, longitude, published_at, listed, area)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: rows,
            ending: """
                ON CONFLICT (municipality, report) DO UPDATE
                SET title = excluded.title, description = excluded.description, address = excluded.address,
                    latitude = excluded.latitude, longitude = excluded.longitude, area = excluded.area
                """
        )
    }

    /// Takes the text away from the public: nothing of it is left in the clear.
    func unpublish(_ report: ID<Report>) throws {
        try execute("DELETE FROM publications WHERE municipality = {town} AND report = ?", report)
    }

    /// Puts a public report on the public list, or takes it off.
    func list(_ report: Report) throws {
        try execute(
            "UPDATE publications SET listed = ? WHERE municipality = {town} AND report = ?",
            !report.isHidden,
            report.id
        )
    }

    /// Moves a public report on the map.
    func move(_ report: ID<Report>, to point: Coordinate) throws {
        try execute(
            "UPDATE publications SET latitude = ?, longitude = ?, area = ? WHERE municipality = {town} AND report = ?",
            point.latitude,
            point.longitude,
            StatisticArea.square(of: point).number,
            report
        )
    }

    /// Nil while it is not public.
    func publication(of report: Report) throws -> PublishedReport? {
        try query(
            """
            SELECT title, description, address, latitude, longitude, published_at FROM publications
            WHERE municipality = {town} AND report = ?
            """,
            report.id
        ).first.flatMap { try published(report, $0) }
    }

    private func published(_ report: Report, _ row: Row) throws -> PublishedReport? {
        try key(of: report.id.rawValue, for: "case").map { try published(report, row, caseKey: $0) }
    }

    /// - Parameter row: with the columns of `publications`.
    func published(_ report: Report, _ row: Row, caseKey: WrappedKey) throws -> PublishedReport {
        PublishedReport(
            report: report,
            text: try publicText(row),
            publishedAt: try row.instant("published_at"),
            updatedAt: report.updatedAt,
            caseKey: caseKey
        )
    }

    /// - Parameter row: with the columns of `publications`.
    func publicText(_ row: Row) throws -> PublicText {
        PublicText(
            title: try row.text("title"),
            description: try row.text("description"),
            address: try row.optionalText("address"),
            point: try row.optionalPoint()
        )
    }

    /// Open reports by the end of their next term. Those without a term stand at the end, as if due on the last day.
    func inbox(_ query: InboxQuery, within scope: ReportScope) throws -> Page<InboxEntry> {
        let last = try Page<InboxEntry>.place(query.after, InboxCursor.init(text:)) ?? .start
        let place: [any Storable] = [
            query.status?.rawValue, query.status?.rawValue, query.overdueOn, query.overdueOn,
            last.due, last.receivedAt, last.report,
        ]
        let rows = try self.query(
            """
            SELECT r.id, r.year, r.sequence, r.category, r.unit, r.status, r.received_at, r.content, r.next_due,
                k.wrapped_key
            FROM reports r
            JOIN data_keys k ON k.municipality = r.municipality AND k.owner = r.id AND k.purpose = 'case'
            WHERE r.municipality = {town} AND NOT r.finished
                AND (CAST(? AS TEXT) IS NULL OR r.status = ?)
                AND (CAST(? AS {int}) IS NULL OR r.next_due < ?)
                AND (COALESCE(r.next_due, 9999999), r.received_at, r.id) > (?, ?, ?)\(scope.condition)
            ORDER BY COALESCE(r.next_due, 9999999), r.received_at, r.id LIMIT ?
            """,
            values: place.map(\.databaseValue) + scope.values + [(query.limit + 1).databaseValue]
        )
        let entries = try rows.prefix(query.limit).map(inboxEntry)
        let more = rows.count > query.limit
        let next = more ? try rows.dropLast().last.map { try InboxCursor($0).text } : nil
        return Page(elements: entries, next: next)
    }

    private func inboxEntry(_ row: Row) throws -> InboxEntry {
        let report = try SealedReport(row)
        return InboxEntry(report: report, nextDeadline: try nextDeadline(of: report.id))
    }
}

extension SealedReport {
    /// - Parameter row: with the columns of `reports` and the wrapped key of the case.
    init(_ row: Row) throws {
        self.init(
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            id: try row.id("id"),
            category: try row.id("category"),
            unit: try row.id("unit"),
            status: try row.value("status"),
            receivedAt: try row.instant("received_at"),
            content: Sealed(ciphertext: try row.blob("content")),
            caseKey: WrappedKey(bytes: try row.blob("wrapped_key"))
        )
    }
}

extension PublicText {
    /// In the order of the columns of `publications`, without the town.
    func row(of report: ID<Report>, at publishedAt: Instant, isListed: Bool) -> [Value] {
        let columns: [any Storable] = [
            report, title, description, address, point?.latitude, point?.longitude, publishedAt, isListed,
            point.map { StatisticArea.square(of: $0).number },
        ]
        return columns.map(\.databaseValue)
    }
}

/// Where a page of the inbox ends.
private struct InboxCursor {
    let due: Int64
    let receivedAt: Instant
    let report: String

    static let start = Self(due: .min, receivedAt: Instant(milliseconds: .min), report: "")

    init(_ row: Row) throws {
        self.init(
            due: try row.optionalInteger("next_due") ?? 9_999_999,
            receivedAt: try row.instant("received_at"),
            report: try row.text("id")
        )
    }

    private init(due: Int64, receivedAt: Instant, report: String) {
        self.due = due
        self.receivedAt = receivedAt
        self.report = report
    }

    init?(text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 3, let due = Int64(parts[0]), let received = Int64(parts[1]) else { return nil }
        self.init(due: due, receivedAt: Instant(milliseconds: received), report: String(parts[2]))
    }

    var text: String { "\(due)_\(receivedAt.milliseconds)_\(report)" }
}
