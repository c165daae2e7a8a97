public import CityDomain
public import CityKit

/// Public answers to questions in the database.
public struct SQLQuestionStore: QuestionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func answers(_ query: QuestionQuery, in town: ID<Municipality>) async throws -> Page<AnsweredQuestion> {
        try await database.town(town).read { try $0.newestAnswers(query) }
    }

    public func answer(_ number: ReportNumber, in town: ID<Municipality>) async throws -> AnsweredQuestion? {
        try await database.town(town).read { transaction in
            try transaction.answers(where: " AND r.status = 'done' AND q.number = ?", [number.packed.databaseValue])
                .first
        }
    }

    public func answers(
        having words: [String],
        atLeast fewest: Int,
        unlisted: [ID<CityDomain.Category>],
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> [AnsweredQuestion] {
        guard !words.isEmpty else { return [] }
        return try await database.town(town).read { transaction in
            let numbers = try transaction.numbers(having: words, atLeast: fewest, unlisted: unlisted, limit: limit)
            guard !numbers.isEmpty else { return [] }
            let found = try transaction.answers(
                where: " AND q.number IN (\(SQL.repeated("?", numbers.count)))",
                numbers.map(\.databaseValue)
            )
            let byNumber = Dictionary(uniqueKeysWithValues: found.map { ($0.number.packed, $0) })
            return numbers.compactMap { byNumber[$0] }
        }
    }

    public func stored(_ report: ID<Report>, in town: ID<Municipality>) async throws -> AnsweredQuestion? {
        try await database.town(town).read { transaction in
            try transaction.answers(where: " AND q.report = ?", [report.databaseValue]).first
        }
    }

    public func publish(
        _ text: PublicAnswer,
        of number: ReportNumber,
        seeing seen: Instant?,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let report = try transaction.report(number) else { throw ReportFailure.notFound }
            try check(report)
            let before = try transaction.answers(where: " AND q.report = ?", [report.id.databaseValue]).first
            guard before?.updatedAt == seen else { throw QuestionFailure.changedMeanwhile }
            // Two changes within one millisecond are two changes.
            let moment = max(now, before.map { Instant(milliseconds: $0.updatedAt.milliseconds + 1) } ?? now)
            try transaction.put(text, of: report, at: moment)
            try transaction.note(entry)
        }
    }

    public func takeDown(
        _ number: ReportNumber,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let report = try transaction.report(number) else { throw ReportFailure.notFound }
            try check(report)
            guard try transaction.discardAnswer(to: report.id, number) else { throw QuestionFailure.unknown }
            try transaction.note(entry)
        }
    }

    public func earlier(than report: ID<Report>, limit: Int, in town: ID<Municipality>) async throws
        -> [EarlierQuestion]
    {
        try await database.town(town).read { try $0.earlierQuestions(than: report, limit: limit) }
    }
}
