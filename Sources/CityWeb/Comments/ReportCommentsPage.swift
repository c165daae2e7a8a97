import CityDomain
import CityKit
import Hummingbird

/// All comments under one report, whatever the office decided about them, and the way to answer in its name.
struct ReportCommentsPage {
    var page: OfficePage
    let report: Report
    let comments: [OpenComment]
    /// That signs an answer.
    let unit: ID<CityDomain.Unit>
    let words: String
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let number = report.number
        let title = visit.words("comment.desk.all", ["number": .words(number.description)])
        var page = page
        (page.title, page.errors) = (title, errors)
        return page.response(
            visit,
            """
            \(BackLink(visit.words("comment.desk.case", ["number": .words(number.description)]), to: visit.path("office/reports/\(number.path)")))
            \(errors.summary)
            \(done(visit))
            \(PageHead(title: title))
            \(Columns(.work, list(visit), answer(visit)))
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        guard (try? visit.query()["done"]) == "answer" else { return nil }
        return Notice(kind: .success, title: visit.words("comment.desk.done.answer"), text: .empty).html
    }

    private func list(_ visit: Visit) -> HTML {
        guard !comments.isEmpty else { return "<p class=\"muted\">\(visit.words("comment.none"))</p>" }
        return comments.html { card($0, visit) }
    }

    private func card(_ open: OpenComment, _ visit: Visit) -> HTML {
        let (words, comment) = (visit.words, open.comment)
        let facts = OpenCommentFacts(open: open, visit: visit)
        return Card(
            id: "comment-\(comment.id)",
            title: visit.name(of: comment.voice),
            note: visit.moment(comment.writtenAt),
            element: .article,
            content: """
                <p>\(StatusTag(comment.state.look, words(comment.state.text)))</p>
                <p>\(HTML(paragraphs: open.words ?? ""))</p>
                \(facts.published)\(facts.reason)
                <p>\(Link(
                    words("comment.desk.open"),
                    to: visit.path("office/comments/\(comment.id)"),
                    context: words("comment.flag.context", ["moment": .words(visit.moment(comment.writtenAt))])
                ))</p>
                """
        ).html
    }

    private func answer(_ visit: Visit) -> HTML {
        guard visit.town.takesComments(on: report, at: visit.now) else {
            let closed = visit.words("comment.closed")
            return "<p class=\"muted\">\(closed)</p>\(TypedWords(visit: visit, words: words))"
        }
        let name = visit.town.unit(unit).map { visit.words($0.name) } ?? unit.rawValue
        let field = Field(
            name: "words",
            label: visit.words("comment.desk.answer.words"),
            hint: visit.words("comment.desk.answer.hint", ["unit": .words(name)]),
            error: errors["words"],
            control: .area(TextArea(value: words, rows: 5))
        )
        return Card(
            id: "answer",
            title: visit.words("comment.desk.answer"),
            look: .framed,
            content: Form(action: visit.path("office/reports/\(report.number.path)/comments")).html(
                "\(field)\(Button(words: visit.words("comment.desk.answer.button"), icon: .send, size: .wide))"
            )
        ).html
    }
}
