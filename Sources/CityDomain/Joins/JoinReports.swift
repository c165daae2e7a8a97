import CityKit

/// Joins a report to another one that says the same, and takes them apart again (I-07).
///
/// All throw `ReportFailure`: `.movedMeanwhile`, `.notFound`, what the rules demand of a rejection; `JoinFailure`; and
/// `AccountFailure`: `.rightMissing`, `.outOfReach`.
public struct JoinReports: Sendable {
    private let reports: any ReportStore
    private let joins: any JoinStore
    private let desk: ReportDesk

    public init(reports: any ReportStore, joins: any JoinStore, vault: any Vault, audit: RecordAudit) {
        self.reports = reports
        self.joins = joins
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
    }

    /// Joins the report: rejects it as a duplicate where the rules let the office do that from where it stands, and lets it go
    /// on beside the other one with its own terms where they do not. A number of a report that is joined itself stands for
    /// the one that leads it.
    ///
    /// - Parameter words: what the reporter is told.
    /// - Returns: the one that leads.
    @discardableResult
    public func join(_ work: HandleReport.Work, to typed: ReportNumber, words: String) async throws -> ReportNumber {
        guard typed != work.number else { throw JoinFailure.itself }
        let leading = try await leading(of: typed, in: work.town)
        guard leading != work.number else { throw JoinFailure.leadingJoined(to: leading) }
        let decision = Decision(to: .rejected, justification: words, rejection: .duplicate, earlier: leading)
        let note = ReportDesk.Note.act(.reportJoined, .decideReports, by: work.caller, at: work.now)
        try await desk.change(work.number, seen: .lines(work.seen), note, joining: leading, in: work.town) { opened in
            let report = opened.file.report
            guard let way = report.joinWay(by: work.town.reports) else {
                throw ReportFailure.moveNotAllowed(from: report.status, to: .rejected)
            }
            if way == .rejected {
                try decision.check(from: report.status, of: report.kind, by: work.town.reports)
            } else {
                try decision.checkTexts()
            }
            return Prepared(way: way, answer: try decision.answer.map(opened.seal))
        } act: { report, prepared in
            if prepared.way == .rejected {
                let actor = ReportEvent.Actor.office(work.officer)
                try report.move(decision, answer: prepared.answer, by: actor, at: work.now, in: work.town)
            } else {
                report.goBeside(leading, words: prepared.answer, by: work.officer, at: work.now)
            }
            return ReportChange(update: work.update)
        }
        return leading
    }

    /// Takes the report away from the one that leads it.
    public func part(_ work: HandleReport.Work, reason: String) async throws {
        guard let file = try await reports.file(work.number, in: work.town.id) else { throw ReportFailure.notFound }
        guard let join = file.report.joined else { throw JoinFailure.notJoined }
        try await desk.part(work, from: join.leading, reason: reason)
    }

    /// The report that handles what this number stands for.
    ///
    /// - Throws: `JoinFailure.unknown`.
    public func leading(of number: ReportNumber, in town: Municipality) async throws -> ReportNumber {
        guard let file = try await reports.file(number, in: town.id) else { throw JoinFailure.unknown }
        return file.report.joined?.leading ?? number
    }

    /// The reports that this one leads, as far as the caller may see them; how many there are says `Report.leads`.
    public func joined(to report: Report, by caller: Caller, in town: Municipality) async throws -> [JoinedReport] {
        guard report.leads > 0 else { return [] }
        let scope = caller.scope(of: .viewReports)
        return try await joins.joined(to: report.id, in: town.id).filter { scope.has($0) }
    }

    private struct Prepared: Sendable {
        let way: Join.Way
        let answer: Sealed<Answer>?
    }
}

extension JoinedReport: UnitsCase {}
