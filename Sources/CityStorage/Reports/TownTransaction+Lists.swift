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
                    latitude = excluded.latitude, longitude = excluded.longitude, area = excluded.area,
                    district = NULL, sorted_by = 0
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
            """
            UPDATE publications SET latitude = ?, longitude = ?, area = ?, district = NULL, sorted_by = 0
            WHERE municipality = {town} AND report = ?
            """,
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
