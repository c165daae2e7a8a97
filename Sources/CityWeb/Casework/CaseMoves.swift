import CityDomain
import CityKit

/// The moves the rules allow now, each saying what it demands.
struct CaseMoves: Component {
    let visit: Visit
    let report: OpenReport
    let templates: [AnswerTemplate]
    let form: CaseForm

    var html: HTML {
        let words = visit.words
        let moves = report.report.moves(by: visit.town.reports)
        guard !moves.isEmpty else {
            return Card(id: "moves", title: words("case.moves"), content: "<p>\(words("case.moves.none"))</p>").html
        }
        let typed = form.value("move", of: .decide)
        return Moves(
            title: words("case.moves"),
            form: Form(
                action: visit.path("office/reports/\(report.report.number.path)"),
                hidden: [("seen", "\(report.report.history.count)"), ("action", CaseAction.decide.rawValue)]
            ),
            legend: words("case.moves.legend"),
            moves: moves.flatMap(choices),
            selected: typed.isEmpty ? nil : typed,
            error: form.error("move", of: .decide),
            templates: TemplateChoice(templates: templates, action: .decide, form: form, visit: visit).html,
            reason: Field(
                name: "justification",
                label: words(isQuestion ? "question.case.answer" : "case.justification"),
                hint: words(isQuestion ? "question.case.answer.hint" : "case.justification.hint"),
                error: form.error("justification", of: .decide),
                control: .area(
                    TextArea(
                        value: form.value("justification", of: .decide),
                        rows: 4,
                        start: form.start(of: .decide)
                    )
                )
            ),
            more: more(for: Set(moves.map(\.to))),
            hints: moves.contains { $0.to == .accepted } && !isQuestion ? hints.html : .empty,
            button: words("case.save")
        ).html
    }

    /// An idea may be accepted in part as well.
    private func choices(_ transition: ReportRules.Transition) -> [Moves.Move] {
        guard isIdea, transition.to.isFinished, transition.to != .rejected else { return [choice(transition)] }
        let demand = choice(transition).demand
        let answers =
            transition.to == .done
            ? [("done", "accepted"), (CaseForm.doneInPart, "acceptedInPart")] : [("closed", "notAccepted")]
        return answers.map { Moves.Move(value: $0.0, name: visit.words("case.move.idea.\($0.1)"), demand: demand) }
    }

    private func choice(_ transition: ReportRules.Transition) -> Moves.Move {
        let needs = (transition.needs ?? []).map { visit.words("case.needs.\($0.rawValue)") }.sorted()
        let publishes = Decision(to: transition.to).publishes(report.report.kind, in: visit.town)
        let demands = needs + (publishes ? [visit.words("case.needs.publication")] : [])
        return Moves.Move(
            value: transition.to.rawValue,
            name: visit.words(
                transition.to == .done && isQuestion ? "case.move.answered" : "case.move.\(transition.to.rawValue)"
            ),
            demand: demands.joined(separator: ", ")
        )
    }

    /// What in the text that would be published should perhaps not be.
    private var hints: HintList {
        let text = form.value("publicText", of: .decide, fallback: report.content.description)
        return HintList(visit: visit, hints: visit.site.useCases.casework.findHints(text, in: visit.town))
    }

    /// The fields that only some moves need.
    private func more(for targets: Set<ReportStatus>) -> [Field] {
        var fields: [Field] = []
        if targets.contains(.rejected) { fields += [rejection] + (mayBeDuplicate ? [earlier] : []) }
        if targets.contains(.closed), needsSolution { fields.append(solution) }
        if targets.contains(.accepted), !isQuestion { fields += [publicText, publicAddress] }
        return fields
    }

    private var rejection: Field {
        let words = visit.words
        let reasons = visit.town.reports.rejection.reasons.map {
            Select.Option(value: $0.id.rawValue, words: words($0.id.text))
        }
        return Field(
            name: "rejection",
            label: words("case.rejection"),
            error: form.error("rejection", of: .decide),
            optional: words("case.onlyRejecting"),
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: words("case.rejection.choose"))] + reasons,
                    selected: form.value("rejection", of: .decide)
                )
            )
        )
    }

    /// The office publishes it in words of its own, once it is answered.
    private var isQuestion: Bool { visit.town.takesQuestions(report.report.kind) }

    private var isIdea: Bool { visit.town.takesIdeas(report.report.kind, in: report.report.category) }

    /// An idea that is not accepted needs another way only where the rules say so.
    private var needsSolution: Bool {
        let closing = report.report.moves(by: visit.town.reports).first { $0.to == .closed }
        return !isIdea || closing?.needs?.contains(.solution) == true
    }

    private var mayBeDuplicate: Bool { visit.town.reports.rejection.reasons.contains { $0.id == .duplicate } }

    private var earlier: Field {
        Field(
            name: "earlier",
            label: visit.words("case.earlier"),
            hint: visit.words("case.earlier.hint"),
            error: form.error("earlier", of: .decide),
            optional: visit.words("case.onlyDuplicate"),
            control: .line(TextLine(value: form.value("earlier", of: .decide), width: .half))
        )
    }

    private var solution: Field {
        Field(
            name: "solution",
            label: visit.words("case.solution"),
            error: form.error("solution", of: .decide),
            optional: visit.words("case.onlyClosing"),
            control: .area(TextArea(value: form.value("solution", of: .decide), rows: 3))
        )
    }

    private var publicText: Field {
        Field(
            name: "publicText",
            label: visit.words("case.publicText"),
            hint: visit.words("case.publicText.hint"),
            error: form.error("publicText", of: .decide),
            control: .area(
                TextArea(
                    value: form.value("publicText", of: .decide, fallback: report.content.description),
                    rows: 5
                )
            )
        )
    }

    private var publicAddress: Field {
        let present = report.content.place.address ?? ""
        return Field(
            name: "publicAddress",
            label: visit.words("case.publicAddress"),
            control: .line(TextLine(value: form.value("publicAddress", of: .decide, fallback: present)))
        )
    }
}
