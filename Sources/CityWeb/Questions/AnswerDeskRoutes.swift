import CityDomain
import CityKit
import Hummingbird

/// What the office publishes of a question and its answer: written, looked at as everybody will read it, then published.
struct AnswerDeskRoutes {
    let site: Site

    private var publish: PublishAnswers { site.useCases.questions.publish }

    func add(to router: Router<CityContext>) {
        router.get("/:town/office/questions/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await show(visit, signed)
        }
        router.post("/:town/office/questions/:number") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await take(visit, signed)
        }
        router.post("/:town/office/questions/:number/take-down") { request, context in
            let (visit, signed) = try await site.officeVisit(request, context)
            return try await takeDown(visit, signed)
        }
    }

    private func show(
        _ visit: Visit,
        _ signed: SignIn.Signed,
        _ form: AnswerDeskForm? = nil,
        at step: AnswerDeskPage.Step = .write
    ) async throws -> Response {
        guard visit.town.questions != nil else { throw QuestionFailure.notOffered }
        let caller = visit.caller(signed)
        let report = try await site.useCases.readReport(visit.questionNumber, by: caller, in: visit.town, at: visit.now)
        guard caller.may(.publishReports, on: report.report) else { throw AccountFailure.outOfReach }
        let stored = try await publish.stored(report.report, in: visit.town)
        // What was typed stays, though the question was opened again meanwhile.
        guard stored != nil || form != nil || report.report.canPublishAnswer(in: visit.town) else {
            throw QuestionFailure.notAnswered
        }
        return AnswerDeskPage(
            page: OfficePage(
                title: visit.words("question.desk.title", ["number": .words(report.report.number.description)]),
                counts: try await visit.counts(for: signed),
                signed: signed
            ),
            report: report,
            stored: stored,
            form: form ?? AnswerDeskForm(report, stored),
            step: step
        ).response(visit)
    }

    /// Shows how everybody will read it, goes back to the words, or publishes them.
    private func take(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let fields = try await visit.form()
        var form = AnswerDeskForm(fields)
        guard let step = AnswerDeskPage.Step(rawValue: fields["step"]) else {
            return try await show(visit, signed, form)
        }
        do {
            let text = try PublicAnswer(question: form.question, answer: form.answer)
            guard step == .publish else { return try await show(visit, signed, form, at: step) }
            try await publish.publish(text, seeing: form.seen, work(visit, signed))
            return visit.redirect("office/questions/\(try visit.questionNumber.path)?done=published")
        } catch let failure as QuestionFailure where failure.isOfForm {
            form.fail(failure, visit.words)
            return try await show(visit, signed, form)
        }
    }

    private func takeDown(_ visit: Visit, _ signed: SignIn.Signed) async throws -> Response {
        let fields = try await visit.form()
        do {
            try await publish.takeDown(because: fields["reason"], work(visit, signed))
            return visit.redirect("office/reports/\(try visit.questionNumber.path)")
        } catch QuestionFailure.reasonMissing {
            let number = try visit.questionNumber
            let report = try await site.useCases.readReport.unseen(number, in: visit.town)
            var form = AnswerDeskForm(report, try await publish.stored(report.report, in: visit.town))
            form.reason = fields["reason"]
            form.fail(.reasonMissing, visit.words)
            return try await show(visit, signed, form)
        }
    }

    private func work(_ visit: Visit, _ signed: SignIn.Signed) async throws -> PublishAnswers.Work {
        let open = try await site.useCases.readReport.unseen(visit.questionNumber, in: visit.town)
        return PublishAnswers.Work(on: open, by: visit.caller(signed), in: visit.town, at: visit.now)
    }
}

extension QuestionFailure {
    /// Whether the page can show it beside what was typed.
    fileprivate var isOfForm: Bool {
        switch self {
        case .questionMissing, .answerMissing, .tooLong, .changedMeanwhile, .reasonMissing, .notAnswered, .asAsked,
            .namesAsker:
            true
        case .notOffered, .unknown: false
        }
    }
}

/// What was typed, and what is wrong with it.
struct AnswerDeskForm {
    let question: String
    let answer: String
    /// When the answer on the page was written; nil where the page showed none.
    let seen: Instant?
    var reason = ""
    private(set) var errors = ErrorFields.none
    private(set) var isOutdated = false

    init(_ fields: FormData) {
        question = fields["question"]
        answer = fields["answer"]
        seen = Int64(fields["replaces"]).map(Instant.init(milliseconds:))
    }

    /// What is published, to be changed; or else what the office answered, for the public question is written anew.
    init(_ report: OpenReport, _ stored: AnsweredQuestion?) {
        question = stored?.text.question ?? ""
        answer = stored?.text.answer ?? report.lastAnswer
        seen = stored?.updatedAt
    }

    mutating func fail(_ failure: QuestionFailure, _ words: Words) {
        errors = ErrorFields([failure], words)
        isOutdated = failure == .changedMeanwhile
    }

    /// What goes along from page to page.
    var hidden: [(name: String, value: String)] {
        [
            (name: "question", value: question), (name: "answer", value: answer),
            (name: "replaces", value: seen.map { "\($0.milliseconds)" } ?? ""),
        ]
    }
}

extension OpenReport {
    /// What the office said when it answered.
    var lastAnswer: String {
        report.history.last { $0.changesStatus && $0.status == .done }.flatMap { answers[$0.sequence]?.justification }
            ?? ""
    }
}
