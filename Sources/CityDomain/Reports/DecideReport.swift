public import CityKit

/// Lets the office move a report: accept, reject, go on, finish.
public struct DecideReport: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault

    public init(reports: any ReportStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
    }

    /// Moves the report and publishes it where the town publishes on acceptance.
    ///
    /// - Parameters:
    ///   - publicText: what everybody will read; the office may have taken names out of it.
    ///   - seen: how many lines the history had on the page the decision was made on.
    /// - Returns: the report after the move.
    /// - Throws: `ReportFailure`: what the rules demand, `movedMeanwhile`, `notFound`.
    public func callAsFunction(
        _ decision: Decision,
        about number: ReportNumber,
        publicText: PublicText?,
        seen: Int,
        by staff: ID<Staff>,
        in town: Municipality,
        at now: Instant
    ) async throws -> Report {
        guard let file = try await reports.file(number, in: town.id) else { throw ReportFailure.notFound }
        try decision.check(from: file.report.status, by: town.reports)
        let answer = try sealed(decision, after: file, in: town.id)
        let publication = decision.publishes(by: town.reports) ? publicText : nil
        let moved = try await reports.change(number, in: town.id) { report in
            guard report.history.count == seen else { throw ReportFailure.movedMeanwhile }
            try report.move(decision, answer: answer, by: .staff(staff), at: now, in: town)
            return ReportChange(publication: publication)
        }
        guard let moved else { throw ReportFailure.notFound }
        return moved
    }

    private func sealed(_ decision: Decision, after file: ReportFile, in town: ID<Municipality>) throws -> Sealed<
        Answer
    >? {
        guard let answer = decision.answer else { return nil }
        let slots = ReportSlots(town: town, report: file.report.id)
        let key = try vault.key(file.caseKey, in: slots.caseKey)
        return try key.seal(answer, in: slots.answer(file.report.history.count + 1))
    }
}

extension Decision {
    /// Whether the move makes the report public.
    public func publishes(by rules: ReportRules) -> Bool { to == .accepted && rules.publication.when == .onAcceptance }
}
