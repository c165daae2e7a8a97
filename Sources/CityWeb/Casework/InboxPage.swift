import CityDomain
import CityKit
import Hummingbird

/// The queue of open reports, the next date first.
struct InboxPage {
    let page: OfficePage
    let lines: Page<ReportInbox.Line>

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list: HTML =
            lines.elements.isEmpty
            ? EmptyState(title: words("inbox.empty.title"), text: words("inbox.empty.text")).html : table(visit)
        let more: HTML? = lines.next.map { next in
            let separator = page.queue.contains("?") ? "&" : "?"
            return Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.next"), to: visit.path("\(page.queue)\(separator)after=\(next)"))
            ).html
        }
        let head = PageHead(
            title: page.title,
            lead: words(
                "inbox.lead",
                [
                    "open": .number(page.counts.open), "overdue": .number(page.counts.overdue),
                    "today": .date(visit.today),
                ]
            )
        )
        return page.response(visit, "\(head)\n\(list)\(more)")
    }

    private func table(_ visit: Visit) -> HTML {
        CaseTable(
            caption: visit.words("inbox.caption"),
            columns: ["due", "report", "status"].map { visit.words("inbox.column.\($0)") },
            rows: lines.elements.map { row($0, visit) }
        ).html
    }

    private func row(_ line: ReportInbox.Line, _ visit: Visit) -> CaseTable.Row {
        let words = visit.words
        let entry = line.entry
        let place = line.content.place.address ?? line.content.place.point?.words ?? ""
        let category =
            visit.town.category(entry.report.category).map { words($0.name) } ?? entry.report.category.rawValue
        return CaseTable.Row(
            due: entry.nextDeadline.map { visit.dueWords($0.due) } ?? words("inbox.noTerm"),
            note: entry.nextDeadline.map { words($0.name.text) } ?? "",
            urgency: entry.nextDeadline.map { visit.urgency(of: $0.due) } ?? .none,
            title: PublicText.title(of: line.content.description),
            href: visit.path("office/reports/\(entry.report.number.path)"),
            facts: "\(entry.report.number) · \(category) · \(place)",
            status: StatusTag(entry.report.status.look, words(entry.report.status.text))
        )
    }
}

extension Visit {
    /// A day as the office reads it: "today", "tomorrow", "23 December".
    func dueWords(_ due: CivilDate) -> String {
        switch due - today {
        case 0: words("date.today")
        case 1: words("date.tomorrow")
        default: due.words(in: language, style: due.year == today.year ? .dayMonth : .long)
        }
    }

    /// Late, or within a day of being late.
    func urgency(of due: CivilDate) -> Inbox.Urgency {
        due < today ? .late : due - today <= 1 ? .soon : .none
    }
}
