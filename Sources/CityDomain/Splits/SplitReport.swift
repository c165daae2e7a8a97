public import CityKit

/// Splits a part off a case that tells of several things (I-03): the part is a report of its own, with its own category, unit,
/// terms, history and decision, and without any data of the reporter. The case that it came of stays as it was.
public struct SplitReport: Sendable {
    private let submit: SubmitReport
    private let splits: any SplitStore
    private let reports: any ReportStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit
    private let cases: CaseDesk

    public init(
        submit: SubmitReport,
        splits: any SplitStore,
        reports: any ReportStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.submit = submit
        self.splits = splits
        self.reports = reports
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
        cases = CaseDesk(reports: reports, vault: vault, randomness: randomness, audit: audit)
    }

    /// What the office says of a part, as typed.
    public struct Request: Personal {
        let category: String
        let words: String

        public init(category: String, words: String) {
            self.category = category
            self.words = words
        }
    }

    /// - Parameter clientKey: of the form: sent twice, it makes one part.
    /// - Returns: the number of the part.
    /// - Throws: `Failures` with all that is wrong with the words; `SplitFailure`; `ReportFailure.notFound`, `.movedMeanwhile`,
    ///   `.clientKeyReused`; `AccountFailure.rightMissing`, `.outOfReach`.
    @discardableResult
    public func callAsFunction(_ request: Request, off work: HandleReport.Work, clientKey: ClientKey) async throws
        -> ReportNumber
    {
        guard let file = try await reports.file(work.number, in: work.town.id) else { throw ReportFailure.notFound }
        _ = try work.caller.using(.registerReports)
        let actor = try work.caller.using(.decideReports, on: file.report)
        let bodyHash = hash(request, work)
        if let earlier = try await reports.submission(clientKey, in: work.town.id) {
            return try number(of: earlier, bodyHash)
        }
        guard work.seen == file.report.history.count else { throw ReportFailure.movedMeanwhile }
        try file.report.checkSplit()
        let part = try part(request, of: file, clientKey, bodyHash, actor, work)
        let noted = try entry(about: file.report.id, actor, work)
        let stored = try await splits.split(part, off: work.number, in: work.town.id, by: work.town.clock) {
            report,
            number in
            guard report.history.count == work.seen else { throw ReportFailure.movedMeanwhile }
            try report.splitOff(number, by: work.officer, at: work.now)
            var change = ReportChange(update: work.update)
            change.noted = noted.about(linesAfter: work.seen, upTo: report.history.count)
            return change
        }
        return try number(of: stored, bodyHash)
    }

    /// Knows that all parts of the case have ended: it leaves the queue of those until the next part ends.
    ///
    /// - Throws: `SplitFailure.nothingEnded`; `ReportFailure.notFound`, `.movedMeanwhile`; `AccountFailure.rightMissing`,
    ///   `.outOfReach`.
    public func lookPast(_ work: WorkOnCase.Work) async throws {
        let file = try await cases.file(work, using: .decideReports)
        let entry = try cases.entry(.partsSeen, .report(file.report.id), .decideReports, file, work)
        let unit = file.report.unit
        try await splits.lookPast(partsOf: file.report.id, of: unit, noting: entry, in: work.town.id)
    }

    private func number(of stored: StoredSubmission, _ bodyHash: [UInt8]) throws(ReportFailure) -> ReportNumber {
        guard vault.isEqual(stored.bodyHash, bodyHash) else { throw .clientKeyReused }
        return stored.number
    }

    private func hash(_ request: Request, _ work: HandleReport.Work) -> [UInt8] {
        let parts = ["split", work.number.description, request.category, request.words.trimmingSpaces()]
        return vault.secret(for: .submissionBody, parts, in: work.town.id)
    }

    private func entry(about report: ID<Report>, _ actor: Caller, _ work: HandleReport.Work) throws -> AuditEntry {
        try audit.entry(RecordAudit.Act(.reportSplit, .report(report)), by: actor, in: work.town.id, at: work.now)
    }

    private func part(
        _ request: Request,
        of file: ReportFile,
        _ clientKey: ClientKey,
        _ bodyHash: [UInt8],
        _ actor: Caller,
        _ work: HandleReport.Work
    ) throws -> NewReport {
        let town = work.town
        let today = town.clock.date(of: work.now)
        try town.takesNewReports(on: today)
        let slots = ReportSlots(town: town.id, report: file.report.id)
        let content = try vault.key(file.caseKey, in: slots.caseKey).open(file.content, in: slots.content)
        let id: ID<Report> = randomness.id(at: work.now)
        let envelope = SubmitReport.Envelope(
            id: id,
            clientKey: clientKey,
            bodyHash: bodyHash,
            origin: .split,
            language: town.profile.languages[0],
            registration: NewReport.Registration(officer: work.officer, entry: try entry(about: id, actor, work)),
            receivedAt: work.now
        )
        let checked = try CheckedSubmission(request, at: content.place, in: town, on: today)
        return try submit.sealed(checked, envelope, in: town)
    }
}

extension CheckedSubmission {
    /// A part has the place of its case, and neither contact data nor anybody who accepted anything. What a category asks
    /// residents, the office knows.
    fileprivate init(
        _ request: SplitReport.Request,
        at place: Place,
        in town: Municipality,
        on today: CivilDate
    ) throws {
        var submission = Submission()
        (submission.category, submission.description) = (request.category, request.words)
        var check = SubmissionCheck(submission, by: .office, in: town, on: today)
        let category = check.category()
        let words = check.description()
        var failures = check.failures
        if let category, town.takesQuestions(category.kind) { failures.append(SplitFailure.question) }
        guard let category, failures.isEmpty else { throw Failures(failures) }
        self.init(category: category, content: ReportContent(description: words, place: place, answers: []))
    }
}
