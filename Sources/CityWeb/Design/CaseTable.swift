import CityKit

/// A queue to read and open: like `Inbox`, without boxes to tick.
struct CaseTable: Component {
    struct Row: Sendable {
        let due: String
        let note: String
        var urgency = Inbox.Urgency.none
        let title: String
        let href: String
        let facts: String
        let status: StatusTag
    }

    let caption: String
    /// Due, report, status.
    let columns: [String]
    let rows: [Row]

    var html: HTML {
        """
        <table class="inbox" role="table"><caption class="unseen">\(caption)</caption>
        <thead role="rowgroup"><tr role="row">\(columns.indices.html(head))</tr></thead>
        <tbody role="rowgroup">
        \(rows.html(line))</tbody></table>
        """
    }

    private func head(_ index: Int) -> HTML {
        let sorted = HTML.attribute("aria-sort", index == 0 ? "ascending" : nil)
        return "<th role=\"columnheader\" scope=\"col\"\(sorted)>\(columns[index])</th>"
    }

    private func line(_ row: Row) -> HTML {
        let cells = CaseCells(
            due: row.due,
            note: row.note,
            urgency: row.urgency,
            title: row.title,
            href: row.href,
            facts: row.facts,
            status: row.status
        )
        return "<tr role=\"row\">\(cells)</tr>\n"
    }
}
