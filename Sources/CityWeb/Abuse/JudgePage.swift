import CityDomain
import CityKit
import Hummingbird

/// The reports that were ticked with all that they say, and what is to become of all of them.
struct JudgePage {
    let page: OfficePage
    let form: AsideForm
    /// Those that were ever put aside, whether they still wait or not.
    let lines: [JudgeAside.Opened]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let link = BackLink(words("aside.title"), to: visit.path("office/aside"))
        let waiting = lines.filter { $0.aside.outcome == .waiting }
        let gone = lines.filter { $0.aside.outcome != .waiting }
        let nothing = EmptyState(title: words("aside.none"), text: words("aside.none.text"))
        return page.response(
            visit,
            """
            \(link)
            \(page.errors.summary)
            \(PageHead(title: page.title, lead: words("together.count", ["count": .number(waiting.count)])))
            \(gone.html { judged($0, visit) })
            \(waiting.isEmpty
                ? nothing.html
                : Columns(.work, waiting.html { card($0, visit) }, decision(waiting, visit)).html)
            """
        )
    }

    /// What somebody else did meanwhile.
    private func judged(_ line: JudgeAside.Opened, _ visit: Visit) -> HTML {
        Notice(
            kind: .information,
            title: "\(line.number):",
            text: HTML(text: visit.words(line.aside.outcome.text))
        ).html
    }

    private func card(_ line: JudgeAside.Opened, _ visit: Visit) -> HTML {
        let words = visit.words
        let place = line.content.place
        let rows: [(String, String?)] = [
            ("report.field.description", line.content.description), ("report.field.address", place.address),
            ("report.field.hint", place.hint), ("report.field.point", place.point?.words),
            ("aside.column.why", line.aside.reasons.map(visit.why).joined(separator: "\n")),
            ("aside.column.left", "\(visit.left(until: line.aside.until)) (\(visit.moment(line.aside.until)))"),
        ]
        let facts = rows.compactMap { key, answer in
            answer.map { CheckList.Row(question: words(key), answer: HTML(paragraphs: $0)) }
        }
        let category = visit.town.category(line.aside.report.category)
        let link = Link(
            words("aside.case", ["number": .words("\(line.number)")]),
            to: visit.path("office/reports/\(line.number.path)")
        )
        return Card(
            id: "report-\(line.number.path)",
            title: "\(line.number) · \(category.map { words($0.name) } ?? "")",
            content: """
                \(FactList(rows: facts + line.content.detailRows(of: category, visit)))
                <div class="row">\(LinkButton(link, look: .quiet, size: .small))</div>
                """
        ).html
    }

    private func decision(_ waiting: [JudgeAside.Opened], _ visit: Visit) -> HTML {
        let words = visit.words
        let numbers = waiting.map { (name: "case", value: "\($0.number)") }
        let seen = waiting.map { (name: "seen-\($0.number)", value: "\($0.aside.lines)") }
        let button = Button(words: words("aside.act.\(form.act.rawValue)"), look: form.act == .refuse ? .danger : .main)
        return Card(
            id: "decision",
            title: page.title,
            look: .framed,
            content: """
                <p class="small">\(words("aside.judge.\(form.act.rawValue).text"))</p>
                \(Form(
                    action: visit.path("office/aside/judge"),
                    hidden: [(name: "act", value: form.act.rawValue)] + numbers + seen
                ).html("\(form.act == .refuse ? fields(visit) : nil)\(button)"))
                """
        ).html
    }

    private func fields(_ visit: Visit) -> HTML {
        let words = visit.words
        let grounds = visit.town.abuseGrounds.map { Select.Option(value: $0.rawValue, words: words($0.text)) }
        let ground = Field(
            name: "ground",
            label: words("comment.desk.ground"),
            error: page.errors["ground"],
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("aside.ground.choose"))] + grounds,
                    selected: form["ground"]
                )
            )
        )
        let justification = Field(
            name: "justification",
            label: words("case.justification"),
            hint: words("aside.justification.hint"),
            error: page.errors["justification"],
            control: .area(TextArea(value: form["justification"], rows: 5))
        )
        return "\(ground)\(justification)"
    }
}

/// What became of each of the reports, where not all were judged as the moderator wanted.
struct JudgedPage {
    let page: OfficePage
    let form: AsideForm
    let judged: [JudgeAside.Judged]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let table = QueueTable(
            caption: page.title,
            columns: [words("inbox.column.report"), words("aside.column.outcome")],
            rows: judged.map { one in
                QueueTable.Row(
                    head: "\(one.number)",
                    href: visit.path("office/reports/\(one.number.path)"),
                    cells: [
                        QueueTable.Cell(
                            one.failure.map { words($0.text) } ?? words("aside.done.\(form.act.rawValue)")
                        )
                    ]
                )
            }
        )
        let typed = form["justification"]
        return page.response(
            visit,
            """
            \(BackLink(words("aside.title"), to: visit.path("office/aside")))
            \(PageHead(title: page.title, lead: words("aside.judged.lead")))
            \(table)\(typed.isEmpty ? nil : TypedWords(visit: visit, words: typed))
            """
        )
    }
}
