public import CityKit

/// Where the public answers to questions are kept; the questions themselves are reports. An answer is shown while its question
/// is answered: not after the office took its decision back or opened the question again.
public protocol QuestionStore: Sendable {
    /// What everybody may read, the newest first.
    func answers(_ query: QuestionQuery, in town: ID<Municipality>) async throws -> Page<AnsweredQuestion>

    /// Nil where nobody may read one under this number.
    func answer(_ number: ReportNumber, in town: ID<Municipality>) async throws -> AnsweredQuestion?

    /// Those whose question has at least so many of the words, the one with most of them first.
    func answers(
        having words: [String],
        atLeast fewest: Int,
        unlisted: [ID<Category>],
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> [AnsweredQuestion]

    /// What is stored, whether everybody may read it now or not; for the office.
    func stored(_ report: ID<Report>, in town: ID<Municipality>) async throws -> AnsweredQuestion?

    /// Stores a public answer, or another one in its place, with what the audit log tells of it.
    ///
    /// - Parameters:
    ///   - seen: when the answer that the page showed was written; nil where it showed none.
    ///   - check: pure; gets the report as it stands now.
    /// - Throws: `QuestionFailure.changedMeanwhile`; `ReportFailure.notFound`; what `check` throws.
    func publish(
        _ text: PublicAnswer,
        of number: ReportNumber,
        seeing seen: Instant?,
        at now: Instant,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// Takes a public answer away with its words.
    ///
    /// - Throws: as `publish`; `QuestionFailure.unknown` where there is none.
    func takeDown(
        _ number: ReportNumber,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        check: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// Questions that the account or the confirmed address behind this one sent before it, the last one first; none where
    /// the data of the person are restricted.
    func earlier(than report: ID<Report>, limit: Int, in town: ID<Municipality>) async throws -> [EarlierQuestion]
}
