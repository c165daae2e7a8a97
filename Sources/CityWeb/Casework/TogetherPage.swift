import CityDomain
import CityKit
import Hummingbird

/// The cases that were ticked, and what is to be decided about all of them.
struct TogetherPage {
    struct Case {
        let report: OpenReport
        let casework: OpenCasework
    }

    let page: OfficePage
    /// Nil where no action was chosen.
    let form: TogetherForm?
    let cases: [Case]
    let back: InboxView

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let link = BackLink(words("office.back"), to: visit.path(back.place))
        guard let form, !cases.isEmpty else {
            let nothing = EmptyState(title: words("together.nothing.title"), text: words("together.nothing.text"))
            return page.response(visit, "\(link)\n\(PageHead(title: page.title))\n\(nothing)")
        }
        let count = words("together.count", ["count": .number(cases.count)])
        return page.response(
            visit,
            """
            \(link)
            \(form.errors.summary)
            \(PageHead(title: page.title, lead: count))
            \(Columns(
                .work,
                table(visit).html,
                Card(
                    id: "decision",
                    title: words("together.\(form.action.rawValue)"),
                    look: .framed,
                    content: decision(form, visit)
                ).html
            ))
            """
        )
    }

    private func table(_ visit: Visit) -> CaseTable {
        let words = visit.words
        return CaseTable(
            caption: words("inbox.caption"),
            columns: ["due", "report", "status"].map { words("inbox.column.\($0)") },
            rows: cases.map { one in
                let report = one.report.report
                let next = report.nextDeadline
                return CaseTable.Row(
                    due: next.map { visit.dueWords($0.due) } ?? words("inbox.noTerm"),
                    note: next.map { words($0.name.text) } ?? "",
                    urgency: next.map { visit.urgency(of: $0.due) } ?? .none,
                    title: PublicText.title(of: one.report.content.description),
                    href: visit.path("office/reports/\(report.number.path)"),
                    facts: [report.number.description, one.casework.lead?.name.text ?? words("inbox.nobody")]
                        .joined(separator: " · "),
                    status: StatusTag(report.status.look, words(report.status.text))
                )
            }
        )
    }

    private func decision(_ form: TogetherForm, _ visit: Visit) -> HTML {
        let numbers = cases.map { (name: "case", value: $0.report.report.number.description) }
        let seen = cases.flatMap { one in
            let report = one.report.report
            return [
                (name: "seen-\(report.number)", value: "\(report.history.count)"),
                (name: "lead-\(report.number)", value: one.casework.lead?.id.rawValue ?? ""),
            ]
        }
        let fields = TogetherFields(visit: visit, form: form, cases: cases)
        return Form(
            action: visit.path("office/together"),
            hidden: [(name: "act", value: form.action.rawValue)] + back.fields + numbers + seen
        ).html("\(fields)\(Button(words: visit.words("together.\(form.action.rawValue).button")))")
    }
}

/// What is asked once for all of the cases.
private struct TogetherFields: Component {
    let visit: Visit
    let form: TogetherForm
    let cases: [TogetherPage.Case]

    var html: HTML {
        let fields: [Field] =
            switch form.action {
            case .decide: decision
            case .assign: [assignee, note]
            case .handOver: [unit, note]
            }
        return fields.html { "\($0.html)\(hints(of: $0))" }
    }

    /// What in a text that would be published should perhaps not be.
    private func hints(of field: Field) -> HintList? {
        guard field.name.hasPrefix("publicText-"), case .area(let area) = field.control else { return nil }
        return HintList(visit: visit, hints: visit.site.useCases.casework.findHints(area.value, in: visit.town))
    }

    private var decision: [Field] {
        let targets = Set(cases.flatMap { $0.report.report.moves(by: visit.town.reports).map(\.to) })
        let moves = ReportStatus.allCases.filter(targets.contains)
        var fields = [
            select(
                "move",
                moves.map { ($0.rawValue, visit.words("case.move.\($0.rawValue)")) },
                nothing: "together.move"
            ),
            area(
                "justification",
                label: visit.words("case.justification"),
                hint: visit.words("case.justification.hint")
            ),
        ]
        if targets.contains(.rejected) {
            // A duplicate names the earlier report, which is another one for each case.
            let reasons = visit.town.reports.rejection.reasons.filter { $0.id != .duplicate }
                .map { ($0.id.rawValue, visit.words($0.id.text)) }
            fields.append(
                select(
                    "rejection",
                    reasons,
                    nothing: "case.rejection.choose",
                    optional: visit.words("case.onlyRejecting")
                )
            )
        }
        if targets.contains(.closed) {
            fields.append(
                area("solution", label: visit.words("case.solution"), optional: visit.words("case.onlyClosing"))
            )
        }
        return fields + (targets.contains(.accepted) ? publicTexts : [])
    }

    /// Nobody publishes what nobody read: the words of each case stand here to be changed.
    private var publicTexts: [Field] {
        cases.filter { publishes($0.report.report) }.map { one in
            let number = one.report.report.number
            let typed = form.publicText(number)
            return Field(
                name: "publicText-\(number)",
                label: visit.words("together.publicText", ["number": .words(number.description)]),
                hint: one.report.content.place.address,
                optional: visit.words("together.onlyAccepting"),
                control: .area(TextArea(value: typed ?? one.report.content.description, rows: 3))
            )
        }
    }

    /// Whether the report can be accepted, with words for everybody.
    private func publishes(_ report: Report) -> Bool {
        report.moves(by: visit.town.reports).contains { $0.to == .accepted } && !visit.town.takesQuestions(report.kind)
    }

    /// Who may lead every one of them.
    private var assignee: Field {
        let all = cases.map { Set($0.casework.candidates.map(\.id)) }
        let common = all.dropFirst().reduce(all.first ?? []) { $0.intersection($1) }
        let people = cases.first?.casework.candidates.filter { common.contains($0.id) } ?? []
        return select("assignee", people.map { ($0.id.rawValue, $0.name.text) }, nothing: "case.lead.nobody")
    }

    private var unit: Field {
        let units = visit.town.units.map { ($0.id.rawValue, visit.words($0.name)) }
        return select("unit", units, nothing: "case.work.unit.choose")
    }

    private var note: Field {
        area("note", label: visit.words("together.note"), optional: visit.words("form.optional"))
    }

    private func select(
        _ name: String,
        _ options: [(value: String, words: String)],
        nothing: String,
        optional: String? = nil
    ) -> Field {
        Field(
            name: name,
            label: visit.words("together.field.\(name)"),
            error: form.errors[name],
            optional: optional,
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: visit.words(nothing))]
                        + options.map { Select.Option(value: $0.value, words: $0.words) },
                    selected: form[name]
                )
            )
        )
    }

    private func area(_ name: String, label: String, hint: String? = nil, optional: String? = nil) -> Field {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: form.errors[name],
            optional: optional,
            control: .area(TextArea(value: form[name], rows: 3))
        )
    }
}
