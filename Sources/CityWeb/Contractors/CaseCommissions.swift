import CityDomain
import CityKit

/// What contractors were given of a case and what they said, with what the office can do about it.
struct CaseCommissions: Component {
    let visit: Visit
    let report: Report
    let commissions: [OpenCommission]
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    /// What was typed for one of them; nil when nothing was sent.
    let form: CommissionForm?

    var html: HTML {
        let mayGive = mayAct && visit.town.reports.contractors != nil && !report.status.isFinished
        guard !commissions.isEmpty || mayGive else { return .empty }
        let words = visit.words
        let new = Link(words("commission.new"), to: visit.path("\(base)/new"))
        return Card(
            id: "commissions",
            title: words("commission.title"),
            icon: .lock,
            note: words("case.notes.note"),
            content: "\(commissions.html(piece))\(mayGive ? "<p>\(new)</p>" : nil)"
        ).html
    }

    private var base: String { "office/reports/\(report.number.path)/commissions" }
    private var mayAct: Bool { rights.contains(.commissionWork) }

    private func piece(_ open: OpenCommission) -> HTML {
        let (words, commission) = (visit.words, open.commission)
        let name = open.contractor.details?.name ?? words("contractor.erased")
        let late = commission.state.isOpen && commission.due < visit.today
        let tags =
            [StatusTag(commission.state.look, words(commission.state.text))]
            + (late ? [StatusTag(.overdue, words("case.overdue"))] : [])
            + (commission.hasNews ? [StatusTag(.waiting, words("commission.news"))] : [])
        let due = words("commission.dueOn", ["date": .date(commission.due)])
        let steps = mayAct ? commission.steps(on: visit.today) : []
        return """
            <div class="stack">
            <p class="row tight">\(tags.html(\.html))<b>\(name)</b></p>
            <p class="small muted">\(due)</p>
            \(Conversation(messages: open.lines.map { message($0, by: name) }))
            \(open.sent.isEmpty ? nil : visit.pictures(open.sent, at: "\(base)/\(commission.id)/photos"))
            \(lost(commission, steps))\(steps.html { self.step($0, of: commission) })
            </div>

            """
    }

    /// What was typed for a step that is not offered any more.
    private func lost(_ commission: Commission, _ steps: [Commission.Step]) -> HTML? {
        guard let form, form.id == commission.id, !steps.contains(form.step) else { return nil }
        return TypedWords(visit: visit, words: form.words).html
    }

    private func message(_ line: OpenCommission.Line, by contractor: String) -> Conversation.Message {
        let author = line.side == .contractor ? contractor : line.author?.text ?? visit.words("case.notes.program")
        return Conversation.Message(
            side: line.side == .contractor ? .resident : .office,
            by: "\(author) · \(visit.moment(line.at))",
            text: [visit.words(line.act.text), line.words].compactMap(\.self).joined(separator: "\n")
        )
    }

    private func step(_ step: Commission.Step, of commission: Commission) -> HTML {
        let words = visit.words
        let path = visit.path("\(base)/\(commission.id)/\(step.rawValue)")
        let look: ButtonLook = step == .withdraw ? .danger : .quiet
        let button = Button(words: words("commission.\(step.rawValue).button"), look: look, size: .small)
        guard step != .see else { return Form(action: path).html(button.html) }
        let isTyped = form?.id == commission.id && form?.step == step
        let field = Field(
            name: "words",
            label: words("commission.\(step.rawValue).words"),
            error: isTyped ? form?.errors["words"] ?? form?.errors["order"] : nil,
            optional: step == .withdraw ? words("form.optional") : nil,
            control: .area(TextArea(value: isTyped ? form?.words ?? "" : "", rows: 3)),
            prefix: "\(step.rawValue)-\(commission.id)-"
        )
        return Disclosure(
            question: words("commission.\(step.rawValue)"),
            state: isTyped ? .open : .closed,
            answer: Form(action: path).html("\(field)\(button)")
        ).html
    }
}

extension Commission.State {
    var look: StatusLook {
        switch self {
        case .ordered: .new
        case .accepted: .working
        case .declined: .rejected
        case .done: .done
        case .withdrawn, .ended: .closed
        }
    }
}
