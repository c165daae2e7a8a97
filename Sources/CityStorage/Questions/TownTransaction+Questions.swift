import CityDomain
import CityKit

extension TownTransaction {
    /// - Parameter condition: ` AND …` on a row `q` of public answers and `r`, its report; and the order.
    func answers(where condition: SQL, _ values: [Value]) throws -> [AnsweredQuestion] {
        try query(
            """
            SELECT q.number, q.question, q.answer, q.published_at, q.updated_at, r.category, r.unit
            FROM answered_questions q JOIN reports r ON r.municipality = q.municipality AND r.id = q.report
            WHERE q.municipality = {town}\(condition)
            """,
            values: values
        ).map(AnsweredQuestion.init)
    }

    /// What everybody may read, the newest first.
    func newestAnswers(_ query: QuestionQuery) throws -> Page<AnsweredQuestion> {
        let start = try Page<AnsweredQuestion>.place(query.after, AnswerCursor.init(text:)) ?? .start
        let words = query.words.prefix(SearchWords.most)
        let topic: SQL = query.topic == nil ? "" : " AND r.category = ?"
        let listed = SQL.isListed(without: query.unlisted.count)
        let found = try answers(
            where: """
                 AND r.status = 'done' AND (q.published_at, q.number) < (?, ?)\(topic)\(listed)\
                \(SQL.repeated(Self.hasQuestionWord, words.count, separator: ""))
                ORDER BY q.published_at DESC, q.number DESC LIMIT ?
                """,
            start.values + (query.topic.map { [$0.databaseValue] } ?? []) + query.unlisted.map(\.databaseValue)
                + words.map { .text($0) } + [.integer(Int64(query.limit + 1))]
        )
        let next = found.count > query.limit ? found.dropLast().last.map { AnswerCursor($0).text } : nil
        return Page(elements: Array(found.prefix(query.limit)), next: next)
    }

    private static let hasQuestionWord: SQL = """
         AND EXISTS (SELECT 1 FROM question_words o WHERE o.municipality = {town} AND o.word = ? AND o.number = q.number)
        """

    /// The numbers of public answers whose question has at least so many of the words, the one with most of them first.
    func numbers(having words: [String], atLeast fewest: Int, unlisted: [ID<CityDomain.Category>], limit: Int) throws
        -> [Int64]
    {
        try query(
            """
            SELECT w.number, COUNT(*) AS shared FROM question_words w
            JOIN answered_questions q ON q.municipality = {town} AND q.number = w.number
            JOIN reports r ON r.municipality = {town} AND r.id = q.report AND r.status = 'done'
            WHERE w.municipality = {town} AND w.asked AND w.word IN (\(SQL.repeated("?", words.count)))\
            \(SQL.isListed(without: unlisted.count))
            GROUP BY w.number HAVING COUNT(*) >= ? ORDER BY shared DESC, w.number DESC LIMIT ?
            """,
            values: words.map { .text($0) } + unlisted.map(\.databaseValue)
                + [.integer(Int64(fewest)), .integer(Int64(limit))]
        ).map { try $0.integer("number") }
    }

    /// Stores a public answer with its words; an earlier one goes, and keeps its place in the list.
    func put(_ text: PublicAnswer, of report: Report, at now: Instant) throws {
        let number = report.number.packed
        try execute(
            """
            INSERT INTO answered_questions (municipality, number, report, question, answer, published_at, updated_at)
            VALUES ({town}, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (municipality, number) DO UPDATE
            SET question = excluded.question, answer = excluded.answer, updated_at = excluded.updated_at
            """,
            number,
            report.id,
            text.question,
            text.answer,
            now,
            now
        )
        try execute("DELETE FROM question_words WHERE municipality = {town} AND number = ?", number)
        let asked = SearchWords.of(text.question)
        let known = Set(asked)
        let said = SearchWords.of(text.answer).filter { !known.contains($0) }
        try insert(
            "INSERT INTO question_words (municipality, word, number, asked) VALUES",
            row: "({town}, ?, ?, ?)",
            asked.map { [$0, number, true] } + said.map { [$0, number, false] }
        )
    }

    /// Takes a public answer away with its words.
    ///
    /// - Returns: false when there is none.
    @discardableResult
    func discardAnswer(to report: ID<Report>, _ number: ReportNumber) throws -> Bool {
        try execute("DELETE FROM question_words WHERE municipality = {town} AND number = ?", number.packed)
        return try change("DELETE FROM answered_questions WHERE municipality = {town} AND report = ?", report) == 1
    }

    /// Questions of the same account that came before; none of a person whose data are restricted. Addresses are no proof: their
    /// index is cut so short that strangers share it.
    func earlierQuestions(than report: ID<Report>, limit: Int) throws -> [EarlierQuestion] {
        try query(
            """
            SELECT r.year, r.sequence, r.unit, r.category, r.status, r.received_at FROM reports r
            JOIN reports own ON own.municipality = {town} AND own.id = ?
            WHERE r.municipality = {town} AND r.kind = 'question' AND r.id <> own.id AND r.received_at <= own.received_at
                AND NOT \(Self.isRestricted("own")) AND NOT \(Self.isRestricted("r")) AND r.id IN (
                    SELECT o.report FROM resident_reports o JOIN resident_reports m
                        ON m.municipality = {town} AND m.resident = o.resident AND m.report = ?
                    WHERE o.municipality = {town}
                )
            ORDER BY r.received_at DESC, r.id DESC LIMIT ?
            """,
            report,
            report,
            limit
        ).map(EarlierQuestion.init)
    }
}

extension SQL {
    /// ` AND …`: the report `r` is of none of so many categories.
    fileprivate static func isListed(without unlisted: Int) -> SQL {
        unlisted == 0 ? "" : " AND r.category NOT IN (\(SQL.repeated("?", unlisted)))"
    }
}

extension AnsweredQuestion {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: ReportNumber(packed: try row.integer("number")),
            topic: try row.id("category"),
            unit: try row.id("unit"),
            text: PublicAnswer(published: try row.text("question"), try row.text("answer")),
            publishedAt: try row.instant("published_at"),
            updatedAt: try row.instant("updated_at")
        )
    }
}

extension EarlierQuestion {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: ReportNumber(year: try row.int("year"), sequence: try row.int("sequence")),
            unit: try row.id("unit"),
            category: try row.id("category"),
            status: try row.value("status"),
            receivedAt: try row.instant("received_at")
        )
    }
}

/// Where a page of the list ends: everything on the next one is older.
private struct AnswerCursor {
    let publishedAt: Int64
    let number: Int64

    static let start = Self(publishedAt: .max, number: 0)

    private init(publishedAt: Int64, number: Int64) {
        self.publishedAt = publishedAt
        self.number = number
    }

    init(_ answer: AnsweredQuestion) {
        self.init(publishedAt: answer.publishedAt.milliseconds, number: answer.number.packed)
    }

    init?(text: String) {
        let parts = text.split(separator: "_")
        guard parts.count == 2, let published = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
        self.init(publishedAt: published, number: number)
    }

    var text: String { "\(publishedAt)_\(number)" }

    var values: [Value] { [.integer(publishedAt), .integer(number)] }
}
