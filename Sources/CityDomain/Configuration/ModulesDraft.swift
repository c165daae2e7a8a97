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
            // Of one that is switched off the files say nothing that a switch back on should keep.
            let tree =
                module.isOffered(by: town) || module.absence == nil
                ? try files.tree(of: module.file)[path: module.path] : nil
            let values = module.settings.map { setting in
                (setting.id, tree.map { $0[path: setting.path]?.words ?? "" } ?? setting.standard(in: town))
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
        guard let wanted = switches[module], !goesWithWhole(module, of: town) else { return }
        guard wanted.state == .on else {
            return leave(module, because: wanted.clause, of: town, in: &file)
        }
        let isNew = file[path: module.path] == nil || (module.absence != nil && !module.isOffered(by: town))
        if isNew, module.absence != nil, module.settings.allSatisfy({ $0.isUsual(wanted.values[$0.id] ?? "") }) {
            // Leaving it out means the same.
            file[path: module.path] = nil
            return
        }
        var tree = isNew ? module.beginning : file[path: module.path] ?? module.beginning
        for setting in module.settings {
            let typed = (wanted.values[setting.id] ?? "").trimmingSpaces()
            let said = tree[path: setting.path]
            // What says the same stays as it was written.
            if let said, said.words == typed { continue }
            tree[path: setting.path] = typed.isEmpty ? nil : setting.tree(typed)
        }
        if isNew { for place in module.sources { Self.source(wanted.clause, at: place, of: &tree) } }
        file[path: module.path] = tree
    }

    /// Takes a module out of its file.
    private func leave(_ module: TownModule, because clause: String, of town: Municipality, in file: inout JSONTree) {
        guard var absence = module.absence else {
            file[path: module.path] = nil
            return
        }
        guard module.isOffered(by: town) else { return }
        Self.source(clause, at: [], of: &absence, Self.basisOfAbsence)
        file[path: module.path] = absence
    }

    /// Whether it is a part of something that the town will not have.
    private func goesWithWhole(_ module: TownModule, of town: Municipality) -> Bool {
        guard let whole = module.whole else { return false }
        return switches[whole].map { $0.state == .off } ?? !whole.isOffered(by: town)
    }

    /// Says where a rule comes from that was not there before.
    private static func source(
        _ typed: String,
        at place: [String],
        of tree: inout JSONTree,
        _ basis: String = Self.basis
    ) {
        let clause = typed.trimmingSpaces()
        let (key, words) = clause.isEmpty ? ("basis", basis) : ("clause", clause)
        tree[path: place + [key]] = .text(words)
    }

    /// Of a module that the office has and the regulation does not speak of.
    static let basis = "the regulation is silent; the office switched it on"
    static let basisOfAbsence = "the regulation is silent; the office switched it off"
}

// MARK: - Checks

extension ModulesDraft {
    private func failures(_ files: MunicipalityFiles, of town: Municipality) throws -> [ModuleFailure] {
        let obligations = files.obligations
        return try TownModule.allCases.flatMap { module -> [ModuleFailure] in
            guard let wanted = switches[module] else { return [] }
            if wanted.state == .off {
                let clauses = obligations[module] ?? []
                return clauses.isEmpty || !module.isOffered(by: town) ? [] : [ModuleFailure.obligatory(module, clauses)]
            }
            if module.needsReports, !town.profile.modules.contains(.reports) {
                return [ModuleFailure.needsReports(module)]
            }
            if goesWithWhole(module, of: town) {
                return module.isOffered(by: town) ? [] : [ModuleFailure.needsAccountsFirst(module)]
            }
            if module.source == .clause, !module.isOffered(by: town), wanted.clause.trimmingSpaces().isEmpty {
                return [ModuleFailure.clauseMissing(module)]
            }
            if module == .questions, !town.categories.contains(where: { $0.kind == .question }) {
                return [ModuleFailure.needsCategory]
            }
            return module.settings.filter { !$0.takes(wanted.values[$0.id] ?? "") }
                .map { ModuleFailure.valueMalformed(module, $0) }
                + (try emptied(module, wanted, obligations[module] ?? [], files))
        } + reportingFailures(town)
    }

    /// Optional values that the files have and the form has no more, of a module that the regulation asks for.
    private func emptied(
        _ module: TownModule,
        _ wanted: Switch,
        _ clauses: [Clause],
        _ files: MunicipalityFiles
    ) throws -> [ModuleFailure] {
        guard !clauses.isEmpty else { return [] }
        let tree = try files.tree(of: module.file)[path: module.path]
        return module.settings.filter { setting in
            setting.need == .optional && (wanted.values[setting.id] ?? "").trimmingSpaces().isEmpty
                && tree?[path: setting.path]?.words?.isEmpty == false
        }.map { ModuleFailure.valueObligatory(module, $0, clauses) }
    }

