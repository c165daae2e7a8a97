public import CityKit

/// The private thread of a report: the office and the reporter write to each other, and nobody else reads it.
///
/// Of the office all throw `ReportFailure.notFound`; `AccountFailure.rightMissing`, `.outOfReach`; `ReplyFailure`. Of the reporter
/// `ReportFailure.wrongSecret`, `.secretPaused`; `ReplyFailure`.
public struct WriteInThread: Sendable {
    private let threads: any ThreadStore
    private let reports: any ReportStore
    private let files: any FileStore
    private let followUp: FollowUpReport
    private let randomness: any Randomness
    private let cases: CaseDesk
    private let desk: ReportDesk

    public init(
        threads: any ThreadStore,
        reports: any ReportStore,
        files: any FileStore,
        followUp: FollowUpReport,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.threads = threads
        self.reports = reports
        self.files = files
        self.followUp = followUp
        self.randomness = randomness
        cases = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
    }

    /// Writes to the reporter, who is told by letter where there is an address. What the page showed counts as looked at.
    ///
    /// - Parameter last: the last message on the page; nil where it showed none.
    public func write(_ work: WorkOnCase.Work, _ typed: String, seeing last: ID<ReportMessage>? = nil) async throws {
        let words = try Self.checked(typed)
        let id: ID<ReportMessage> = randomness.id(at: work.now)
        let note = ReportDesk.Note.act(.reporterWritten, .askReporters, by: work.caller, at: work.now)
        try await desk.change(work.number, seen: .any, note, in: work.town) { opened in
            try opened.key.seal(PersonalText(words), in: ReportMessage.slot(id, "words", in: work.town.id))
        } act: { report, sealed in
            guard !report.status.isFinished else { throw ReplyFailure.over }
            try report.checkReporter()
            let message = ReportMessage(
                id: id,
                report: report.id,
                at: work.now,
                way: .office(work.caller.officer),
                words: sealed,
                isNews: false
            )
            return ReportChange(
                thread: ThreadChange(message, at: work.now, letter: .messageWritten(id), seen: last)
            )
        }
    }

    /// Has looked at what the reporter wrote.
    ///
    /// - Parameter last: the last message on the page.
    public func see(_ work: WorkOnCase.Work, upTo last: ID<ReportMessage>) async throws {
        let file = try await cases.file(work, using: .askReporters)
        let entry = try cases.entry(.messagesSeen, .report(file.report.id), .askReporters, file, work)
        let unit = file.report.unit
        try await threads.see(file.report.id, upTo: last, of: unit, noting: entry, in: work.town.id)
    }

    /// A mail as it came. The look is in the audit log first.
    public func original(_ id: ID<ReportMessage>, _ work: WorkOnCase.Work) async throws -> (FileChunks, size: Int) {
        let file = try await cases.file(work, using: .viewContacts)
        guard
            let message = try await threads.thread(of: file.report.id, in: work.town.id).map(\.message)
                .first(where: { $0.id == id }), let original = message.mail?.original, !file.isRestricted,
            let wrapped = file.personKey
        else { throw ReplyFailure.unknown }
        let viewer = try work.caller.using(.viewContacts, on: file.report)
        let look = RecordAudit.Act(.mailViewed, .report(file.report.id), reason: work.caller.reason)
        try await desk.audit(look, by: viewer, in: work.town.id, at: work.now)
        let slot = ReportSlots(town: work.town.id, report: file.report.id).personKey
        return (try await files.read(original.name, under: desk.vault.key(wrapped, in: slot)), original.size)
    }

    /// The reporter writes to the office.
    public func write(_ link: ReportLink, _ typed: String) async throws {
        let words = try Self.checked(typed)
        let id: ID<ReportMessage> = randomness.id(at: link.now)
        try await followUp.write(link) { opened in
            try opened.key.seal(PersonalText(words), in: ReportMessage.slot(id, "words", in: link.town.id))
        } act: { report, sealed in
            guard !report.status.isFinished else { throw ReplyFailure.over }
            let message = ReportMessage(
                id: id,
                report: report.id,
                at: link.now,
                way: .page,
                words: sealed,
                isNews: true
            )
            return ReportChange(thread: ThreadChange(message, at: link.now, letter: nil))
        }
    }

    private static func checked(_ typed: String) throws(ReplyFailure) -> String {
        let words = typed.trimmingSpaces()
        guard !words.isEmpty else { throw .wordsMissing }
        let length = words.unicodeScalars.count
        guard length <= ReportMessage.longestWords else { throw .tooLong(length: length) }
        return words
    }
}
