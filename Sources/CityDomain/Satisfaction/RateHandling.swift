public import CityKit

/// Lets a reporter say, behind the secret link, how content they are with what became of the report, and shows it to the office.
public struct RateHandling: Sendable {
    private let answers: any SatisfactionStore
    private let reports: any ReportStore
    private let secretGuard: SecretGuard
    private let vault: any Vault

    /// Unicode scalars of a word to the office.
    public static let longestWords = 2_000

    public init(
        answers: any SatisfactionStore,
        reports: any ReportStore,
        attempts: any AttemptStore,
        vault: any Vault
    ) {
        self.answers = answers
        self.reports = reports
        secretGuard = SecretGuard(attempts: attempts, vault: vault)
        self.vault = vault
    }

    /// Keeps the answer about the last ending, in place of an earlier one.
    ///
    /// - Parameter typed: a word of `Satisfaction`.
    /// - Throws: `Failures` with what is wrong with the form; `SatisfactionFailure.notAsked`; `ReportFailure.wrongSecret`,
    ///   `.secretPaused`.
    public func callAsFunction(_ link: ReportLink, _ typed: String, words: String) async throws {
        let file = try await secretGuard.file(behind: link, in: reports)
        try link.town.checkSatisfaction(about: file.report, at: link.now)
        let said = words.trimmingSpaces()
        let answer = Satisfaction(rawValue: typed)
        guard let answer, said.unicodeScalars.count <= Self.longestWords else {
            let missing = answer == nil ? [SatisfactionFailure.answerMissing] : []
            let isLong = said.unicodeScalars.count > Self.longestWords
            throw Failures(missing + (isLong ? [SatisfactionFailure.wordsTooLong] : []))
        }
        guard let endedAt = file.report.endedAt else { throw SatisfactionFailure.notAsked }
        let (town, now) = (link.town, link.now)
        let key = try key(of: file, in: town.id)
        let slot = SatisfactionAnswer.slot(endedAt, of: file.report.id, in: town.id)
        let kept = SatisfactionAnswer(
            answer: answer,
            endedAt: endedAt,
            saidAt: now,
            words: said.isEmpty ? nil : try key.seal(PersonalText(said), in: slot)
        )
        try await answers.keep(kept, about: link.number, in: town.id) { report in
            try town.checkSatisfaction(about: report, at: now)
            // It ended once more since the page was opened.
            guard report.endedAt == endedAt else { throw SatisfactionFailure.notAsked }
        }
    }

    /// What was said about the last ending, for whoever may read the whole report; nil when nothing was.
    public func said(about report: Report, in town: ID<Municipality>) async throws -> OpenSatisfaction? {
        guard let endedAt = report.endedAt else { return nil }
        return try await all(about: report, in: town).first { $0.endedAt == endedAt }
    }

    /// What was said about each ending, the first one first: a report that was opened again has several.
    public func all(about report: Report, in town: ID<Municipality>) async throws -> [OpenSatisfaction] {
        let kept = try await answers.answers(of: report.id, in: town)
        guard !kept.isEmpty, let file = try await reports.file(report.number, in: town) else { return [] }
        let key = try key(of: file, in: town)
        return try kept.map { answer in
            let slot = SatisfactionAnswer.slot(answer.endedAt, of: report.id, in: town)
            return OpenSatisfaction(
                answer: answer.answer,
                endedAt: answer.endedAt,
                saidAt: answer.saidAt,
                words: try answer.words.map { try key.open($0, in: slot).words }
            )
        }
    }

    private func key(of file: ReportFile, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(file.caseKey, in: ReportSlots(town: town, report: file.report.id).caseKey)
    }
}
