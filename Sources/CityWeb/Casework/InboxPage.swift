import CityDomain
import CityKit
import Hummingbird

/// A queue of open reports, the next date first, with what narrows it and what can be done with several at once.
struct InboxPage {
    let page: OfficePage
    let view: InboxView
    let lines: Page<ReportInbox.Line>
    /// Views that the reader keeps.
    let saved: [SavedInboxView]
    /// What was typed to keep this view under, and what is wrong with it.
    var name = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list: HTML =
            lines.elements.isEmpty
            ? EmptyState(title: words("inbox.empty.title"), text: words("inbox.empty.text")).html : inbox(visit).html
        let more: HTML? = lines.next.map { next in
            let separator = view.place.contains("?") ? "&" : "?"
            return Pagination(
                label: words("page.pages"),
                position: "",
                next: Link(words("page.next"), to: visit.path("\(view.place)\(separator)after=\(next)"))
            ).html
        }
        let head = PageHead(
            title: page.title,
            lead: words(
                "inbox.lead",
                [
                    "open": .number(page.counts.inbox[.open]), "overdue": .number(page.counts.inbox[.overdue]),
                    "today": .date(visit.today),
                ]
            )
        )
        return page.response(
            visit,
            """
            \(errors.summary)
            \(head)
            \(InboxFilters(visit: visit, view: view))
            \(SavedViews(visit: visit, view: view, saved: saved, name: name, errors: errors))
            \(list)\(more)
            """
        )
    }

    private func inbox(_ visit: Visit) -> Inbox {
        let words = visit.words
        let rights = page.signed.staff.rights
        let actions = TogetherAction.allCases.filter { rights.have($0.right) }
        return Inbox(
            caption: words("inbox.caption"),
            columns: Inbox.Columns(
                selection: words("inbox.column.selection"),
                due: words("inbox.column.due"),
                report: words("inbox.column.report"),
                status: words("inbox.column.status"),
                officer: words("inbox.column.lead")
            ),
            rows: lines.elements.map { row($0, visit) },
            form: Form(action: visit.path("office/together"), method: .get, hidden: view.fields),
            bulk: actions.isEmpty
                ? nil
                : BulkBar(
                    label: words("together.label"),
                    words: words("together.begin"),
                    actions: actions.map { action in
                        Button(
                            words: words("together.\(action.rawValue)"),
                            look: .quiet,
                            name: "act",
                            value: action.rawValue
                        )
                    }
                )
        )
    }

    private func row(_ line: ReportInbox.Line, _ visit: Visit) -> Inbox.Row {
        let (words, report) = (visit.words, line.entry.report)
        let place = line.content.place.address ?? line.content.place.point?.words ?? ""
        let category = visit.town.category(report.category).map { words($0.name) } ?? report.category.rawValue
        let number = report.number.description
        return Inbox.Row(
            value: number,
            select: words("inbox.select", ["number": .words(number)]),
            due: due(line.entry, visit),
            dueNote: line.entry.nextDeadline.map { words($0.name.text) } ?? "",
            urgency: line.entry.nextDeadline.map { visit.urgency(of: $0.due) } ?? .none,
            title: PublicText.title(of: line.content.description),
            href: visit.path("office/reports/\(report.number.path)"),
            facts: [leftOver(line, words), persons(line, words), number, category, place].filter { !$0.isEmpty }.joined(
                separator: " · "
            ),
            status: line.entry.isWaiting
                ? StatusTag(.waiting, words("report.waiting"))
                : StatusTag(report.status.look, words(report.status.text)),
            officer: line.lead?.text ?? words("inbox.nobody")
        )
    }

    /// The weight of a case that is about more than one person.
    private func persons(_ line: ReportInbox.Line, _ words: Words) -> String {
        line.persons > 1 ? words("persons.count", ["count": .number(line.persons)]) : ""
    }

    /// A part of a case that has ended without it.
    private func leftOver(_ line: ReportInbox.Line, _ words: Words) -> String {
        line.entry.isLeftOver ? words("case.parts.leftOver") : ""
    }

    private func due(_ entry: InboxEntry, _ visit: Visit) -> String {
        if let next = entry.nextDeadline { return visit.dueWords(next.due) }
        return visit.words(entry.isWaiting ? "case.term.stands" : "inbox.noTerm")
    }
}

/// What narrows a queue.
private struct InboxFilters: Component {
    let visit: Visit
    let view: InboxView

    var html: HTML {
        let words = visit.words
        let open = ReportStatus.allCases.filter { !$0.isFinished }
        let queue = InboxView(queue: view.queue)
        return Filters(
            action: visit.path("office"),
            label: words("inbox.filter"),
            hidden: queue.fields,
            fields: [
                field(
                    "status",
                    open.map { ($0.rawValue, words($0.text)) },
                    view.status?.rawValue
                ),
                field(
                    "category",
                    visit.town.categories.map { ($0.id.rawValue, words($0.name)) },
                    view.category?.rawValue
                ),
                field("unit", visit.town.units.map { ($0.id.rawValue, words($0.name)) }, view.unit?.rawValue),
            ],
            button: words("inbox.filter.button"),
            saved: view.isNarrowed ? [Link(words("inbox.filter.clear"), to: visit.path(queue.place))] : []
        ).html
    }

    private func field(_ name: String, _ options: [(value: String, words: String)], _ selected: String?) -> Field {
        let all = Select.Option(value: "", words: visit.words("inbox.filter.\(name).all"))
        return Field(
            name: name,
            label: visit.words("inbox.filter.\(name)"),
            control: .select(
                Select(
                    options: [all] + options.map { Select.Option(value: $0.value, words: $0.words) },
                    selected: selected
                )
            ),
            labelStyle: .unseen
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
