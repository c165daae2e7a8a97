import CityDomain
import CityKit

/// Units that take part in a case besides the one that leads it: who was asked and who has answered, with the ways to ask
/// another one, to ask one no longer, and to answer.
struct CaseUnits: Component {
    let visit: Visit
    let report: Report
    let casework: OpenCasework
    /// What the reader may do with this report.
    let rights: Set<OfficeRight>
    let form: CaseForm

    var html: HTML {
        let parts = [
            casework.units.isEmpty ? nil : list, casework.answersFor.isEmpty ? nil : answer, mayAsk ? ask : nil,
            rights.contains(.decideReports) && !casework.units.isEmpty ? release : nil,
        ].compactMap(\.self)
        guard !parts.isEmpty else { return .empty }
        return Card(
            id: "units",
            title: visit.words("case.units"),
            icon: .lock,
            note: visit.words("case.notes.note"),
            content: parts.html { $0 }
        ).html
    }

    private var list: HTML {
        let items = casework.units.html { item in
            let look: StatusLook =
                switch item.state {
                case .asked: .waiting
                case .answered: .done
                case .declined: .rejected
                }
            let (key, at) =
                item.answeredAt.map { ("case.units.answeredAt", $0) } ?? ("case.units.askedAt", item.askedAt)
            return """
                <li><div><p class="row tight">\(StatusTag(look, visit.words(item.state.text)))<b>\(visit.name(of: item.unit))</b></p>
                <p class="small muted">\(visit.words(key, ["moment": .words(visit.moment(at))]))</p></div></li>

                """
        }
        return "<ul class=\"duplicates\">\n\(items)</ul>\n"
    }

    /// Those that can be asked now.
    private var others: [ID<Unit>] {
        let waiting = casework.units.filter { $0.state == .asked }.map(\.unit)
        return visit.town.units.map(\.id).filter { $0 != report.unit && !waiting.contains($0) }
    }

    private var mayAsk: Bool { rights.contains(.decideReports) && !report.status.isFinished && !others.isEmpty }

    private var ask: HTML {
        disclosure(.askUnit, [choice(of: .askUnit, others), note(of: .askUnit, rows: 3)])
    }

    private var release: HTML {
        disclosure(
            .releaseUnit,
            [
                choice(of: .releaseUnit, casework.units.map(\.unit)),
                note(of: .releaseUnit, rows: 2, optional: visit.words("form.optional")),
            ]
        )
    }

    private var answer: HTML {
        let words = visit.words
        let unit = casework.answersFor.count > 1 ? choice(of: .answerUnit, casework.answersFor).html : HTML.empty
        let hidden = casework.answersFor.count > 1 ? [] : [(name: "unit", value: casework.answersFor[0].rawValue)]
        let buttons = AskUnits.Answer.allCases.html { answer in
            Button(
                words: words("case.units.answer.\(answer.rawValue)"),
                look: answer == .given ? .main : .quiet,
                name: "answer",
                value: answer.rawValue
            ).html
        }
        let names = casework.answersFor.map { visit.name(of: $0) }.joined(separator: ", ")
        return """
            <p>\(words("case.units.answer.text", ["unit": .words(names)]))</p>
            \(post(.answerUnit, hidden, "\(unit)\(note(of: .answerUnit, rows: 4))<div class=\"row\">\(buttons)</div>"))
            """
    }

    private func disclosure(_ action: CaseAction, _ fields: [Field]) -> HTML {
        let words = visit.words
        let button = Button(words: words("case.units.\(action.rawValue).button"), look: .quiet)
        return Disclosure(
            question: words("case.units.\(action.rawValue)"),
            state: form.action == action ? .open : .closed,
            answer: """
                <p class="small">\(words("case.units.\(action.rawValue).text"))</p>
                \(post(action, [], "\(fields.html(\.html))\(button)"))
                """
        ).html
    }

    private func post(_ action: CaseAction, _ hidden: [(name: String, value: String)], _ content: HTML) -> HTML {
        Form(
            action: visit.path(action.path(of: report.number)),
            hidden: [("action", action.rawValue)] + hidden
        ).html(content)
    }

    private func choice(of action: CaseAction, _ units: [ID<Unit>]) -> Field {
        let choose = Select.Option(value: "", words: visit.words("case.work.unit.choose"))
        return Field(
            name: "unit",
            label: visit.words("case.unit"),
            error: form.error("unit", of: action),
            control: .select(
                Select(
                    options: [choose] + units.map { Select.Option(value: $0.rawValue, words: visit.name(of: $0)) },
                    selected: form.value("unit", of: action)
                )
            ),
            prefix: "\(action.rawValue)-"
        )
    }

    private func note(of action: CaseAction, rows: Int, optional: String? = nil) -> Field {
        Field(
            name: "note",
            label: visit.words("case.units.\(action.rawValue).note"),
            error: form.error("note", of: action),
            optional: optional,
            control: .area(TextArea(value: form.value("note", of: action), rows: rows)),
            prefix: "\(action.rawValue)-"
        )
    }
}
