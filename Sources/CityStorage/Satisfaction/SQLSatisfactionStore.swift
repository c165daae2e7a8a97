public import CityDomain
public import CityKit

/// How content reporters are, in the database.
public struct SQLSatisfactionStore: SatisfactionStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func keep(
        _ answer: SatisfactionAnswer,
        about number: ReportNumber,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws {
        try await database.town(town).write { transaction in
            guard let report = try transaction.report(number) else { throw ReportFailure.notFound }
            try check(report)
            try transaction.recounting([report.id]) { try transaction.store(answer, of: report.id) }
        }
    }

    public func answers(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SatisfactionAnswer] {
        try await database.town(town).read { transaction in
            try transaction.query(
                """
                SELECT answer, ended_at, said_at, words FROM satisfaction_answers
                WHERE municipality = {town} AND report = ? ORDER BY ended_at
                """,
                report
            ).map { row in
                SatisfactionAnswer(
                    answer: try row.value("answer"),
                    endedAt: try row.instant("ended_at"),
                    saidAt: try row.instant("said_at"),
                    words: try row.optionalBlob("words").map(Sealed.init(ciphertext:))
                )
            }
        }
    }
}

extension TownTransaction {
    fileprivate func store(_ answer: SatisfactionAnswer, of report: ID<Report>) throws {
        try execute(
            """
            INSERT INTO satisfaction_answers (municipality, report, ended_at, answer, said_at, words)
            VALUES ({town}, ?, ?, ?, ?, ?)
            ON CONFLICT (municipality, report, ended_at)
            DO UPDATE SET answer = excluded.answer, said_at = excluded.said_at, words = excluded.words
            """,
            report,
            answer.endedAt,
            answer.answer,
            answer.saidAt,
            answer.words?.ciphertext
        )
    }

    /// Takes away what reporters wrote to the office; how content they were stays, as a count.
    ///
    /// - Parameter reports: a query for their ids, with one question mark for `value`.
    func forgetSatisfactionWords(of reports: SQL, _ value: some Storable) throws {
        try execute(
            "UPDATE satisfaction_answers SET words = NULL WHERE municipality = {town} AND report IN (\(reports))",
            value
        )
    }
}

extension Satisfaction: Storable {}
