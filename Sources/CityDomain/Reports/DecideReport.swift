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
        // Whoever decides may publish with it: the town's rule says that acceptance does.
        let note = ReportDesk.Note.act(.reportDecided, .decideReports, by: caller, at: now)
        let officer = caller.officer
        return try await desk.change(number, seen: .lines(seen), note, joining: decision.earlier, in: town) { opened in
            let report = opened.file.report
            try decision.check(from: report.status, of: report.kind, by: town.reports)
            let publication = decision.publishes(report.kind, in: town) ? publicText : nil
            return Prepared(
                answer: try decision.answer.map(opened.seal),
                publication: publication,
                wording: try publication?.wording(of: opened.content)
            )
        } act: { report, prepared in
            try report.move(decision, answer: prepared.answer, by: .office(officer), at: now, in: town)
            if let wording = prepared.wording { try report.publish(wording, by: officer, at: now, in: town) }
            return ReportChange(publication: prepared.publication, update: update)
        }
    }

    private struct Prepared: Sendable {
        let answer: Sealed<Answer>?
        let publication: PublicText?
        let wording: ReportEvent.Wording?
    }
}

extension Decision {
    /// Whether the move makes a report of this kind public. Never a question that the office publishes in its own words.
    public func publishes(_ kind: ReportKind, in town: Municipality) -> Bool {
        to == .accepted && town.reports.publication.when == .onAcceptance && !town.takesQuestions(kind)
    }
}

extension PublicText {
    /// How the text stands to what the reporter wrote.
    func wording(of content: ReportContent) -> ReportEvent.Wording {
        description == content.description && address == content.place.address ? .asWritten : .edited
    }
}
