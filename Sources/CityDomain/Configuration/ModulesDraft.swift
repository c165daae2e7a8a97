public import CityKit

/// Which modules a town has, and their settings, as somebody chose them.
public struct ModulesDraft: SettingsDraft {
    /// Who may report; nil in a town that takes no reports.
    public var reporting: ReportRules.Reporting.Anonymous?
    public var switches: [TownModule: Switch]

    public struct Switch: Sendable, Equatable {
        public enum State: String, Sendable, CaseIterable { case on, off }

        public var state: State
        /// By the id of the setting; a period is written as in the files.
        public var values: [String: String]
        /// The point of the regulation that asks for it, where it was just switched on; empty for none.
        public var clause = ""

        public init(_ state: State, values: [String: String]) {
            self.state = state
            self.values = values
        }
    }

    public init(reporting: ReportRules.Reporting.Anonymous?, switches: [TownModule: Switch]) {
        self.reporting = reporting
        self.switches = switches
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) throws {
        reporting = town.profile.modules.contains(.reports) ? town.reports.reporting.anonymous : nil
        switches = [:]
        for module in TownModule.allCases {
            let tree = try files.tree(of: module.file)[path: module.path]
            let values = module.settings.map { setting in
                (setting.id, tree.map { $0[path: setting.path]?.line ?? "" } ?? setting.standard)
            }
            switches[module] = Switch(
                module.isOffered(by: town) ? .on : .off,
                values: Dictionary(uniqueKeysWithValues: values)
            )
        }
    }

    /// - Throws: `Failures` of `ModuleFailure`.
    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = try failures(files, of: town)
        guard failures.isEmpty else { throw Failures(failures) }
        var files = files
        for module in TownModule.allCases {
            files = try files.editing(module.file) { try put(module, into: &$0, of: town) }
        }
        guard let reporting, town.profile.modules.contains(.reports) else { return files }
        return try files.editing(MunicipalityFiles.rules) {
            $0[path: ["reports", "reporting", "anonymous"]] = .text(reporting.rawValue)
        }
    }

    public func over(_ newest: Self, since base: Self) -> Self {
        var draft = self
        draft.reporting = MeanwhileMerge(base: base, typed: self, newest: newest).one(\.reporting)
        for (module, typed) in switches {
            guard let old = base.switches[module], let new = newest.switches[module] else { continue }
            let merge = MeanwhileMerge(base: old, typed: typed, newest: new)
            var merged = Switch(merge.one(\.state), values: merge.each(\.values))
            merged.clause = typed.clause
            draft.switches[module] = merged
        }
        return draft
    }

    private func put(_ module: TownModule, into file: inout JSONTree, of town: Municipality) throws {
        guard let wanted = switches[module] else { return }
        guard wanted.state == .on else {
            file[path: module.path] = nil
            return
        }
        let isNew = file[path: module.path] == nil
        var tree = file[path: module.path] ?? module.beginning
        for setting in module.settings {
            let typed = (wanted.values[setting.id] ?? "").trimmingSpaces()
            tree[path: setting.path] = typed.isEmpty ? nil : setting.tree(typed)
        }
        if isNew { for place in module.sources { Self.source(wanted.clause, at: place, of: &tree) } }
        file[path: module.path] = tree
    }

    /// Says where a rule comes from that was not there before.
    private static func source(_ typed: String, at place: [String], of tree: inout JSONTree) {
        let clause = typed.trimmingSpaces()
        let (key, words) = clause.isEmpty ? ("basis", Self.basis) : ("clause", clause)
        tree[path: place + [key]] = .text(words)
    }

    /// Of a module that the office has and the regulation does not speak of.
    static let basis = "the regulation is silent; the office switched it on"
}

// MARK: - Checks

