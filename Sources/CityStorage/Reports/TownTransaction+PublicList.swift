import CityDomain
import CityKit

extension TownTransaction {
    /// Newest first.
    func newestEntries(_ query: PublicQuery) throws -> Page<PublicEntry> {
        let filter = query.filter.condition
        let start = try NewestCursor(query)
        let rows = try self.query(
            """
            SELECT \(Self.entryColumns) FROM public_reports e
            WHERE e.municipality = {town}\(filter.sql) AND e.published_at >= ? AND e.published_at <= ?
                AND (e.published_at, e.number) < (?, ?)
            ORDER BY e.published_at DESC, e.number DESC LIMIT ?
            """,
            values: filter.values + start.values(from: query.from) + [.integer(Int64(query.limit + 1))]
        )
        return try page(rows, query.limit)
    }

    /// Newest first, among the newest that have the first word. A page that is not full goes on after the last one that
    /// was looked at.
    func entriesWithWords(_ query: PublicQuery) throws -> Page<PublicEntry> {
        let filter = query.filter.condition
        let start = try NewestCursor(query)
        let others = query.words.dropFirst().prefix(SearchWords.most - 1)
        let rows = try self.query(
            """
            SELECT \(Self.entryColumns) FROM (\(Self.wordChunk)) w
            JOIN public_reports e ON e.municipality = {town} AND e.number = w.number
            WHERE TRUE\(filter.sql)\(SQL.repeated(Self.hasWord, others.count, separator: ""))
            ORDER BY w.published_at DESC, w.number DESC LIMIT ?
            """,
            values: [.text(query.words[0])] + start.values(from: query.from) + [.integer(Self.chunk), .integer(0)]
                + filter.values + others.map { .text($0) } + [.integer(Int64(query.limit + 1))]
        )
        let found = try page(rows, query.limit)
        guard found.next == nil else { return found }
        let last = try self.query(
            Self.wordChunk,
            values: [.text(query.words[0])] + start.values(from: query.from) + [.integer(1), .integer(Self.chunk - 1)]
        ).first
        return Page(elements: found.elements, next: try last.map { try NewestCursor($0).text })
    }

    /// How many reports with a word are looked through for one page.
    private static let chunk: Int64 = 500

    private static let wordChunk: SQL = """
        SELECT published_at, number FROM public_words
        WHERE municipality = {town} AND word = ? AND published_at >= ? AND published_at <= ?
            AND (published_at, number) < (?, ?)
        ORDER BY published_at DESC, number DESC LIMIT ? OFFSET ?
        """

    private static let hasWord: SQL = """
         AND EXISTS (SELECT 1 FROM public_words o WHERE o.municipality = {town} AND o.word = ?
            AND o.published_at = e.published_at AND o.number = e.number)
        """

    /// The last change first.
    func changedEntries(_ query: PublicQuery) throws -> [PublicEntry] {
        let filter = query.filter.condition
        let words = query.words.prefix(SearchWords.most)
        let rows = try self.query(
            """
            SELECT \(Self.entryColumns) FROM (
                SELECT number, category, kind, status, title, address, latitude, longitude, received_at, published_at,
                    updated_at
                FROM public_reports WHERE municipality = {town} ORDER BY updated_at DESC, number DESC LIMIT 2000
            ) e
            WHERE e.published_at >= ? AND e.published_at < ?\(filter.sql)\
            \(SQL.repeated(Self.hasWord, words.count, separator: ""))
            ORDER BY e.updated_at DESC, e.number DESC LIMIT ?
            """,
            values: [.integer(query.from?.milliseconds ?? .min), .integer(query.before?.milliseconds ?? .max)]
                + filter.values + words.map { .text($0) } + [.integer(Int64(query.limit))]
        )
        return try rows.map(publicEntry)
    }

    /// One row more than the limit was asked for: it says that there is a next page.
    private func page(_ rows: [Row], _ limit: Int) throws -> Page<PublicEntry> {
        let next = rows.count > limit ? try rows.dropLast().last.map { try NewestCursor($0).text } : nil
        return Page(elements: try rows.prefix(limit).map(publicEntry), next: next)
    }
}

extension PublicFilter {
    /// ` AND …` for a row named `e`; each filter has an index of its own.
    var condition: (sql: SQL, values: [Value]) {
        var parts: [SQL] = []
        var values: [Value] = []
        if let category {
            parts.append(" AND e.category = ?")
            values.append(.text(category.rawValue))
        }
        if let kind {
            parts.append(" AND e.kind = ?")
            values.append(.text(kind.rawValue))
        }
        if let status {
            parts.append(" AND e.status = ?")
            values.append(.text(status.rawValue))
        }
        if !unlisted.isEmpty {
            parts.append(" AND e.category NOT IN (\(SQL.repeated("?", unlisted.count)))")
            values += unlisted.map { .text($0.rawValue) }
        }
        return (parts.joined(separator: ""), values)
    }
}

/// Where a page of the list ends: everything on the next one is older.
struct NewestCursor {
    let publishedAt: Int64
    let number: Int64

    /// The end of the page before, or else the end of the wanted time.
    ///
    /// - Throws: `PageFailure.unknownPlace`.
    init(_ query: PublicQuery) throws {
        let before = query.before?.milliseconds ?? .max
        if let cursor = try Page<PublicEntry>.place(query.after, Self.init(text:)), cursor.publishedAt < before {
            self = cursor
        } else {
            self.init(publishedAt: before, number: 0)
        }
    }

    init(_ row: Row) throws {
        self.init(publishedAt: try row.integer("published_at"), number: try row.integer("number"))
    }

    private init(publishedAt: Int64, number: Int64) {
        self.publishedAt = publishedAt
        self.number = number
    }

    private init?(text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let published = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
        self.init(publishedAt: published, number: number)
    }

    var text: String { "\(publishedAt)_\(number)" }

    /// The second bound follows from the pair after it; with it the engines end the search where the time ends.
    func values(from: Instant?) -> [Value] {
        [.integer(from?.milliseconds ?? .min), .integer(publishedAt), .integer(publishedAt), .integer(number)]
    }
}
