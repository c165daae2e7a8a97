public import CityKit

/// Gives a case that came to a unit by mistake back to those who give cases to units (I-03). The unit stays
/// competent until they have given it on, and its terms run on: nobody gains time by it.
///
/// All throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `CaseworkFailure`.
public struct ReturnCase: Sendable {
    private let cases: any CaseworkStore
    private let colleagues: Colleagues
    private let desk: CaseDesk

    public init(
        cases: any CaseworkStore,
        staff: any StaffStore,
        reports: any ReportStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.cases = cases
        colleagues = Colleagues(staff: staff, vault: vault)
        desk = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// - Parameter reason: why the unit is not competent.
    /// - Throws: also `ReportFailure.handOverNotAllowed` where the rules or the status bar it.
    public func callAsFunction(_ work: WorkOnCase.Work, reason: String) async throws {
        let file = try await desk.file(work, using: .decideReports)
        let report = file.report
        guard let rule = work.town.reports.handOver, rule.from.contains(report.status) else {
            throw ReportFailure.handOverNotAllowed
        }
        guard try await colleagues.dispatch(report, in: work.town.id) else { throw CaseworkFailure.nobodyDispatches }
        try await cases.giveBack(
            from: report.unit,
            while: rule.from,
            logging: try desk.line(.returned, try reason.said(), on: file, work),
            noting: try desk.entry(.reportReturned, .report(report.id), .decideReports, file, work),
            in: work.town.id
        )
    }

    /// Says that the case stays with the unit that gave it back.
    ///
    /// - Parameter note: may be empty.
    public func keep(_ work: WorkOnCase.Work, note: String) async throws {
        let file = try await desk.file(work, using: .handOverReports)
        try await cases.keep(
            logging: try desk.line(.kept, note.saidIfAny, on: file, work),
            noting: try desk.entry(.reportKept, .report(file.report.id), .handOverReports, file, work),
            in: work.town.id
        )
    }
}
