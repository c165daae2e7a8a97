import CityDomain
import CityKit
import Hummingbird

/// Reports that wait for a moderator, the one with the least time first, and what became of earlier ones. It names nobody.
struct AsideQueuePage {
    let page: OfficePage
    let lines: [JudgeAside.Opened]
    let figures: [AsideFigure]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let none = EmptyState(title: words("aside.none"), text: words("aside.none.text"))
        let watches = LinkButton(
            Link(words("aside.watches"), to: visit.path("office/watches")),
            look: .quiet,
            size: .small
        )
        return page.response(
            visit,
            """
            <div class="stack">\(done(visit))
            \(PageHead(title: page.title, lead: words("aside.lead")))
            \(lines.isEmpty ? none.html : table(visit).html)
            <div class="row">\(watches)</div>
            \(AsideFigures(visit: visit, figures: figures))</div>
            """
        )
    }

    private func done(_ visit: Visit) -> HTML? {
        guard let act = (try? visit.query()["done"]).flatMap(AsideAct.init(rawValue:)) else { return nil }
        return Notice(kind: .success, title: visit.words("aside.done.\(act.rawValue)"), text: .empty).html
    }

    private func table(_ visit: Visit) -> Inbox {
        let words = visit.words
        return Inbox(
            caption: page.title,
            columns: Inbox.Columns(
                selection: words("inbox.column.selection"),
                due: words("aside.column.left"),
                report: words("inbox.column.report"),
                status: words("inbox.column.status"),
                officer: words("aside.column.why")
            ),
            rows: lines.map { row($0, visit) },
            form: Form(action: visit.path("office/aside/judge"), method: .get),
            bulk: BulkBar(
                label: words("together.label"),
                words: words("together.begin"),
                actions: AsideAct.allCases.map { act in
                    Button(words: words("aside.act.\(act.rawValue)"), look: .quiet, name: "act", value: act.rawValue)
                }
            )
        )
    }

    private func row(_ line: JudgeAside.Opened, _ visit: Visit) -> Inbox.Row {
        let (words, report) = (visit.words, line.aside.report)
        let category = visit.town.category(report.category).map { words($0.name) } ?? report.category.rawValue
        let place = line.content.place.address ?? line.content.place.point?.words ?? ""
        let left = line.aside.until - visit.now
        return Inbox.Row(
            value: "\(line.number)",
            select: words("inbox.select", ["number": .words("\(line.number)")]),
            due: visit.left(until: line.aside.until),
            dueNote: visit.moment(line.aside.until),
            urgency: left < .hours(2) ? .late : left < .hours(6) ? .soon : .none,
            title: PublicText.title(of: line.content.description),
            href: visit.path("office/reports/\(line.number.path)"),
            facts: ["\(line.number)", category, place].filter { !$0.isEmpty }.joined(separator: " · "),
            status: StatusTag(.waiting, words("aside.tag")),
            officer: line.aside.reasons.map(visit.why).joined(separator: "; ")
        )
    }
}

/// What became of the reports of the last months, and which rules they met.
struct AsideFigures: Component {
    let visit: Visit
    let figures: [AsideFigure]

    var html: HTML {
        guard !figures.isEmpty else { return .empty }
        let words = visit.words
        let table = QueueTable(
            caption: words("aside.figures"),
            columns: [words("aside.column.month"), words("aside.column.all")]
                + AsideOutcome.allCases.map { words($0.text) },
            rows: months.flatMap(rows)
        )
        return Card(
            id: "figures",
            title: words("aside.figures"),
            content: "<p class=\"small\">\(words("aside.figures.text"))</p>\n\(table)"
        ).html
    }

    private var months: [CivilMonth] { Set(figures.map(\.month)).sorted(by: >) }

    /// Each report once, and below it by the rules that were met.
    private func rows(_ month: CivilMonth) -> [QueueTable.Row] {
        let ofMonth = figures.filter { $0.month == month }
        let name = "\(month.short(in: visit.language)) \(month.year)"
        let rules = AbuseRule.allCases.filter { rule in ofMonth.contains { $0.rule == rule } }
        return [row(name, nil, ofMonth.filter { $0.rule == nil })]
            + rules.map { rule in row(visit.words(rule.text), name, ofMonth.filter { $0.rule == rule }) }
    }

    private func row(_ head: String, _ note: String?, _ figures: [AsideFigure]) -> QueueTable.Row {
        let counts = AsideOutcome.allCases.map { outcome in
            figures.filter { $0.outcome == outcome }.reduce(0) { $0 + $1.reports }
        }
        return QueueTable.Row(
            head: head,
            note: note,
            cells: ([counts.reduce(0, +)] + counts).map { QueueTable.Cell(figure: $0) }
        )
    }
}
