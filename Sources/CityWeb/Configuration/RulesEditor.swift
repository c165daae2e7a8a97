import CityDomain
import CityKit

/// The editor of rules that are there or are not: what residents and the office can do with a report, and what accounts have.
struct RulesEditor: SettingsEditor {
    static let place = "rules"
    static let title = Text("configuration.rules.title")
    static let lead = Text("configuration.rules.lead")

    func draft(_ form: FormData, _ visit: Visit) -> ModulesDraft {
        ModulesDraft(reporting: nil, switches: form.switches(on: .rules, in: visit.town))
    }

    func field(of place: FaultPlace, _ draft: ModulesDraft, in town: Municipality) -> String? {
        place.field(on: .rules)
    }

    func fields(_ draft: ModulesDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        ModuleFields(shelf: .rules, draft: draft, form: form, town: visit.town).html
    }
}
