import CityKit

/// Things that wait: a table on a wide screen, cards on a narrow one, with the roles of a table on both.
struct QueueTable: Component {
    struct Cell: Sendable {
        let content: HTML

        init(_ words: String, note: String? = nil, more: HTML? = nil) {
            let note: HTML? = note.map { "<small>\($0)</small>" }
            content = "\(words)\(note)\(more)"
        }

        init(markup: HTML) { content = markup }
    }

    struct Row: Sendable {
        let head: String
        var note: String?
        var href: String?
        let cells: [Cell]
    }

    let caption: String
    let columns: [String]
    let rows: [Row]

    var html: HTML {
        """
        <table class="inbox" role="table"><caption class="unseen">\(caption)</caption>
        <thead role="rowgroup"><tr role="row">\
        \(columns.html { "<th role=\"columnheader\" scope=\"col\">\($0)</th>" })</tr></thead>
        <tbody role="rowgroup">
        \(rows.html(line))</tbody></table>
        """
    }

    private func line(_ row: Row) -> HTML {
        let head: HTML = row.href.map { "<a href=\"\($0)\">\(row.head)</a>" } ?? "<b>\(row.head)</b>"
        let note: HTML? = row.note.map { " <small>\($0)</small>" }
        // Where cells stand below each other, the line breaks keep their words apart.
        let cells = row.cells.html { "\n<td role=\"cell\">\($0.content)</td>" }
        return "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">\(head)\(note)</th>\(cells)</tr>\n"
    }
}
