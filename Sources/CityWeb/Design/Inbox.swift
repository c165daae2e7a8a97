import CityKit

/// The cases of a queue: a table on a wide screen, cards on a narrow one, with the roles of a table on both.
struct Inbox: Component {
    struct Columns: Sendable {
        /// Unseen, above the boxes to tick.
        let selection: String
        let due: String
        let report: String
        let status: String
        let officer: String
    }

    enum Urgency: Sendable { case none, soon, late }
    enum Selection: Sendable { case off, on }

    struct Row: Sendable {
        /// Sent when the row is ticked.
        let value: String
        /// “Select 2025/3902”.
        let select: String
        var selection = Selection.off
        /// “16 December”, “today”, “clock stands”.
        let due: String
        /// “4 working days late”.
        let dueNote: String
        var urgency = Urgency.none
        let title: String
        let href: String
        /// “2025/3902 · Long Street 12”.
        let facts: String
        let status: StatusTag
        let officer: String
    }

    /// What the table holds and how it is sorted.
    let caption: String
    let columns: Columns
    let rows: [Row]
    /// Sends the ticked rows; the actions on them stand in `bulk`.
    let form: Form
    var name = "case"
    /// Nil for somebody who may do nothing with several at once.
    let bulk: BulkBar?

    var html: HTML { form.html("\(table)\n\(bulk)") }

    private var table: HTML {
        """
        <table class="inbox" role="table"><caption class="unseen">\(caption)</caption>
        <thead role="rowgroup"><tr role="row">\(head(.selection))\(head(.due))\(head(.report))\(head(.status))\
        \(head(.officer))</tr></thead>
        <tbody role="rowgroup">
        \(rows.html(line))</tbody></table>
        """
    }

    private enum Column { case selection, due, report, status, officer }

    private func head(_ column: Column) -> HTML {
        let words: HTML =
            switch column {
            case .selection: Unseen(columns.selection).html
            case .due: HTML(text: columns.due)
            case .report: HTML(text: columns.report)
            case .status: HTML(text: columns.status)
            case .officer: HTML(text: columns.officer)
            }
        let sorted = HTML.attribute("aria-sort", column == .due ? "ascending" : nil)
        return "<th role=\"columnheader\" scope=\"col\"\(sorted)>\(words)</th>"
    }

    private func line(_ row: Row) -> HTML {
        let checked = HTML.attribute("checked", row.selection == .on ? "" : nil)
        return """
            <tr role="row">\
            <td role="cell" class="pick"><input class="tick" type="checkbox" name="\(name)" value="\(row.value)" \
            aria-label="\(row.select)"\(checked)></td>
            \(CaseCells(
                due: row.due,
                note: row.dueNote,
                urgency: row.urgency,
                title: row.title,
                href: row.href,
                facts: row.facts,
                status: row.status
            ))
            <td role="cell"><small>\(row.officer)</small></td></tr>

            """
    }
}

/// What can be done with all ticked cases at once.
struct BulkBar: Component {
    /// “Actions on the ticked cases”.
    let label: String
    /// “2 cases ticked”, or how to begin.
    let words: String
    let actions: [Button]
    var clear: Link?

    var html: HTML {
        """
        <div class="bulk" role="group" aria-label="\(label)"><b>\(words)</b>\(actions)\(clear)</div>
        """
    }
}
