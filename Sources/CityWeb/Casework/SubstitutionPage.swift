import CityDomain
import CityKit
import Hummingbird

/// Who of the office is away, who stands in, and the form that says so.
struct SubstitutionPage {
    let page: OfficePage
    let overview: ArrangeSubstitution.Overview
    let form: FormData
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list: HTML =
            overview.lines.isEmpty ? "<p class=\"muted\">\(words("substitution.none"))</p>" : table(visit).html
        return page.response(
            visit,
            """
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("substitution.lead")))
            <div class="stack">
            \(list)
            \(overview.absent.isEmpty ? nil : arranging(visit))
            </div>
            """
        )
    }

    private func table(_ visit: Visit) -> QueueTable {
        let words = visit.words
        return QueueTable(
            caption: page.title,
            columns: ["absent", "substitute", "days"].map { words("substitution.column.\($0)") },
            rows: overview.lines.map { row($0, visit) }
        )
    }

    private func row(_ line: ArrangeSubstitution.Overview.Line, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let one = line.substitution
        let days = words(
            "substitution.days",
            ["first": .date(one.firstDay), "last": .date(one.lastDay)]
        )
        return QueueTable.Row(
            head: line.absent?.text ?? words("substitution.gone"),
            note: one.isInForce(on: visit.today) ? words("substitution.now") : nil,
            cells: [
                QueueTable.Cell(line.substitute?.text ?? words("substitution.gone")),
                QueueTable.Cell(days, more: line.mayEnd ? ending(one, visit) : nil),
            ]
        )
    }

    private func ending(_ one: Substitution, _ visit: Visit) -> HTML {
        let key = one.isInForce(on: visit.today) ? "substitution.end" : "substitution.takeBack"
        return Form(action: visit.path("office/substitutions/\(one.id)/end")).html(
            Button(words: visit.words(key), look: .link).html
        )
    }

    private func arranging(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = [
            person("absent", overview.absent, chosen: form["absent"], visit),
            person("substitute", overview.substitutes, chosen: form["substitute"], visit),
            day("first", visit), day("last", visit),
        ]
        return Card(
            id: "arrange",
            title: words("substitution.arrange"),
            look: .framed,
            content: Form(action: visit.path("office/substitutions")).html(
                "\(fields.html(\.html))\(Button(words: words("substitution.arrange.button")))"
            )
        ).html
    }

    /// Where there is one choice alone, it is made.
    private func person(_ name: String, _ people: [Colleague], chosen: String, _ visit: Visit) -> Field {
        let choose = people.count == 1 ? [] : [Select.Option(value: "", words: visit.words("substitution.choose"))]
        return Field(
            name: name,
            label: visit.words("substitution.\(name)"),
            error: errors[name],
            control: .select(
                Select(
                    options: choose + people.map { Select.Option(value: $0.id.rawValue, words: $0.name.text) },
                    selected: chosen
                )
            )
        )
    }

    private func day(_ name: String, _ visit: Visit) -> Field {
        Field(
            name: name,
            label: visit.words("substitution.\(name)"),
            error: errors[name],
            control: .line(TextLine(value: form[name], kind: .date, width: .half))
        )
    }
}
