public import CityKit

/// What the office does with a report besides moving it from status to status. Every call names how many lines the
/// history had on the page, so that nobody acts on a case that has moved on.
///
/// All throw `ReportFailure`: `.movedMeanwhile`, `.notFound`, and what the report itself refuses; and `AccountFailure`:
/// `.rightMissing`, `.outOfReach`.
public struct HandleReport: Sendable {
    private let desk: ReportDesk

    public init(reports: any ReportStore, vault: any Vault, audit: RecordAudit) {
        desk = ReportDesk(reports: reports, vault: vault, audit: audit)
    }

    /// Who acts, on which case, when.
    public struct Work: Sendable {
        public let number: ReportNumber
        public let seen: Int
        public let caller: Caller
        public let town: Municipality
        public let now: Instant
        /// What the change is named, where a program named its request.
        public let update: TakenUpdate?

        public init(
            _ number: ReportNumber,
            seen: Int,
            by caller: Caller,
            in town: Municipality,
            at now: Instant,
            as update: TakenUpdate? = nil
        ) {
            self.number = number
            self.seen = seen
            self.caller = caller
            self.town = town
            self.now = now
            self.update = update
        }

        var officer: Officer { caller.officer }
    }

    /// Gives the report to another unit, with a word for it where there is one.
    public func handOver(_ work: Work, to unit: ID<Unit>, note: String) async throws {
        try await change(.reportHandedOver, .handOverReports, work) { opened in
            note.trimmingSpaces().isEmpty ? nil : try opened.seal(Answer(typed: note, field: "note"))
        } act: { report, words in
            try report.handOver(to: unit, note: words, by: work.officer, at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// Asks the reporter. The question names the mail address of the unit, or else of the office, for answers by mail.
    public func ask(_ work: Work, question: String) async throws {
        try await change(.reporterAsked, .askReporters, work) { opened in
            let unit = work.town.unit(opened.file.report.unit)
            let address = unit?.email ?? work.town.profile.office.email
            return try opened.seal(Answer(typed: question, field: "question", replyTo: address))
        } act: { report, words in
            try report.ask(words, by: work.officer, at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// Writes down an answer that came by mail or by phone.
    public func noteReply(_ work: Work, answer: String) async throws {
        try await change(.replyNoted, .askReporters, work) {
            try $0.seal(Answer(typed: answer, field: "reply"))
        } act: { report, words in
            try report.reply(words, by: .office(work.officer), at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// Takes back the last change of the status.
    public func correct(_ work: Work, reason: String) async throws {
        try await change(.reportCorrected, .decideReports, work) {
            try $0.seal(Answer(typed: reason, field: "reason"))
        } act: { report, words in
            try report.correct(reason: words, by: work.officer, at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// Opens a finished report again.
    public func reopen(_ work: Work, reason: String) async throws {
        try await change(.reportReopened, .decideReports, work) {
            try $0.seal(Answer(typed: reason, field: "reason"))
        } act: { report, words in
            try report.reopen(words, by: .office(work.officer), at: work.now, in: work.town)
            return ReportChange(update: work.update)
        }
    }

    /// Makes a text public, or another one in its place.
    public func publish(_ work: Work, text: PublicText) async throws {
        guard !text.description.isEmpty else { throw ReportFailure.fieldMissing("publicText") }
        try await change(.reportPublished, .publishReports, work) {
            text.wording(of: try $0.content)
        } act: { report, wording in
            try report.publish(wording, by: work.officer, at: work.now, in: work.town)
            return ReportChange(publication: text, update: work.update)
        }
    }

    /// Takes the public text down. It stays, sealed, in the history for the office.
    public func takeDown(_ work: Work, reason: String) async throws {
        try await change(.reportTakenDown, .publishReports, work) { opened in
            try opened.seal(Answer(typed: reason, field: "reason", replaced: opened.file.published?.description))
        } act: { report, words in
            try report.takeDown(reason: words, by: work.officer, at: work.now)
            return ReportChange(update: work.update)
        }
    }

    /// Puts the report on the map: gives it the point its reporter could not, or corrects a wrong one.
    public func place(_ work: Work, at point: Coordinate) async throws {
        try await change(.reportPlaced, .publishReports, work) { opened in
            let content = try opened.content
            let place = Place(address: content.place.address, point: point, hint: content.place.hint)
            return try opened.seal(content.with(place: place))
        } act: { report, content in
            report.place(by: work.officer, at: work.now)
            return ReportChange(content: content, point: point, update: work.update)
        }
    }

    private func change<Words: Sendable>(
        _ kind: AuditKind,
        _ right: OfficeRight,
        _ work: Work,
        prepare: (ReportDesk.Case) throws -> Words,
        act: @escaping @Sendable (inout Report, Words) throws -> ReportChange
    ) async throws {
        let note = ReportDesk.Note.act(kind, right, by: work.caller, at: work.now)
        try await desk.change(work.number, seen: .lines(work.seen), note, in: work.town, prepare: prepare, act: act)
    }
}
