import CityKit

/// What a reporter without an account does with the report behind the secret link: answer, change, take back, open again.
///
/// All throw `ReportFailure.wrongSecret` for a link that was never given out, `.secretPaused` after many of them, and what
/// the report itself refuses.
public struct FollowUpReport: Sendable {
    private let desk: ReportDesk
    private let secretGuard: SecretGuard

    public init(reports: any ReportStore, attempts: any AttemptStore, vault: any Vault, audit: RecordAudit) {
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
        secretGuard = SecretGuard(attempts: attempts, vault: vault)
    }

    /// Answers the office's question.
    ///
    /// - Throws: `ReportFailure.notWaiting` once it was answered or the report was closed.
    public func reply(_ link: ReportLink, answer: String) async throws {
        try await change(link) {
            try $0.seal(Answer(typed: answer, field: "reply"))
        } act: { report, words in
            try report.reply(words, by: .reporter, at: link.now, in: link.town)
            return ReportChange()
        }
    }

    /// Replaces the description. What it said before stays in the history, for the office and the reporter.
    ///
    /// - Throws: `ReportFailure.decidedAlready` once the office has decided, `.amendedTooOften`.
    public func amend(_ link: ReportLink, description: String) async throws {
        let words = description.trimmingSpaces()
        guard !words.isEmpty else { throw ReportFailure.fieldMissing("description") }
        let (length, limit) = (words.unicodeScalars.count, Submission.longestDescription)
        guard length <= limit else {
            throw ReportFailure.textTooLong(field: "description", length: length, limit: limit)
        }
        try await change(link) { opened in
            let before = try opened.content
            return Amendment(
                before: try opened.seal(Answer(justification: "", replaced: before.description)),
                content: try opened.seal(before.with(description: words))
            )
        } act: { report, amendment in
            try report.amend(before: amendment.before, at: link.now)
            return ReportChange(content: amendment.content)
        }
    }

    /// Takes the report back.
    ///
    /// - Throws: `ReportFailure.decidedAlready` once the office has decided.
    public func withdraw(_ link: ReportLink) async throws {
        try await change(link) { _ in
        } act: { report, _ in
            try report.withdraw(at: link.now, in: link.town)
            return ReportChange()
        }
    }

    /// Opens the finished report again, where something is still wrong.
    ///
    /// - Throws: `ReportFailure.reopeningNotAllowed`, `.reopeningOver`, `.reopenedBefore`.
    public func reopen(_ link: ReportLink, reason: String) async throws {
        try await change(link) {
            try $0.seal(Answer(typed: reason, field: "reason"))
        } act: { report, words in
            try report.reopen(words, by: .reporter, at: link.now, in: link.town)
            return ReportChange()
        }
    }

    /// Adds to the thread.
    func write<Words: Sendable>(
        _ link: ReportLink,
        prepare: (ReportDesk.Case) throws -> Words,
        act: @escaping @Sendable (Report, Words) throws -> ReportChange
    ) async throws {
        try await change(link, prepare: prepare) { report, words in try act(report, words) }
    }

    private struct Amendment: Sendable {
        let before: Sealed<Answer>
        let content: Sealed<ReportContent>
    }

    private func change<Words: Sendable>(
        _ link: ReportLink,
        prepare: (ReportDesk.Case) throws -> Words,
        act: @escaping @Sendable (inout Report, Words) throws -> ReportChange
    ) async throws {
        try await secretGuard(link.number, from: link.network, in: link.town.id, at: link.now) {
            do {
                try await desk.change(
                    link.number,
                    seen: .any,
                    .byReporter,
                    in: link.town,
                    prepare: { opened in
                        let vault = desk.vault
                        guard vault.isEqual(vault.hash(of: link.secret, in: link.town.id), opened.file.secretHash)
                        else { throw ReportFailure.wrongSecret }
                        return try prepare(opened)
                    },
                    act: act
                )
            } catch ReportFailure.notFound {
                throw ReportFailure.wrongSecret
            }
        }
    }
}
