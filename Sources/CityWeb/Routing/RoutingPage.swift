import CityDomain
import CityKit
import Hummingbird

/// Which unit gets what, what another rule would change, and the form to try one.
struct RoutingPage {
    let page: OfficePage
    let typed: RoutingDraft.Typed
    let draft: RoutingDraft
    /// Nil where the form has an error.
    let trial: RoutingTrial?
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return page.response(
            visit,
            """
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("routing.lead")))
            <div class="stack">
            \(trial.map { RoutingResult(draft: draft, trial: $0, visit: visit) })
            \(Card(id: "try", title: words("routing.try"), content: form(visit)))
            </div>
            """
        )
    }

    private func form(_ visit: Visit) -> HTML {
        let words = visit.words
        return Form(action: visit.path("office/routing"), method: .get).html(
            """
            \(kept(visit))
            <p><b>\(words("routing.new"))</b></p>
            \(select("unit", "routing.none", visit.town.units.map { ($0.id.rawValue, words($0.name)) }, typed.unit, visit))
            \(categories(visit))
            \(districts(visit))
            \(select("days", "routing.days.all", RoutingRule.Days.allCases.map { ($0.rawValue, words($0.text)) }, typed.days, visit))
            \(time("from", typed.from, words))\(time("until", typed.until, words))
            \(Button(words: words("routing.button")))
            """
        )
    }

    /// Rules that can be left out of the trial.
    private func kept(_ visit: Visit) -> Choices? {
        guard let rules = visit.town.reports.routing, !rules.isEmpty else { return nil }
        return Choices(
            name: "kept",
            legend: visit.words("routing.kept"),
            choices: rules.map { Choices.Choice(value: $0.id.rawValue, words: $0.sentence(visit)) },
            selected: Set(typed.kept),
            kind: .checkbox
        )
    }

    private func categories(_ visit: Visit) -> Choices {
        let words = visit.words
        let groups = visit.town.groups.map { group in
            Choices.Group(
                title: words(group.name),
                choices: visit.town.categories.filter { $0.group == group.id }.map {
                    Choices.Choice(value: $0.id.rawValue, words: words($0.name))
                }
            )
        }
        return Choices(
            name: "category",
            legend: words("routing.categories"),
            hint: words("routing.categories.hint"),
            error: errors["category"],
            groups: groups.filter { !$0.choices.isEmpty },
            selected: Set(typed.categories),
            kind: .checkbox
        )
    }

    private func districts(_ visit: Visit) -> Choices? {
        guard let districts = visit.town.districts?.all, !districts.isEmpty else { return nil }
        return Choices(
            name: "district",
            legend: visit.words("routing.districts"),
            hint: visit.words("routing.districts.hint"),
            error: errors["district"],
            choices: districts.map { Choices.Choice(value: $0.id.rawValue, words: $0.name) },
            selected: Set(typed.districts),
            kind: .checkbox,
            columns: .two
        )
    }

    private func select(
        _ name: String,
        _ none: String,
        _ options: [(String, String)],
        _ selected: String,
        _ visit: Visit
    ) -> Field {
        Field(
            name: name,
            label: visit.words("routing.\(name)"),
            error: errors[name],
            control: .select(
                Select(
                    options: [Select.Option(value: "", words: visit.words(none))]
                        + options.map { Select.Option(value: $0.0, words: $0.1) },
                    selected: selected
                )
            )
        )
    }

    private func time(_ name: String, _ value: String, _ words: Words) -> Field {
        Field(
            name: name,
            label: words("routing.\(name)"),
            hint: words("routing.time.hint"),
            error: errors[name],
            optional: words("form.optional"),
            control: .line(TextLine(value: value, width: .short))
        )
    }
}

/// What rules of routing do with the reports of the last time.
struct RoutingResult: Component {
    let draft: RoutingDraft
    let trial: RoutingTrial
    let visit: Visit

    var html: HTML {
        let words = visit.words
        let count = words("routing.count", ["count": .number(trial.count), "day": .date(trial.since)])
        let cut: HTML? = trial.isCut ? "<p>\(words("routing.cut", ["count": .number(trial.count)]))</p>" : nil
        return """
            <p>\(count) \(verdict)</p>
            \(cut)
            \(units)
            \(draft.rules.isEmpty ? nil : PageSection(id: "rules", title: words("routing.rules"), content: rules))
            \(trial.moves.isEmpty ? nil : PageSection(id: "moves", title: words("routing.moves"), content: moves))
            \(draft.added.map(howTo))
            """
    }

