import CityDomain
import CityKit

/// The editor of what the town offers: each module with a sentence, its clause, whether it is there, and what it needs.
struct ModulesEditor: SettingsEditor {
    static let place = "modules"
    static let title = Text("configuration.modules.title")
    static let lead = Text("configuration.modules.lead")

    func draft(_ form: FormData, _ visit: Visit) -> ModulesDraft {
        ModulesDraft(
            reporting: ReportRules.Reporting.Anonymous(rawValue: form["reporting"]),
            switches: form.switches(on: .offers, in: visit.town)
        )
    }

    func field(of place: FaultPlace, _ draft: ModulesDraft, in town: Municipality) -> String? {
        place.field(on: .offers)
    }

    func fields(_ draft: ModulesDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let modules = ModuleFields(shelf: .offers, draft: draft, form: form, town: visit.town)
        return "\(draft.reporting.map { reporting($0, form, visit.town) })\(modules.html)"
    }

    private func reporting(_ chosen: ReportRules.Reporting.Anonymous, _ form: EditedForm, _ town: Municipality) -> HTML
    {
        let words = form.words
        let clauses = town.reports.reporting.clauses.map(\.description).joined(separator: ", ")
        return Choices(
            name: "reporting",
            legend: words("configuration.module.reporting"),
            hint: clauses.isEmpty
                ? nil : words("configuration.module.clause", ["clauses": .words(clauses)]),
            error: form.errors["reporting"],
            choices: ReportRules.Reporting.Anonymous.allCases.map {
                Choices.Choice(
                    value: $0.rawValue,
                    words: words("configuration.module.reporting.\($0.rawValue)")
                )
            },
            selected: [chosen.rawValue]
        ).html
    }
}
