import CityDomain
import CityKit
import Hummingbird

/// Comments that the office has to look at, the oldest first. It names nobody.
struct CommentQueuePage {
    let page: OfficePage
    let comments: [OpenComment]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let table = QueueTable(
            caption: page.title,
            columns: ["comment", "words", "state"].map { words("comment.desk.column.\($0)") },
            rows: comments.map { row($0, visit) }
        )
        let none = EmptyState(title: words("comment.desk.none"), text: words("comment.desk.none.text"))
        return page.response(
            visit,
            """
            <div class="stack">\(done(visit))
            \(PageHead(title: page.title, lead: words("comment.desk.lead")))
            \(comments.isEmpty ? none.html : table.html)</div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        guard let act = (try? visit.query()["done"]).flatMap(CommentAct.init(rawValue:)) else { return nil }
        return Notice(
            kind: .success,
            title: visit.words("comment.desk.done.\(act.rawValue)"),
            text: .empty
        ).html
    }

    private func row(_ open: OpenComment, _ visit: Visit) -> QueueTable.Row {
        let (words, comment) = (visit.words, open.comment)
        let said = open.words ?? ""
        let flags: String? =
            comment.flags > 0 ? words(Text("comment.desk.flags", ["count": .number(comment.flags)])) : nil
        let tag = StatusTag(comment.flags > 0 ? .overdue : comment.state.look, flags ?? words(comment.state.text))
        return QueueTable.Row(
            head: open.report.number.description,
            note: visit.moment(comment.writtenAt),
            href: visit.path("office/comments/\(comment.id)"),
            cells: [
                QueueTable.Cell(
                    said.count > Self.shown ? "\(said.prefix(Self.shown))…" : said,
                    note: visit.name(of: comment.voice)
                ),
                QueueTable.Cell(markup: tag.html),
            ]
        )
    }

    /// Characters of a comment in the list.
    private static let shown = 160
}
