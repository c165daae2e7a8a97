public import CityKit

/// Lets the office move a report: accept, reject, go on, finish.
public struct DecideReport: Sendable {
    private let desk: ReportDesk

    public init(reports: any ReportStore, vault: any Vault, audit: RecordAudit) {
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
    }

    /// Moves the report and publishes it where the town publishes on acceptance.
    ///
    /// - Parameters:
    ///   - publicText: what everybody will read; the office may have taken names out of it.
    ///   - seen: how many lines the history had on the page the decision was made on.
    ///   - update: what the change is named, where a program named its request.
    /// - Returns: the report after the move.
    /// - Throws: `ReportFailure`: what the rules demand, `movedMeanwhile`, `notFound`; `AccountFailure.rightMissing`,
    ///   `.outOfReach`.
    public func callAsFunction(
        _ decision: Decision,
        about number: ReportNumber,
        publicText: PublicText?,
        seen: Int,
        by caller: Caller,
        in town: Municipality,
        at now: Instant,
        as update: TakenUpdate? = nil
    ) async throws -> Report {
        let decision = try await desk.resolved(decision, about: number, in: town)
        let publication = decision.publishes(by: town.reports) ? publicText : nil
        // Whoever decides may publish with it: the town's rule says that acceptance does.
        let note = ReportDesk.Note.act(.reportDecided, .decideReports, by: caller, at: now)
        let officer = caller.officer
        return try await desk.change(number, seen: .lines(seen), note, joining: decision.earlier, in: town) { opened in
            try decision.check(from: opened.file.report.status, by: town.reports)
            let wording = try publication.map { try $0.wording(of: opened.content) }
            return Prepared(answer: try decision.answer.map(opened.seal), wording: wording)
        } act: { report, prepared in
            try report.move(decision, answer: prepared.answer, by: .office(officer), at: now, in: town)
            if let wording = prepared.wording { try report.publish(wording, by: officer, at: now, in: town) }
            return ReportChange(publication: publication, update: update)
        }
    }

    private struct Prepared: Sendable {
        let answer: Sealed<Answer>?
        let wording: ReportEvent.Wording?
    }
}

extension Decision {
    /// Whether the move makes the report public.
    public func publishes(by rules: ReportRules) -> Bool { to == .accepted && rules.publication.when == .onAcceptance }
}

extension PublicText {
    /// How the text stands to what the reporter wrote.
    func wording(of content: ReportContent) -> ReportEvent.Wording {
        description == content.description && address == content.place.address ? .asWritten : .edited
    }
}
