import CityDomain
import CityKit

/// All modules of one page of the settings.
struct ModuleFields {
    let shelf: TownModule.Shelf
    let draft: ModulesDraft
    let form: EditedForm
    let town: Municipality

    var html: HTML {
        let obligations = form.files.obligations
        let modules = TownModule.allCases.filter { module in
            module.shelf == shelf && (!module.needsReports || town.profile.modules.contains(.reports))
        }
        return modules.html { module in
            draft.switches[module].map { ModuleField(module, $0, obligations[module] ?? [], form, town).html } ?? .empty
        }
    }
}

/// One module: what it does, whether the regulation asks for it, on or off, and its settings.
struct ModuleField {
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
        \(isBound ? bound : "\(source)\(choice)")\(settings)
        </section>
        """
    }

    private var bound: HTML {
        let clauses = obligations.map(\.description).joined(separator: ", ")
        return "<p>\(Icon.info)\(words("configuration.module.obligatory", ["clauses": .words(clauses)]))</p>\n"
    }

    /// The points that the rule names, where the regulation does not ask for it by its list, or where else it comes from.
    private var source: HTML? {
        guard let told = form.files.source(of: module) else { return nil }
        let clauses = told.clauses.map(\.description).joined(separator: ", ")
        if !clauses.isEmpty {
            return "<p class=\"small\">\(words("configuration.module.clause", ["clauses": .words(clauses)]))</p>\n"
        }
        return told.basis.map { _ in "<p class=\"small muted\">\(words("configuration.module.silent"))</p>\n" }
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
        let names = module.settings.map(\.id) + ["clause"]
        let isFaulty = form.isFaulty(names.map { "\(module.rawValue)-\($0)" })
        guard !module.settings.isEmpty || clause != nil else { return .empty }
        return Disclosure(
            question: words("configuration.module.settings", ["module": .words(words(module.text))]),
            state: isFaulty || (draft.state == .on) != isOffered ? .open : .closed,
            answer: "\(fields)\(clause)"
        ).html
    }

    /// Asked where a rule is made: for what is switched on, and for the word that something which every town has is off.
    private var clause: HTML? {
        guard !isOffered || module.saysAbsence else { return nil }
        return form.line(
            "\(module.rawValue)-clause",
            words("configuration.category.clause"),
            draft.clause,
            optional: module.source == .clause ? nil : words("form.optional"),
            width: .half
        )
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
        case .score, .ids:
            return form.line(
                name,
                label,
                value,
                hint: words(setting.kind == .score ? "configuration.module.score" : "configuration.module.ids"),
                optional: optional,
                width: setting.kind == .score ? .short : .full
            )
        case .status(let all):
            return form.select(name, label, value, all.map { ($0.rawValue, words($0.text)) })
        case .statuses(let all):
            let chosen = Set(value.split(separator: " ").map(String.init))
            return form.checks(name, label, chosen, all.map { ($0.rawValue, words($0.text)) })
        }
    }
}

extension FormData {
    /// What a form says of the modules of its page.
    ///
    /// - Parameter town: as it was when the form was made.
    func switches(on shelf: TownModule.Shelf, in town: Municipality) -> [TownModule: ModulesDraft.Switch] {
        let all = TownModule.allCases.filter { $0.shelf == shelf }.map { module in
            let values = module.settings.map { setting in (setting.id, value(of: setting, module)) }
            let known: ModulesDraft.Switch.State = module.isOffered(by: town) ? .on : .off
            var draft = ModulesDraft.Switch(
                ModulesDraft.Switch.State(rawValue: self[module.rawValue]) ?? known,
                values: Dictionary(uniqueKeysWithValues: values)
            )
            draft.clause = self["\(module.rawValue)-clause"]
            return (module, draft)
        }
        return Dictionary(uniqueKeysWithValues: all)
    }

    private func value(of setting: TownModule.Setting, _ module: TownModule) -> String {
        let name = "\(module.rawValue)-\(setting.id)"
        return switch setting.kind {
        case .period: period(name)
        case .statuses: all(name).joined(separator: " ")
        default: self[name].trimmingSpaces()
        }
    }
}

extension FaultPlace {
    /// The field of a module's form.
    func field(on shelf: TownModule.Shelf) -> String? {
        guard let found = TownModule.holding(file, path), found.module.shelf == shelf else { return nil }
        let name = found.module.rawValue
        if isClause { return "\(name)-clause" }
        return found.setting.map { "\(name)-\($0.id)" } ?? name
    }
}
