import CityDomain
import CityKit

/// What the office can do with a case besides deciding: each piece of work in a form of its own that opens when it is
/// needed, and only what the rules and the rights of the reader allow now.
struct CaseWork: Component {
    let visit: Visit
    let report: OpenReport
    let templates: [AnswerTemplate]
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let form: CaseForm
    /// The unit gave it back, and nobody has given it on yet.
    let isReturned: Bool
    let mayBeReturned: Bool

    var html: HTML {
        let actions: [(CaseAction, Bool)] = [
            (.handOver, visit.town.reports.handOver?.from.contains(report.report.status) == true),
            (.keep, isReturned),
            (.giveBack, mayBeReturned),
            (
                .ask,
                visit.town.reports.question?.from.contains(report.report.status) == true && !report.report.isWaiting
                    && report.report.split.from == nil
            ),
            (.reply, report.report.isWaiting),
            (.publish, report.report.canPublish(in: visit.town)),
            (.takeDown, report.report.isPublished),
            (.place, isPlaced),
            (.reopen, report.report.reopening(by: visit.town.reports) != nil),
            (.correct, report.report.correctable != nil),
        ]
        let allowed = actions.filter { action, isOpen in isOpen && rights.contains(action.right) }.map(\.0)
        guard !allowed.isEmpty else { return .empty }
        return Card(id: "work", title: visit.words("case.work"), content: allowed.html(piece)).html
    }

    /// A question is about no place.
    private var isPlaced: Bool {
        guard !visit.town.takesQuestions(report.report.kind) else { return false }
        return !report.report.status.isFinished || report.report.isPublished
    }

    private func piece(_ action: CaseAction) -> HTML {
        let words = visit.words
        let look: ButtonLook = action == .takeDown ? .danger : .quiet
        let content = Form(
            action: visit.path(action.path(of: report.report.number)),
            hidden: [("seen", "\(report.report.history.count)"), ("action", action.rawValue)]
        ).html(
            """
            \(choice(of: action))\(fields(of: action).html(\.html))\(action == .publish ? hints : nil)\(Button(words: words("case.work.\(action.rawValue).button"), look: look))
            """
        )
        return Disclosure(
            question: words("case.work.\(action.rawValue)"),
            state: form.action == action ? .open : .closed,
            answer: "<p class=\"small\">\(words("case.work.\(action.rawValue).text"))</p>\n\(content)"
        ).html
    }

    private func choice(of action: CaseAction) -> HTML? {
        action == .ask ? TemplateChoice(templates: templates, action: action, form: form, visit: visit).html : nil
    }

    private var hints: HintList {
        let present = report.published?.description ?? report.content.description
        let text = form.value("publicText", of: .publish, fallback: present)
        return HintList(visit: visit, hints: visit.site.useCases.casework.findHints(text, in: visit.town))
    }

    private func fields(of action: CaseAction) -> [Field] {
        switch action {
        case .decide: []
        case .handOver: [unit, area("note", of: action, rows: 2, optional: visit.words("form.optional"))]
        case .keep: [area("note", of: action, rows: 2, optional: visit.words("form.optional"))]
        case .giveBack: [area("note", of: action, rows: 3)]
        case .ask: [area("question", of: action, rows: 4)]
        case .reply: [area("reply", of: action, rows: 4)]
        case .correct, .reopen, .takeDown: [area("reason", of: action, rows: 3)]
        case .publish: [publicText, publicAddress]
        case .place: [placeAddress, degrees("latitude", \.latitude), degrees("longitude", \.longitude)]
        // These have places of their own on the page.
        case .assign, .note, .watch, .join, .part, .askUnit, .releaseUnit, .answerUnit, .split, .seeParts: []
        }
    }

    private var unit: Field {
        let others = visit.town.units.filter { $0.id != report.report.unit }
        let choose = Select.Option(value: "", words: visit.words("case.work.unit.choose"))
        return Field(
            name: "unit",
            label: visit.words("case.unit"),
            error: form.error("unit", of: .handOver),
            control: .select(
                Select(
                    options: [choose]
                        + others.map { Select.Option(value: $0.id.rawValue, words: visit.words($0.name)) },
                    selected: form.value("unit", of: .handOver)
                )
            ),
            prefix: "handOver-"
        )
    }

    private func area(_ name: String, of action: CaseAction, rows: Int, optional: String? = nil) -> Field {
        Field(
            name: name,
            label: visit.words("case.work.\(action.rawValue).\(name)"),
            error: form.error(name, of: action),
            optional: optional,
            control: .area(
                TextArea(value: form.value(name, of: action), rows: rows, start: form.start(of: action))
            ),
            prefix: "\(action.rawValue)-"
        )
    }

    private var publicText: Field {
        let present = report.published?.description ?? report.content.description
        return Field(
            name: "publicText",
            label: visit.words("case.publicText"),
            error: form.error("publicText", of: .publish),
            control: .area(TextArea(value: form.value("publicText", of: .publish, fallback: present), rows: 5)),
            prefix: "publish-"
        )
    }

    private var publicAddress: Field {
        let present = report.published.map { $0.address ?? "" } ?? report.content.place.address ?? ""
        return Field(
            name: "publicAddress",
            label: visit.words("case.publicAddress"),
            control: .line(TextLine(value: form.value("publicAddress", of: .publish, fallback: present))),
            prefix: "publish-"
        )
    }

    /// Brings the point of a house of the register, where no point is typed.
    private var placeAddress: Field {
        Field(
            name: "address",
            label: visit.words("case.work.place.address"),
            control: .line(
                TextLine(
                    value: form.value("address", of: .place, fallback: report.content.place.address ?? ""),
                    autocomplete: .off,
                    suggestions: visit.addressSuggestions
                )
            ),
            prefix: "place-"
        )
    }

    private func degrees(_ name: String, _ part: KeyPath<Coordinate, Double>) -> Field {
        let present = report.content.place.point.map { "\($0[keyPath: part])" } ?? ""
        return Field(
            name: name,
            label: visit.words("report.field.\(name)"),
            error: name == "latitude" ? form.error("point", of: .place) : nil,
            control: .line(TextLine(value: form.value(name, of: .place, fallback: present), width: .half)),
            prefix: "place-"
        )
    }
}