    private func reportingFailures(_ town: Municipality) -> [ModuleFailure] {
        let accounts = switches[.accounts].map { $0.state == .on } ?? (town.accounts != nil)
        guard !accounts, town.profile.modules.contains(.reports) else { return [] }
        let who = reporting ?? town.reports.reporting.anonymous
        let (closes, leaves) = (town.reports.reporting.anonymous != .off, town.accounts != nil)
        guard who == .off, closes || leaves else { return [] }
        return [closes ? ModuleFailure.needsAccounts : ModuleFailure.accountsNeeded]
    }
}

extension MunicipalityFiles {
    /// Where the files say that a module comes from: points of the regulation, or other grounds. Nil where they do not have it.
    public func source(of module: TownModule) -> (clauses: [Clause], basis: String?)? {
        guard let tree = (try? tree(of: module.file))?[path: module.path] else { return nil }
        let places = module.sources.compactMap { $0.isEmpty ? tree : tree[path: $0] }
        let clauses = places.flatMap { place in
            ([place["clause"]?.line] + (place["also"]?.elements ?? []).map(\.line)).compactMap(\.self).map {
                Clause($0)
            }
        }
        var seen: Set<Clause> = []
        return (clauses.filter { seen.insert($0).inserted }, places.compactMap { $0["basis"]?.line }.first)
    }

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
    /// What a module begins with in a town: of statuses those that its moves lead to.
    fileprivate func standard(in town: Municipality) -> String {
        let known = town.reports.reachable(from: .new).union([.new])
        if case .status(let all) = kind {
            return known.contains { $0.rawValue == standard }
                ? standard : all.first(where: known.contains)?.rawValue ?? standard
        }
        guard case .statuses = kind else { return standard }
        return standard.split(separator: " ").filter { word in known.contains { $0.rawValue == word } }
            .joined(separator: " ")
    }

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
        case .score: Double(text.replacing(",", with: ".")).map { (0...1).contains($0) } ?? false
        case .statuses(let all):
            text.split(separator: " ").allSatisfy { word in all.contains { $0.rawValue == word } }
        case .status(let all): all.contains { $0.rawValue == text }
        case .ids: text.split(separator: " ").allSatisfy { CategoryCheck.isID(String($0)) }
        }
    }

    /// Whether a text says what a town has that says nothing.
    fileprivate func isUsual(_ typed: String) -> Bool { Self.plain(typed) == Self.plain(standard) }

    private static func plain(_ typed: String) -> String { typed.trimmingSpaces().replacing(",", with: ".") }

    /// - Parameter typed: what `takes` took.
    fileprivate func tree(_ typed: String) -> JSONTree {
        switch kind {
        case .number: Int(typed).map(JSONTree.whole) ?? .text(typed)
        case .score:
            Double(typed.replacing(",", with: ".")).map { number in
                Int(exactly: number).map(JSONTree.whole) ?? .number(number)
            } ?? .text(typed)
        case .statuses, .ids: .list(typed.split(separator: " ").map { .text(String($0)) })
        case .period, .email, .time, .licence, .status: .text(typed)
        }
    }
}

public enum ModuleFailure: Failure, Equatable {
    case valueMalformed(TownModule, TownModule.Setting)
    case needsReports(TownModule)
    /// Questions need a category of their kind.
    case needsCategory
    /// Without accounts somebody has to be able to report without one.
    case needsAccounts
    /// The same, told where accounts would go.
    case accountsNeeded
    /// It is a part of accounts, which the town has not.
    case needsAccountsFirst(TownModule)
    /// The rule has to name a point of the regulation.
    case clauseMissing(TownModule)
    /// A value that may be left out, of a module that the regulation asks for.
    case valueObligatory(TownModule, TownModule.Setting, [Clause])
    case obligatory(TownModule, [Clause])

    public var kind: FailureKind {
        switch self {
        case .valueMalformed(let module, let setting), .valueObligatory(let module, let setting, _):
            .invalid(field: "\(module.rawValue)-\(setting.id)")
        case .clauseMissing(let module): .invalid(field: "\(module.rawValue)-clause")
        case .accountsNeeded: .invalid(field: TownModule.accounts.rawValue)
        case .needsReports(let module), .obligatory(let module, _), .needsAccountsFirst(let module):
            .invalid(field: module.rawValue)
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
        case .needsAccounts, .accountsNeeded: Text("configuration.module.failure.needsAccounts")
        case .needsAccountsFirst(let module):
            Text("configuration.module.failure.needsAccountsFirst", ["module": .text(module.text)])
        case .clauseMissing: Text("configuration.module.failure.clauseMissing")
        case .valueObligatory(_, _, let clauses):
            Text(
                "configuration.module.failure.valueObligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
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
        case .score: Text("configuration.failure.score")
        case .statuses, .status: Text("configuration.failure.statuses")
        case .ids: Text("configuration.failure.ids")
        }
    }
}
