import CityDomain
import CityKit

/// The fields of a form about a breach.
struct BreachFields {
    let visit: Visit
    let errors: ErrorFields
    /// What stands in a field at first.
    let value: (String) -> String
    let natures: Set<String>

    /// A day and a time on the town's clock.
    ///
    /// - Parameter prefix: of the ids, where a page has several.
    func moment(_ label: String, prefix: String = "") -> HTML {
        """
        \(line("day", label: label, kind: .date, prefix: prefix))\
        \(line("time", label: visit.words("breach.time"), hint: visit.words("breach.time.hint"), prefix: prefix))
        """
    }

    var description: HTML {
        let choices = Choices(
            name: "natures",
            legend: visit.words("breach.natures"),
            error: errors["natures"],
            choices: Breach.Nature.allCases.map { nature in
                Choices.Choice(value: nature.rawValue, words: visit.words("breach.nature.\(nature.rawValue)"))
            },
            selected: natures,
            kind: .checkbox
        )
        return """
            \(choices)
            \(area("events", hint: visit.words("breach.events.hint")))
            \(area("data"))
            \(line("persons", label: visit.words("breach.persons"), kind: .number, optional: visit.words("form.optional")))
            \(area("consequences"))
            \(area("measures"))
            """
    }

    func area(_ name: String, hint: String? = nil, label: String? = nil, prefix: String = "") -> HTML {
        Field(
            name: name,
            label: label ?? visit.words("breach.\(name)"),
            hint: hint,
            error: errors[name],
            control: .area(TextArea(value: value(name), rows: 3)),
            prefix: prefix
        ).html
    }

    func line(
        _ name: String,
        label: String,
        hint: String? = nil,
        kind: TextLine.Kind = .text,
        optional: String? = nil,
        prefix: String = ""
    ) -> HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: errors[name],
            optional: optional,
            control: .line(TextLine(value: value(name), kind: kind, width: .half)),
            prefix: prefix
        ).html
    }
}

/// What stands in a row and on the page of a breach.
struct BreachLine {
    let breach: Breach
    let visit: Visit

    private var words: Words { visit.words }

    var title: String {
        let natures = Breach.Nature.allCases.filter { breach.natures.contains($0) }
        return natures.map { words("breach.nature.\($0.rawValue)") }.joined(separator: ", ")
    }

    var learned: String { words("breach.learned", ["moment": .words(moment(breach.learnedAt))]) }

    var notice: String {
        switch breach.notice {
        case .given(let at): words("breach.notice.given", ["moment": .words(moment(at))])
        case .unneeded: words("breach.notice.unneeded")
        case .undecided: words("breach.notice.undecided", ["moment": .words(moment(breach.due))])
        }
    }

    var telling: String {
        switch breach.telling {
        case .done(let at): words("breach.telling.done", ["moment": .words(moment(at))])
        case .unneeded: words("breach.telling.unneeded")
        case .undecided: words("breach.telling.undecided")
        }
    }

    /// `2026-04-27 10:15` on the town's clock.
    func moment(_ at: Instant) -> String { "\(visit.town.clock.date(of: at)) \(visit.town.clock.time(of: at))" }
}
