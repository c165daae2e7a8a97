import CityDomain
import CityKit

/// The editor of what the town offers: each module with a sentence, its clause, whether it is there, and what it needs.
struct ModulesEditor: SettingsEditor {
    static let place = "modules"
    static let title = Text("configuration.modules.title")
    static let lead = Text("configuration.modules.lead")

    func draft(_ form: FormData, _ visit: Visit) -> ModulesDraft {
        let switches = TownModule.allCases.map { module in
            let values = module.settings.map { setting in (setting.id, form.value(of: setting, module)) }
            var draft = ModulesDraft.Switch(
                ModulesDraft.Switch.State(rawValue: form[module.rawValue])
                    ?? (module.isOffered(by: visit.town) ? .on : .off),
                values: Dictionary(uniqueKeysWithValues: values)
            )
            draft.clause = form["\(module.rawValue)-clause"]
            return (module, draft)
        }
        return ModulesDraft(
            reporting: ReportRules.Reporting.Anonymous(rawValue: form["reporting"]),
            switches: Dictionary(uniqueKeysWithValues: switches)
        )
    }

    func fields(_ draft: ModulesDraft, _ form: EditedForm, _ visit: Visit) -> HTML {
        let obligations = form.files.obligations
        let modules = TownModule.allCases.filter { !$0.needsReports || visit.town.profile.modules.contains(.reports) }
        let shown = modules.compactMap { module in
            draft.switches[module].map { ModuleField(module, $0, obligations[module] ?? [], form, visit.town) }
        }
        return "\(draft.reporting.map { reporting($0, form, visit.town) })\(shown.html(\.html))"
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

/// One module: what it does, whether the regulation asks for it, on or off, and its settings.
private struct ModuleField {
    let module: TownModule
    let draft: ModulesDraft.Switch
    let obligations: [Clause]
    let form: EditedForm
    let town: Municipality

    init(
        _ module: TownModule,
        _ draft: ModulesDraft.Switch,
        _ obligations: [Clause],
        _ form: EditedForm,
        _ town: Municipality
    ) {
        self.module = module
        self.draft = draft
        self.obligations = obligations
        self.form = form
        self.town = town
    }

    private var words: Words { form.words }
    private var isOffered: Bool { module.isOffered(by: town) }

    /// The regulation asks for it, so that it cannot be switched off.
    private var isBound: Bool { isOffered && !obligations.isEmpty }

    var html: HTML {
        """
        <section class="section" aria-labelledby="\(module.rawValue)-title">
        <h2 id="\(module.rawValue)-title">\(words(module.text))</h2>
        <p>\(words("configuration.module.\(module.rawValue).text"))</p>
        \(isBound ? bound : choice)\(settings)
        </section>
        """
    }

    private var bound: HTML {
        let clauses = obligations.map(\.description).joined(separator: ", ")
        return "<p>\(Icon.info)\(words("configuration.module.obligatory", ["clauses": .words(clauses)]))</p>\n"
    }

    private var choice: HTML {
        Choices(
            name: module.rawValue,
            legend: words("configuration.module.state", ["module": .words(words(module.text))]),
            legendStyle: .unseen,
            error: form.errors[module.rawValue],
            choices: ModulesDraft.Switch.State.allCases.map {
                Choices.Choice(value: $0.rawValue, words: words("configuration.module.state.\($0.rawValue)"))
            },
            selected: [draft.state.rawValue],
            columns: .two
        ).html
    }

    private var settings: HTML {
        let fields = module.settings.html(field)
        let clause: HTML? =
            isOffered
            ? nil
            : form.line(
                "\(module.rawValue)-clause",
                words("configuration.category.clause"),
                draft.clause,
                optional: words("form.optional"),
                width: .half
            )
        let isFaulty = module.settings.contains { form.errors["\(module.rawValue)-\($0.id)"] != nil }
        return Disclosure(
            question: words("configuration.module.settings", ["module": .words(words(module.text))]),
            state: isFaulty || (draft.state == .on && !isOffered) ? .open : .closed,
            answer: "\(fields)\(clause)"
        ).html
    }

    private func field(_ setting: TownModule.Setting) -> HTML {
        let name = "\(module.rawValue)-\(setting.id)"
        let label = words("configuration.module.\(module.rawValue)_\(setting.id)")
        let (value, optional) = (
            draft.values[setting.id] ?? "", setting.need == .optional ? words("form.optional") : nil
        )
        switch setting.kind {
        case .period:
            return PeriodField(name: name, label: label, value: value, optional: optional, form: form).html
        case .email: return form.line(name, label, value, optional: optional, .email)
        case .time: return form.line(name, label, value, optional: optional, width: .short)
        case .number: return form.line(name, label, value, optional: optional, .number, width: .short)
        case .licence:
            return form.select(name, label, value, Profile.OpenData.Licence.allCases.map { ($0.rawValue, $0.rawValue) })
        }
    }
}

extension FormData {
    fileprivate func value(of setting: TownModule.Setting, _ module: TownModule) -> String {
        let name = "\(module.rawValue)-\(setting.id)"
        return setting.kind == .period ? period(name) : self[name].trimmingSpaces()
    }
}
