public import CityKit

/// Lets the office publish what it answered to a question, in words of its own for both. All throw
/// `QuestionFailure.notOffered`; `AccountFailure.rightMissing`, `.outOfReach`.
public struct PublishAnswers: Sendable {
    private let questions: any QuestionStore
    private let audit: RecordAudit

    /// Earlier questions of a person on the page of a case.
    private static let mostEarlier = 10
    /// Unicode scalars of a reason.
    public static let longestReason = 2_000

    public init(questions: any QuestionStore, audit: RecordAudit) {
        self.questions = questions
        self.audit = audit
    }

    /// Who does it to which question, in which town and when.
    public struct Work: Sendable {
        let open: OpenReport
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(on open: OpenReport, by caller: Caller, in town: Municipality, at now: Instant) {
            (self.open, self.caller, self.town, self.now) = (open, caller, town, now)
        }

        public var report: Report { open.report }
    }

    /// What is published now, or was until the question was opened again.
    public func stored(_ report: Report, in town: Municipality) async throws -> AnsweredQuestion? {
        guard town.takesQuestions(report.kind) else { return nil }
        return try await questions.stored(report.id, in: town.id)
    }

    /// Publishes question and answer, or other words in their place.
    ///
    /// - Parameter seen: when the answer on the page was written; nil where the page showed none.
    /// - Throws: `QuestionFailure.notAnswered`, `.changedMeanwhile`; `.asAsked` for the very words of the asker, `.namesAsker` where
    ///   the person can be read out of them.
    public func publish(_ text: PublicAnswer, seeing seen: Instant?, _ work: Work) async throws {
        let caller = try permitted(work)
        try Self.check(work.report, in: work.town)
        try Self.check(text, against: work.open)
        let town = work.town
        try await questions.publish(
            text,
            of: work.report.number,
            seeing: seen,
            at: work.now,
            noting: try entry(.answerPublished, by: caller, work),
            in: town.id
        ) { report in
            _ = try caller.using(.publishReports, on: report)
            try Self.check(report, in: town)
        }
    }

    /// Takes a published answer away at once.
    ///
    /// - Parameter typed: why; the audit log keeps it.
    /// - Throws: `QuestionFailure.reasonMissing`, `.unknown`.
    public func takeDown(because typed: String, _ work: Work) async throws {
        let caller = try permitted(work)
        let reason = typed.trimmingSpaces()
        guard !reason.isEmpty, reason.unicodeScalars.count <= Self.longestReason else {
            throw QuestionFailure.reasonMissing
        }
        try await questions.takeDown(
            work.report.number,
            noting: try entry(.answerTakenDown, by: caller, values: ["reason": reason], work),
            in: work.town.id
        ) { _ = try caller.using(.publishReports, on: $0) }
    }

    /// What the same account asked before, as far as the caller may see it; nothing for who may not know whose it is.
    public func earlier(than report: Report, by caller: Caller, in town: Municipality) async throws -> [EarlierQuestion]
    {
        guard town.takesQuestions(report.kind), caller.may(.viewContacts, on: report) else { return [] }
        let scope = caller.scope(of: .viewReports)
        return try await questions.earlier(than: report.id, limit: Self.mostEarlier, in: town.id)
            .filter { scope.has($0) }
    }

    private func permitted(_ work: Work) throws -> Caller {
        guard work.town.questions != nil else { throw QuestionFailure.notOffered }
        return try work.caller.using(.publishReports, on: work.report)
    }

    private func entry(_ kind: AuditKind, by caller: Caller, values: [String: String] = [:], _ work: Work) throws
        -> AuditEntry
    {
        let act = RecordAudit.Act(kind, .report(work.report.id), values: values)
        return try audit.entry(act, by: caller, in: work.town.id, at: work.now)
    }

    private static func check(_ text: PublicAnswer, against open: OpenReport) throws(QuestionFailure) {
        guard text.question.trimmingSpaces() != open.content.description.trimmingSpaces() else { throw .asAsked }
        for (field, words) in [("question", text.question), ("answer", text.answer)]
        where open.contact.isNamed(in: words) { throw .namesAsker(field: field) }
    }

    private static func check(_ report: Report, in town: Municipality) throws(QuestionFailure) {
        guard report.canPublishAnswer(in: town) else { throw .notAnswered }
    }
}

extension Report {
    /// Whether the office may publish its answer now: to a question that is answered.
    public func canPublishAnswer(in town: Municipality) -> Bool { town.takesQuestions(kind) && status == .done }
}
