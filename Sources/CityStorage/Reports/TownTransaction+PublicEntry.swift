import CityDomain
import CityKit

extension TownTransaction {
    /// Brings the public list, its words and the map in line with the report as it now stands: published and not
    /// hidden, or not there. Everything that changes a report, its publication or whether it is listed calls this in the same
    /// transaction; nothing else writes the tables of the public list but `addPublicEntries`.
    func refreshPublicEntry(_ number: ReportNumber) throws {
        let old = try storedEntry(number)
        let new = try visibleEntry(number)
        guard old != new else { return }
        if let new { try put([new.values]) } else { try removeEntry(number) }
        if old?.foundBy != new?.foundBy {
            if let old { try removeWords(of: old) }
            if let new { try insertWords(of: [(new, new.searchWords)]) }
        }
        if old?.place != new?.place {
            if let place = old?.place, try !takeUncounted(number) { try takeOffMap(place) }
            if let place = new?.place { try putOnMap([place]) }
        }
    }

    /// Puts reports that were not stored before into the public list with its words. They come onto the map later, with
    /// `putUncountedOnMap`.
    func addPublicEntries(_ entries: [(entry: PublicEntry, words: [String])]) throws {
        try put(entries.map(\.entry.values))
        try insertWords(of: entries)
        try insert(
            "INSERT INTO map_uncounted (municipality, number) VALUES",
            row: "({town}, ?)",
            values: entries.filter { $0.entry.point != nil }.map { [.integer($0.entry.number.packed)] }
        )
    }

    private func storedEntry(_ number: ReportNumber) throws -> PublicEntry? {
        try query(
            "SELECT \(Self.entryColumns) FROM public_reports e WHERE e.municipality = {town} AND e.number = ?",
            number.packed
        ).first.map(publicEntry)
    }

    private func visibleEntry(_ number: ReportNumber) throws -> PublicEntry? {
        try query(
            """
            SELECT r.year * 1000000000 + r.sequence AS number, r.category, r.kind, r.status, p.title, p.address,
                p.latitude, p.longitude, r.received_at, p.published_at, r.updated_at
            FROM reports r JOIN publications p ON p.municipality = r.municipality AND p.report = r.id
            WHERE r.municipality = {town} AND r.year = ? AND r.sequence = ? AND p.listed
            """,
            number.year,
            number.sequence
        ).first.map(publicEntry)
    }

    /// Of a row of `public_reports` named `e`.
    static let entryColumns: SQL = """
        e.number, e.category, e.kind, e.status, e.title, e.address, e.latitude, e.longitude, e.received_at,
        e.published_at, e.updated_at
        """

    func publicEntry(_ row: Row) throws -> PublicEntry {
        PublicEntry(
            number: ReportNumber(packed: try row.integer("number")),
            category: try row.id("category"),
            kind: try row.value("kind"),
            status: try row.value("status"),
            title: try row.text("title"),
            address: try row.optionalText("address"),
            point: try row.optionalPoint(),
            receivedAt: try row.instant("received_at"),
            publishedAt: try row.instant("published_at"),
            updatedAt: try row.instant("updated_at")
        )
    }

    private func put(_ rows: [[Value]]) throws {
        try insert(
            """
            INSERT INTO public_reports
                (municipality, number, category, kind, status, title, address, latitude, longitude, cell, received_at,
                 published_at, updated_at)
            VALUES
            """,
            row: "({town}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values: rows,
            ending: """
                ON CONFLICT (municipality, number) DO UPDATE
                SET category = excluded.category, kind = excluded.kind, status = excluded.status, title = excluded.title,
                    address = excluded.address, latitude = excluded.latitude, longitude = excluded.longitude,
                    cell = excluded.cell, received_at = excluded.received_at, published_at = excluded.published_at,
                    updated_at = excluded.updated_at
                """
        )
    }

    private func removeEntry(_ number: ReportNumber) throws {
        try execute("DELETE FROM public_reports WHERE municipality = {town} AND number = ?", number.packed)
    }

    private func insertWords(of entries: [(entry: PublicEntry, words: [String])]) throws {
        var values: [Value] = []
        values.reserveCapacity(entries.reduce(0) { $0 + 3 * $1.words.count })
        for (entry, words) in entries {
            let (publishedAt, number) = (entry.publishedAt.databaseValue, Value.integer(entry.number.packed))
            for word in words { values += [.text(word), publishedAt, number] }
        }
        try insert(
            "INSERT INTO public_words (municipality, word, published_at, number) VALUES",
            row: "({town}, ?, ?, ?)",
            of: 3,
            values: values
        )
    }

    private func removeWords(of entry: PublicEntry) throws {
        for word in entry.searchWords {
            try execute(
                """
                DELETE FROM public_words
                WHERE municipality = {town} AND word = ? AND published_at = ? AND number = ?
                """,
                word,
                entry.publishedAt,
                entry.number.packed
            )
        }
    }
}

extension PublicEntry {
    /// In the order of the columns of `public_reports`, without the town.
    var values: [Value] {
        [
            .integer(number.packed), category.databaseValue, .text(kind.rawValue), .text(status.rawValue), .text(title),
            address.databaseValue, (point?.latitude).databaseValue, (point?.longitude).databaseValue,
            point.map { MapCell(of: $0).number }.databaseValue, receivedAt.databaseValue, publishedAt.databaseValue,
            updatedAt.databaseValue,
        ]
    }

    fileprivate var foundBy: [String] { searchWords + ["\(publishedAt.milliseconds)"] }

    /// What the map shows of it.
    var place: MapPlace? {
        point.map { point in
            MapPlace(
                point: ReportMap.Point(number: number, place: point, category: category, kind: kind, status: status),
                receivedAt: receivedAt
            )
        }
    }
}

extension ReportNumber {
    private static let yearStep: Int64 = 1_000_000_000

    /// One integer that keeps the order.
    var packed: Int64 { Int64(year) * Self.yearStep + Int64(sequence) }

    /// The counter of a year's numbers.
    static func series(of year: Int) -> String { "reports-\(year)" }

    init(packed: Int64) {
        self.init(year: Int(packed / Self.yearStep), sequence: Int(packed % Self.yearStep))
    }
}