    private var verdict: String {
        let words = visit.words
        guard trial.moveCount > 0 else { return words("routing.same") }
        let figures: [String: Text.Argument] = [
            "count": .number(trial.moveCount), "spared": .number(trial.spared), "misled": .number(trial.misled),
        ]
        return "\(words("routing.moved", figures)) \(words("routing.spared", figures))"
    }

    private var units: QueueTable {
        let words = visit.words
        return QueueTable(
            caption: words("routing.units"),
            columns: ["unit", "before", "after"].map { words("routing.column.\($0)") },
            rows: visit.town.units.compactMap { unit in
                trial.units[unit.id].map { share in
                    QueueTable.Row(
                        head: words(unit.name),
                        cells: [QueueTable.Cell(figure: share.before), QueueTable.Cell(figure: share.after)]
                    )
                }
            }
        )
    }

    private var rules: HTML {
        let table = QueueTable(
            caption: visit.words("routing.rules"),
            columns: ["rule", "unit", "taken"].map { visit.words("routing.column.\($0)") },
            rows: draft.rules.enumerated().map { index, rule in
                QueueTable.Row(
                    head: "\(index + 1). \(rule.limits(visit))",
                    cells: [
                        QueueTable.Cell(visit.name(of: rule.unit)), QueueTable.Cell(figure: trial.taken[rule.id] ?? 0),
                    ]
                )
            }
        )
        return "\(table)\n<p class=\"small\">\(visit.words("routing.else"))</p>"
    }

    private var moves: HTML {
        let words = visit.words
        let table = QueueTable(
            caption: words("routing.moves"),
            columns: ["report", "before", "after", "present"].map { words("routing.column.\($0)") },
            rows: trial.moves.map(row)
        )
        let rest = trial.moveCount - trial.moves.count
        let more: HTML? = rest > 0 ? "<p class=\"small\">\(words("routing.more", ["count": .number(rest)]))</p>" : nil
        return "\(table)\(more)"
    }

    private func row(_ move: RoutingTrial.Move) -> QueueTable.Row {
        let category = visit.town.category(move.category).map { visit.words($0.name) }
        let district = move.district.flatMap { id in visit.town.districts?.all.first { $0.id == id }?.name }
        let facts = [category, district, visit.moment(move.receivedAt)].compactMap(\.self).joined(separator: " · ")
        return QueueTable.Row(
            head: move.number.description,
            note: facts,
            href: visit.path("office/reports/\(move.number.path)"),
            cells: [move.before, move.after, move.present].map { QueueTable.Cell(labelled: visit.name(of: $0)) }
        )
    }

    private func howTo(_ rule: RoutingRule) -> Card {
        let line = "{ id: \"…\", \(rule.json5), basis: \"…\" },"
        return Card(
            id: "adopt",
            title: visit.words("routing.adopt"),
            look: .soft,
            content: """
                <p class="small">\(visit.words("routing.adopt.text", ["town": .words(visit.town.id.rawValue)]))</p>
                <p><code>\(line)</code></p>
                """
        )
    }
}

extension RoutingRule {
    /// For which reports it is and who gets them.
    func sentence(_ visit: Visit) -> String { "\(limits(visit)) → \(visit.name(of: unit))" }

    /// For which reports it is.
    func limits(_ visit: Visit) -> String {
        let words = visit.words
        let named = categories.map { ids in
            visit.town.categories.filter { ids.contains($0.id) }.map { words($0.name) }.joined(separator: ", ")
        }
        let places = districts.map { ids in
            (visit.town.districts?.all ?? []).filter { ids.contains($0.id) }.map(\.name).joined(separator: ", ")
        }
        let time = hours.map { words("routing.hours", ["from": .words("\($0.from)"), "until": .words("\($0.until)")]) }
        let limits = [named, places, days.map { words($0.text) }, time].compactMap(\.self)
        return limits.isEmpty ? words("routing.everything") : limits.joined(separator: " · ")
    }
}

extension RoutingRule.Days {
    var text: Text {
        switch self {
        case .working: Text("routing.days.working")
        case .free: Text("routing.days.free")
        }
    }
}

extension Visit {
    /// What the town calls one of its units.
    func name(of unit: ID<Unit>) -> String { town.unit(unit).map { words($0.name) } ?? unit.rawValue }
}
