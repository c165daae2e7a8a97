import CityDomain
import CityKit

/// The editor of the rules that send some reports to another unit than that of their category.
struct RoutingRulesEditor: SettingsEditor {
    static let place = "routing"
    static let title = Text("configuration.routing.title")
    static let lead = Text("configuration.routing.lead")

    func draft(_ form: FormData, _ visit: Visit) -> RoutingRulesDraft {
        let rows = form.rows("rule", by: "id")
        var draft = RoutingRulesDraft(rules: [])
        draft.rules = (visit.town.reports.routing ?? []).map { rule in
            rows[rule.id.rawValue].map { form.rule($0) } ?? RoutingRulesDraft.Rule(rule)
        }
        draft.added = form.rule("added")
        return draft
    }

    func field(of place: FaultPlace, _ draft: RoutingRulesDraft, in town: Municipality) -> String? {
        guard let found = place.element(of: "reports", "routing") else { return nil }
        let kept = draft.rules.indices.filter { draft.rules[$0].fate == .kept }
        let row = found.index < kept.count ? "rule-\(kept[found.index])" : "added"
        if place.isClause { return row == "added" ? "added-clause" : "\(row)-unit" }
        return switch found.rest.first {
        case "categories": "\(row)-categories"
        case "districts": "\(row)-districts"
        case "hours": "\(row)-from"
        default: "\(row)-unit"
        }
    }

    func fields(_ draft: RoutingRulesDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let words = form.words
        guard visit.town.profile.modules.contains(.reports) else {
            return "<p class=\"muted\">\(words("configuration.routing.noReports"))</p>"
        }
        let fields = ["id", "unit", "categories", "districts", "from", "clause"].map { "added-\($0)" }
        let try_ = Link(words("configuration.routing.try"), to: visit.path("office/routing"))
        return """
            <p class="small">\(words("configuration.routing.order")) \(try_)</p>
            \(Array(draft.rules.enumerated()).html { known($0.element, $0.offset, form, visit) })
            \(Disclosure(
                question: words("configuration.routing.new"),
                state: draft.added.isBlank && !form.isFaulty(fields) ? .closed : .open,
                answer: """
                    \(form.line("added-id", words("configuration.category.id"), draft.added.id, width: .half))\
                    \(parts("added", draft.added, form, visit))\
                    \(form.line(
                        "added-clause", words("configuration.category.clause"), draft.added.clause,
                        optional: words("form.optional"), width: .half
                    ))
                    """
            ))
            """
    }

    private func known(_ typed: RoutingRulesDraft.Rule, _ index: Int, _ form: EditedForm, _ visit: Visit) -> HTML {
        let (words, name) = (form.words, "rule-\(index)")
        guard let rule = visit.town.reports.routing?.first(where: { $0.id.rawValue == typed.id }) else { return .empty }
        let clauses = rule.clauses.map(\.description).joined(separator: ", ")
        let source: HTML? =
            clauses.isEmpty
            ? nil
            : "<p class=\"small\">\(words("configuration.module.clause", ["clauses": .words(clauses)]))</p>"
        let fates = RoutingRulesDraft.Rule.Fate.allCases.map {
            ($0.rawValue, words("configuration.terms.fate.\($0.rawValue)"))
        }
        let fields = ["unit", "categories", "districts", "from", "fate"].map { "\(name)-\($0)" }
        return Disclosure(
            question: rule.sentence(visit),
            state: form.isFaulty(fields) ? .open : .closed,
            answer: """
                \(source)<input type="hidden" name="\(name)-id" value="\(typed.id)">\(parts(name, typed, form, visit))\
                \(form.select("\(name)-fate", words("configuration.routing.fate"), typed.fate.rawValue, fates))
                """
        ).html
    }

    private func parts(_ name: String, _ rule: RoutingRulesDraft.Rule, _ form: EditedForm, _ visit: Visit) -> HTML {
        let (words, town) = (form.words, visit.town)
        let units = [("", words("routing.none"))] + town.units.map { ($0.id.rawValue, words($0.name)) }
        let days =
            [("", words("routing.days.all"))] + RoutingRule.Days.allCases.map { ($0.rawValue, words($0.text)) }
        let districts: HTML? = (town.districts?.all).map { all in
            form.checks(
                "\(name)-districts",
                words("routing.districts"),
                rule.districts,
                all.map { ($0.id.rawValue, $0.name) },
                hint: words("routing.districts.hint")
            )
        }
        return """
            \(form.select("\(name)-unit", words("routing.unit"), rule.unit, units))\
            \(categories(name, rule, form, town))\(districts)\
            \(form.select("\(name)-days", words("routing.days"), rule.days?.rawValue ?? "", days))\
            \(time("\(name)-from", words("routing.from"), rule.from, form))\(time("\(name)-until", words("routing.until"), rule.until, form))
            """
    }

    private func time(_ name: String, _ label: String, _ value: String, _ form: EditedForm) -> HTML {
        form.line(
            name,
            label,
            value,
            hint: form.words("routing.time.hint"),
            optional: form.words("form.optional"),
            width: .short
        )
    }

    private func categories(_ name: String, _ rule: RoutingRulesDraft.Rule, _ form: EditedForm, _ town: Municipality)
        -> HTML
    {
        let words = form.words
        let groups = town.groups.map { group in
            Choices.Group(
                title: words(group.name),
                choices: town.categories.filter { $0.group == group.id }.map {
                    Choices.Choice(value: $0.id.rawValue, words: words($0.name))
                }
            )
        }
        return Choices(
            name: "\(name)-categories",
            legend: words("routing.categories"),
            hint: words("routing.categories.hint"),
            error: form.errors["\(name)-categories"],
            groups: groups.filter { !$0.choices.isEmpty },
            selected: rule.categories,
            kind: .checkbox
        ).html
    }
}

extension FormData {
    fileprivate func rule(_ name: String) -> RoutingRulesDraft.Rule {
        var rule = RoutingRulesDraft.Rule()
        (rule.id, rule.unit) = (self["\(name)-id"].trimmingSpaces(), self["\(name)-unit"])
        (rule.categories, rule.districts) = (Set(all("\(name)-categories")), Set(all("\(name)-districts")))
        rule.days = RoutingRule.Days(rawValue: self["\(name)-days"])
        (rule.from, rule.until) = (self["\(name)-from"].trimmingSpaces(), self["\(name)-until"].trimmingSpaces())
        rule.clause = self["\(name)-clause"]
        rule.fate = RoutingRulesDraft.Rule.Fate(rawValue: self["\(name)-fate"]) ?? .kept
        return rule
    }
}
