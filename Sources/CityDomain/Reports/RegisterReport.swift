public import CityKit

/// Writes a report down for somebody who called the office, came to it or wrote a letter (I-08). It is a report like any other:
/// the same number, terms and secret, which the officer hands on.
public struct RegisterReport: Sendable {
    private let submit: SubmitReport
    private let audit: RecordAudit

    public init(submit: SubmitReport, audit: RecordAudit) {
        self.submit = submit
        self.audit = audit
    }

    /// - Parameters:
    ///   - way: nil where none was chosen.
    ///   - clientKey: of the form: sent twice, it makes one report.
    /// - Throws: `AccountFailure.rightMissing`; `Failures` with all that is wrong; `ReportFailure.clientKeyReused`.
    public func callAsFunction(
        _ submission: Submission,
        over way: OfficeWay?,
        clientKey: ClientKey,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> SubmitReport.Receipt {
        let officer = try caller.using(.registerReports)
        guard let way else { throw Failures([ReportFailure.fieldMissing("way")]) }
        return try await submit.register(submission, over: way, clientKey: clientKey, in: town, at: now) { id in
            let act = RecordAudit.Act(.reportRegistered, .report(id))
            let entry = try audit.entry(act, by: officer, in: town.id, at: now)
            return NewReport.Registration(officer: caller.officer, entry: entry)
        }
    }
}