extension ModulesDraft {
    private func failures(_ files: MunicipalityFiles, of town: Municipality) throws -> [ModuleFailure] {
        let obligations = files.obligations
        return TownModule.allCases.flatMap { module -> [ModuleFailure] in
            guard let wanted = switches[module] else { return [] }
            if wanted.state == .off {
                let clauses = obligations[module] ?? []
                return clauses.isEmpty || !module.isOffered(by: town) ? [] : [ModuleFailure.obligatory(module, clauses)]
            }
            if module.needsReports, !town.profile.modules.contains(.reports) {
                return [ModuleFailure.needsReports(module)]
            }
            if module == .questions, !town.categories.contains(where: { $0.kind == .question }) {
                return [ModuleFailure.needsCategory]
            }
            return module.settings.filter { !$0.takes(wanted.values[$0.id] ?? "") }
                .map { ModuleFailure.valueMalformed(module, $0) }
        } + reportingFailures(town)
    }

    private func reportingFailures(_ town: Municipality) -> [ModuleFailure] {
        reporting == .off && town.accounts == nil && town.reports.reporting.anonymous != .off
            ? [ModuleFailure.needsAccounts] : []
    }
}

extension MunicipalityFiles {
    /// The points of the regulation that ask for a module, by what `clauses.json5` says.
    public var obligations: [TownModule: [Clause]] {
        guard let map = try? file(MunicipalityFiles.clauses)?.decode(ClauseMap.self) else { return [:] }
        var found: [TownModule: [Clause]] = [:]
        for entry in map.clauses {
            guard case .rule(let name) = entry.treatment else { continue }
            for module in TownModule.allCases where name == module.rule || name.hasPrefix("\(module.rule).") {
                found[module, default: []].append(entry.clause)
            }
        }
        return found
    }
}

extension TownModule.Setting {
    /// Whether a text is an answer; the files are asked again.
    func takes(_ typed: String) -> Bool {
        let text = typed.trimmingSpaces()
        guard !text.isEmpty else { return need == .optional }
        return switch kind {
        case .period: (try? Period(text)) != nil
        case .email: (try? EmailAddress(typed: text)) != nil
        case .time: TimeOfDay(text) != nil
        case .licence: Profile.OpenData.Licence(rawValue: text) != nil
        case .number(let range): Int(text).map(range.contains) ?? false
        }
    }

    /// - Parameter typed: what `takes` took.
    fileprivate func tree(_ typed: String) -> JSONTree {
        if case .number = kind, let number = Int(typed) { return .whole(number) }
        return .text(typed)
    }
}

public enum ModuleFailure: Failure, Equatable {
    case valueMalformed(TownModule, TownModule.Setting)
    case needsReports(TownModule)
    /// Questions need a category of their kind.
    case needsCategory
    /// Without accounts somebody has to be able to report without one.
    case needsAccounts
    case obligatory(TownModule, [Clause])

    public var kind: FailureKind {
        switch self {
        case .valueMalformed(let module, let setting): .invalid(field: "\(module.rawValue)-\(setting.id)")
        case .needsReports(let module), .obligatory(let module, _): .invalid(field: module.rawValue)
        case .needsCategory: .invalid(field: TownModule.questions.rawValue)
        case .needsAccounts: .invalid(field: "reporting")
        }
    }

    public var text: Text {
        switch self {
        case .valueMalformed(_, let setting): setting.failure
        case .needsReports(let module):
            Text("configuration.module.failure.needsReports", ["module": .text(module.text)])
        case .needsCategory: Text("configuration.module.failure.needsCategory")
        case .needsAccounts: Text("configuration.module.failure.needsAccounts")
        case .obligatory(let module, let clauses):
            Text(
                "configuration.module.failure.obligatory",
                [
                    "module": .text(module.text),
                    "clauses": .words(clauses.map(\.description).joined(separator: ", ")),
                ]
            )
        }
    }
}

extension TownModule.Setting {
    fileprivate var failure: Text {
        switch kind {
        case .period: Text("configuration.failure.period")
        case .email: Text("configuration.failure.email")
        case .time: Text("configuration.failure.time")
        case .licence: Text("configuration.failure.licence")
        case .number(let range):
            Text(
                "configuration.failure.number",
                ["least": .number(range.lowerBound), "most": .number(range.upperBound)]
            )
        }
    }
}
