import CityKit

/// Things that wait: a table on a wide screen, cards on a narrow one, with the roles of a table on both.
struct QueueTable: Component {
    struct Cell: Sendable {
        /// A number, and one of several names, says nothing without the words above its column: a card has them before it.
        enum Look: Sendable {
            case words, labelled
        }

        let content: HTML
        private(set) var look = Look.words

        init(_ words: String, note: String? = nil, more: HTML? = nil) {
            let note: HTML? = note.map { "<small>\($0)</small>" }
            content = "\(words)\(note)\(more)"
        }

        init(markup: HTML) { content = markup }

        init(figure: Int, note: String? = nil) { self.init(labelled: "\(figure)", note: note) }

        init(labelled words: String, note: String? = nil) {
            self.init(words, note: note)
            look = .labelled
        }
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
        let labels = Array(columns.dropFirst())
        let cells = Array(row.cells.enumerated()).html { index, content in
            cell(content, index < labels.count ? labels[index] : "")
        }
        return "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">\(head)\(note)</th>\(cells)</tr>\n"
    }

    private func cell(_ cell: Cell, _ column: String) -> HTML {
        switch cell.look {
        case .words: "\n<td role=\"cell\">\(cell.content)</td>"
        case .labelled: "\n<td role=\"cell\" data-label=\"\(column)\">\(cell.content)</td>"
        }
    }
}
