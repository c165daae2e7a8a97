import CityDomain
import CityKit
import Hummingbird

/// The comments that were written with an account, with what the office decided. They stay where the town has no more.
struct OwnCommentsPage {
    let comments: [OpenComment]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("comment.own.title")
        let list: HTML =
            comments.isEmpty
            ? EmptyState(
                title: words("comment.own.none"),
                text: words("comment.own.none.text"),
                action: LinkButton(Link(words("nav.reports"), to: visit.path("reports")))
            ).html
            : comments.html { card($0, visit) }
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(removed(visit))
            <h1>\(title)</h1>
            \(list)
            </div>
            """
        )
    }

    private func removed(_ visit: Visit) -> HTML? {
        guard (try? visit.query()["comment"]) == CommentForm.Done.removed.rawValue else { return nil }
        return Notice(
            kind: .success,
            title: visit.words("comment.done.removed.title"),
            text: HTML(text: visit.words("comment.done.removed.text"))
        ).html
    }

    private func card(_ open: OpenComment, _ visit: Visit) -> HTML {
        let (words, comment, number) = (visit.words, open.comment, open.report.number)
        let facts = OpenCommentFacts(open: open, visit: visit)
        return Card(
            id: "comment-\(comment.id)",
            title: words("comment.own.one", ["number": .words(number.description)]),
            note: visit.moment(comment.writtenAt),
            element: .article,
            content: """
                <p>\(StatusTag(comment.state.look, words(comment.state.text)))</p>
                <p>\(HTML(paragraphs: open.words ?? ""))</p>
                \(facts.published)\(facts.reason)
                <p>\(Link(words("comment.own.report", ["number": .words(number.description)]), to: visit.path("reports/\(number.path)")))</p>
                \(RemoveComment(visit: visit, open: open, place: .account))
                """
        ).html
    }
}

/// What the office made of a comment, for whoever wrote it and for the office.
struct OpenCommentFacts {
    let open: OpenComment
    let visit: Visit

    /// What everybody reads, where that is not what was written.
    var published: HTML? {
        guard let published = open.comment.published, published.wording == .edited else { return nil }
        return answer("comment.published.label", published.words)
    }

    var reason: HTML? {
        open.grounds { visit.words($0) }.map { answer("comment.reason.label", $0) }
    }

    private func answer(_ label: String, _ text: String) -> HTML {
        """
        <div class="answer"><p><b>\(visit.words(label))</b></p><p>\(HTML(paragraphs: text))</p></div>

        """
    }
}

extension ReportComment.State {
    var text: Text { Text("comment.state.\(rawValue)") }

    var look: StatusLook {
        switch self {
        case .waiting: .waiting
        case .published: .done
        case .refused, .takenDown: .rejected
        }
    }
}
