import CityDomain
import CityKit
import Hummingbird
import Logging

/// The page after a question was written that shows what the office answered to such ones; skipped when there is nothing.
struct AnsweredRoutes {
    let site: Site

    static let path = "report/answered"

    func add(to router: Router<CityContext>) {
        router.get("/:town/\(Self.path)") { request, context in try await show(site.visit(request, context)) }
    }

    /// Where the form goes on: to the answers if there are any, else on to `next`.
    ///
    /// A fault in the search must not keep anybody from asking.
    func detour(after step: ReportStep, to next: String, _ submission: Submission, _ visit: Visit) async -> String {
        guard step == .question else { return next }
        do {
            return try await answers(to: submission, visit).isEmpty ? next : "\(Self.path)?next=\(next.escapedInQuery)"
        } catch {
            visit.context.logger.error("answered questions", metadata: ["error": "\(type(of: error))"])
            return next
        }
    }

    private func show(_ visit: Visit) async throws -> Response {
        try visit.admitReporters()
        let next = ReportStep.path(in: try visit.query()["next"]) ?? ReportStep.contact.path
        guard let token = visit.draftToken, let draft = try await visit.draft(token) else {
            return visit.redirect("\(ReportStep.question.path)?lost=1")
        }
        let answers = try await answers(to: draft.submission, visit)
        guard !answers.isEmpty else { return visit.redirect(next) }
        return AnsweredPage(answers: answers, next: next).response(visit)
    }

    private func answers(to submission: Submission, _ visit: Visit) async throws -> [AnsweredQuestion] {
        guard submission.isQuestion(in: visit.town) else { return [] }
        return try await site.useCases.questions.read.similar(
            to: submission.description,
            for: visit.audience,
            in: visit.town
        )
    }
}

/// Answers of the office that perhaps say what somebody is about to ask: to be read instead, or passed by.
struct AnsweredPage {
    let answers: [AnsweredQuestion]
    /// The step of the form with which the question goes on.
    let next: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let items = answers.html { answer in
            Disclosure(question: answer.text.title, answer: AnswerText(answer: answer, visit: visit).html).html
        }
        return PublicPage(title: words("question.answered.title"), section: .report, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path(ReportStep.question.path)))
            <h1>\(words("question.answered.title"))</h1>
            <p>\(words("question.answered.lead"))</p>
            <div\(.attribute("lang", visit.languageOfReports?.rawValue))>
            \(items)</div>
            <p>\(words("question.answered.otherwise"))</p>
            <p>\(LinkButton(Link(words("question.answered.goOn"), to: visit.path(next))))</p>
            </div>
            """
        )
    }
}

/// A public question with its answer and who signs it.
struct AnswerText: Component {
    let answer: AnsweredQuestion
    let visit: Visit

    var html: HTML {
        """
        <p><b>\(visit.words("question.asked"))</b> \(HTML(paragraphs: answer.text.question))</p>
        <p><b>\(visit.words("question.answer"))</b> \(HTML(paragraphs: answer.text.answer))</p>
        <p class="small muted">\(visit.signature(of: answer.unit))</p>
        """
    }
}

extension Visit {
    /// The unit that answers, and the office.
    func signature(of unit: ID<CityDomain.Unit>) -> String {
        let office = words(town.profile.office.name)
        return town.unit(unit).map { "\(words($0.name)), \(office)" } ?? office
    }
}
