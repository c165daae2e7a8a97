import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// A question and its answer beside the words that everybody will read of them.
struct AnswerDeskPage {
    /// What the form asks for, and where the reader then is.
    enum Step: String {
        case write, preview, publish
    }

    var page: OfficePage
    let report: OpenReport
    /// What was published before.
    let stored: AnsweredQuestion?
    let form: AnswerDeskForm
    let step: Step

    private var number: ReportNumber { report.report.number }

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        var page = page
        page.errors = form.errors
        return page.response(
            visit,
            """
            \(BackLink(words("question.desk.case", ["number": .words(number.description)]), to: visit.path("office/reports/\(number.path)")))
            \(form.errors.summary)
            \(PageHead(
                tags: [state(visit)],
                facts: number.description,
                title: page.title,
                lead: words("question.desk.lead")
            ))
            \(Columns(.work, "\(step == .preview ? preview(visit) : write(visit))", "\(asked(visit))\(takeDown(visit))"))
            """
        )
    }

    private func state(_ visit: Visit) -> StatusTag {
        stored == nil
            ? StatusTag(.waiting, visit.words("question.desk.unpublished"))
            : StatusTag(.done, visit.words("question.desk.published"))
    }

    /// As they were sent, for the office alone.
    private func asked(_ visit: Visit) -> HTML {
        let words = visit.words
        return Card(
            id: "asked",
            title: words("question.desk.asked"),
            icon: .lock,
            look: .soft,
            content: """
                <p><b>\(words("question.asked"))</b> \(HTML(paragraphs: report.content.description))</p>
                <p><b>\(words("question.answer"))</b> \(HTML(paragraphs: report.lastAnswer))</p>
                """
        ).html
    }

    private func write(_ visit: Visit) -> HTML {
        let words = visit.words
        let seen = form.seen.map { "\($0.milliseconds)" } ?? ""
        let fields = Form(action: action(visit), hidden: [(name: "replaces", value: seen)]).html(
            """
            \(area("question", form.question, rows: 5, visit))
            \(area("answer", form.answer, rows: 8, visit))
            \(Button(words: words("question.desk.preview"), icon: .eye, size: .wide, name: "step", value: Step.preview.rawValue))
            """
        )
        return Card(
            id: "write",
            title: words("question.desk.write"),
            look: .framed,
            content: "\(outdated(visit))\(fields)"
        ).html
    }

    /// What somebody else made of it while this was typed.
    private func outdated(_ visit: Visit) -> HTML? {
        guard form.isOutdated else { return nil }
        let now: HTML? = stored.map { AnswerText(answer: $0, visit: visit).html }
        return "<div class=\"answer\">\(now ?? HTML(text: visit.words("question.desk.gone")))</div>"
    }

    private func area(_ name: String, _ value: String, rows: Int, _ visit: Visit) -> Field {
        Field(
            name: name,
            label: visit.words("question.desk.\(name)"),
            hint: visit.words("question.desk.\(name).hint"),
            error: form.errors[name],
            control: .area(TextArea(value: value, rows: rows, limit: visit.limit(of: PublicAnswer.longest)))
        )
    }

    /// As everybody will read it, with what should perhaps not be there.
    private func preview(_ visit: Visit) -> HTML {
        let words = visit.words
        let answer = AnsweredQuestion(
            number: number,
            topic: report.report.category,
            unit: report.report.unit,
            text: PublicAnswer(published: form.question.trimmingSpaces(), form.answer.trimmingSpaces()),
            publishedAt: visit.now,
            updatedAt: visit.now
        )
        let hints = visit.site.useCases.casework.findHints("\(form.question)\n\(form.answer)", in: visit.town)
        let buttons = Form(action: action(visit), hidden: form.hidden).html(
            """
            <div class="row">\(Button(words: words("question.desk.publish"), icon: .eye, name: "step", value: Step.publish.rawValue))\
            \(Button(words: words("question.desk.change"), look: .quiet, name: "step", value: Step.write.rawValue))</div>
            """
        )
        return Card(
            id: "preview",
            title: words("question.desk.preview.title"),
            look: .framed,
            content: """
                \(AnswerText(answer: answer, visit: visit))
                \(HintList(visit: visit, hints: hints))
                <p class="small">\(words("question.desk.preview.text"))</p>
                \(buttons)
                """
        ).html
    }

    private func takeDown(_ visit: Visit) -> HTML? {
        guard stored != nil else { return nil }
        let words = visit.words
        let field = Field(
            name: "reason",
            label: words("question.desk.reason"),
            hint: words("question.desk.reason.hint"),
            error: form.errors["reason"],
            control: .area(TextArea(value: form.reason, rows: 3))
        )
        return Card(
            id: "takeDown",
            title: words("question.desk.takeDown"),
            content: """
                <p class="small">\(Link(words("question.desk.public"), to: visit.path("questions/\(number.path)")))</p>
                \(Form(action: "\(action(visit))/take-down").html(
                    "\(field)\(Button(words: words("question.desk.takeDown.button"), look: .danger))"
                ))
                """
        ).html
    }

    private func action(_ visit: Visit) -> String { visit.path("office/questions/\(number.path)") }
}

/// On the page of a case: the way to the public answer, and what the same person asked before.
struct CaseQuestion: Component {
    let visit: Visit
    let report: OpenReport
    let stored: AnsweredQuestion?
    let earlier: [EarlierQuestion]
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>

    var html: HTML { "\(publication)\(before)" }

    private var publication: HTML? {
        guard rights.contains(.publishReports) else { return nil }
        guard stored != nil || report.report.canPublishAnswer(in: visit.town) else { return nil }
        let state = stored == nil ? "unpublished" : "published"
        let link = Link(
            visit.words("question.case.\(state)"),
            to: visit.path("office/questions/\(report.report.number.path)")
        )
        return Card(
            id: "public-answer",
            title: visit.words("question.case.title"),
            icon: .eye,
            content: """
                <p class="small">\(visit.words("question.case.\(state).text"))</p>
                <p>\(LinkButton(link, look: .quiet, size: .small))</p>
                """
        ).html
    }

    private var before: HTML? {
        guard !earlier.isEmpty else { return nil }
        let cases = earlier.map { question in
            Duplicates.Case(
                tag: StatusTag(question.status.look, visit.words(ReportKind.question.text(of: question.status))),
                number: Link("\(question.number)", to: visit.path("office/reports/\(question.number.path)")),
                facts: [
                    visit.town.category(question.category).map { visit.words($0.name) },
                    visit.town.clock.date(of: question.receivedAt).words(in: visit.language),
                ].compactMap(\.self).joined(separator: " · "),
                action: ""
            )
        }
        return Duplicates(title: visit.words("question.case.earlier"), cases: cases).html
    }
}
