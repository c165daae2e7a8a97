public import CityKit

/// Asks further units to take part in a case, and takes their answers (I-03). Who leads the case and its terms stay as they
/// are; neither the public nor the reporter learns of it.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `CaseworkFailure`.
public struct AskUnits: Sendable {
    private let cases: any CaseworkStore
    private let desk: CaseDesk

    public init(
        cases: any CaseworkStore,
        reports: any ReportStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.cases = cases
        desk = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// Asks a unit, or asks it once more.
    ///
    /// - Parameter note: what is asked of it.
    public func ask(_ work: WorkOnCase.Work, _ unit: ID<Unit>, note: String) async throws {
        let file = try await desk.file(work, using: .decideReports)
        guard work.town.unit(unit) != nil else { throw CaseworkFailure.unitUnknown }
        try await cases.ask(
            unit,
            from: file.report.unit,
            logging: try desk.line(.unitAsked(unit), try note.said(), on: file, work),
            noting: try desk.entry(.unitAsked, .report(file.report.id, unit: unit), .decideReports, file, work),
            in: work.town.id
        )
    }

    /// Asks a unit no longer. What it wrote stays.
    ///
    /// - Parameter note: may be empty.
    public func release(_ work: WorkOnCase.Work, _ unit: ID<Unit>, note: String) async throws {
        let file = try await desk.file(work, using: .decideReports)
        try await cases.release(
            unit,
            from: file.report.unit,
            logging: try desk.line(.unitReleased(unit), note.saidIfAny, on: file, work),
            noting: try desk.entry(.unitReleased, .report(file.report.id, unit: unit), .decideReports, file, work),
            in: work.town.id
        )
    }

    public enum Answer: String, Sendable, CaseIterable {
        case given
        /// The unit has no part in it.
        case declined
    }

    /// Answers for a unit that was asked.
    ///
    /// - Parameter words: the answer, or why there is none.
    /// - Throws: also `AccountFailure.outOfReach` for somebody who does not answer for that unit.
    public func answer(_ work: WorkOnCase.Work, for unit: ID<Unit>, _ answer: Answer, words: String) async throws {
        let file = try await desk.file(work, using: .noteReports)
        guard file.report.furtherUnits.contains(unit) else { throw CaseworkFailure.unitNotAsked }
        guard work.caller.answers(for: unit, on: file.report.category) else { throw AccountFailure.outOfReach }
        let isGiven = answer == .given
        try await cases.answer(
            for: unit,
            isGiven ? .answered : .declined,
            logging: try desk.line(
                isGiven ? .unitAnswered(unit) : .unitDeclined(unit),
                try words.said(),
                on: file,
                work
            ),
            noting: try desk.entry(.unitAnswered, .report(file.report.id, unit: unit), .noteReports, file, work),
            in: work.town.id
        )
    }
}
