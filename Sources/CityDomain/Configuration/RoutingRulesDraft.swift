public import CityKit

/// The rules that send some reports to another unit than that of their category, as somebody typed them.
public struct RoutingRulesDraft: SettingsDraft {
    /// Those of the town in their order: the first that takes a report counts.
    public var rules: [Rule]
    /// One that is to be made; blank for none.
    public var added = Rule()

    public struct Rule: Sendable, Equatable {
        public enum Fate: String, Sendable, CaseIterable { case kept, removed }

        public var id = ""
        public var unit = ""
        /// Ids; empty for every one.
        public var categories: Set<String> = []
        public var districts: Set<String> = []
        /// Nil for working days and days off alike.
        public var days: RoutingRule.Days?
        /// Times of day; both blank for the whole day.
        public var from = ""
        public var until = ""
        /// The point of the regulation that says it, of a new rule; blank for none.
        public var clause = ""
        public var fate = Fate.kept

        public init() {}

        public init(_ rule: RoutingRule) {
            (id, unit, days) = (rule.id.rawValue, rule.unit.rawValue, rule.days)
            categories = Set((rule.categories ?? []).map(\.rawValue))
            districts = Set((rule.districts ?? []).map(\.rawValue))
            (from, until) = (rule.hours?.from.description ?? "", rule.hours?.until.description ?? "")
        }

        public var isBlank: Bool { id.isEmpty && unit.isEmpty }
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        rules = (town.reports.routing ?? []).map(Rule.init)
    }

    public init(rules: [Rule]) { self.rules = rules }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(files, of: town)
        guard failures.isEmpty else { throw Failures(failures) }
        return try files.editing(MunicipalityFiles.rules) { tree in
            let path = ["reports", "routing"]
            let old = tree[path: path]?.elements ?? []
            let kept = old.compactMap { element in
                rules.first { $0.id == element.id }.map { $0.fate == .kept ? $0.put(into: element) : nil } ?? element
            }
            let all = kept + (added.isBlank ? [] : [added.made])
            tree[path: path] = all.isEmpty ? nil : .list(all)
        }
    }

    public func over(_ newest: Self, since base: Self) -> Self {
        var draft = self
        draft.rules = newest.rules.map { new in
            guard let old = base.rules.first(where: { $0.id == new.id }),
                let typed = rules.first(where: { $0.id == new.id })
            else { return new }
            let merge = MeanwhileMerge(base: old, typed: typed, newest: new)
            var rule = new
            (rule.unit, rule.days, rule.fate) = (merge.text(\.unit), merge.one(\.days), merge.one(\.fate))
            (rule.categories, rule.districts) = (merge.one(\.categories), merge.one(\.districts))
            (rule.from, rule.until) = (merge.text(\.from), merge.text(\.until))
            return rule
        }
        return draft
    }

    private func failures(_ files: MunicipalityFiles, of town: Municipality) -> [RoutingRuleFailure] {
        let ids = rules.filter { $0.fate == .kept }.map(\.id)
        let known = rules.enumerated().flatMap { index, rule in
            rule.fate == .kept ? rule.failures("rule-\(index)", of: town) : bound(rule, index, files)
        }
        guard !added.isBlank else { return known }
        let wrong = !CategoryCheck.isID(added.id)
        return known + added.failures("added", of: town)
            + (wrong ? [RoutingRuleFailure.idMalformed] : ids.contains(added.id) ? [RoutingRuleFailure.idTaken] : [])
            + (added.isLimited ? [] : [RoutingRuleFailure.unlimited])
    }

    private func bound(_ rule: Rule, _ index: Int, _ files: MunicipalityFiles) -> [RoutingRuleFailure] {
        let clauses = files.clauses(of: "reports.routing.\(rule.id)")
        return clauses.isEmpty ? [] : [RoutingRuleFailure.obligatory(field: "rule-\(index)-fate", clauses)]
    }
}

extension RoutingRulesDraft.Rule {
    var isLimited: Bool { !categories.isEmpty || !districts.isEmpty || days != nil || !from.isEmpty || !until.isEmpty }

    fileprivate func put(into element: JSONTree) -> JSONTree {
        var element = element
        element["unit"] = .text(unit)
        put(categories, "categories", into: &element)
        put(districts, "districts", into: &element)
        element["days"] = days.map { .text($0.rawValue) }
        let hours = JSONTree.object(["from": .text(from.trimmingSpaces()), "until": .text(until.trimmingSpaces())])
        element["hours"] = from.trimmingSpaces().isEmpty ? nil : hours
        return element
    }

    /// The order of the file stays where the same are named.
    private func put(_ ids: Set<String>, _ key: String, into element: inout JSONTree) {
        let old = element[key]?.elements.compactMap(\.line) ?? []
        guard Set(old) != ids else { return }
        element[key] = ids.isEmpty ? nil : .list(ids.sorted().map(JSONTree.text))
    }

    fileprivate var made: JSONTree {
        let point = clause.trimmingSpaces()
        return put(
            into: .object([
                "id": .text(id),
                point.isEmpty ? "basis" : "clause": .text(point.isEmpty ? ModulesDraft.basis : point),
            ])
        )
    }

    fileprivate func failures(_ field: String, of town: Municipality) -> [RoutingRuleFailure] {
        let (from, until) = (from.trimmingSpaces(), until.trimmingSpaces())
        let hours = from.isEmpty && until.isEmpty || TimeOfDay(from) != nil && TimeOfDay(until) != nil && from != until
        return (town.unit(ID(unit)) == nil ? [RoutingRuleFailure.unitUnknown(field: "\(field)-unit")] : [])
            + (hours ? [] : [RoutingRuleFailure.hoursMalformed(field: "\(field)-from")])
    }
}

public enum RoutingRuleFailure: Failure, Equatable {
    case unitUnknown(field: String)
    /// Both times of day, or none; and not the same.
    case hoursMalformed(field: String)
    case idMalformed
    case idTaken
    /// The rule would take every report.
    case unlimited
    case obligatory(field: String, [Clause])

    public var kind: FailureKind {
        switch self {
        case .unitUnknown(let field), .hoursMalformed(let field), .obligatory(let field, _): .invalid(field: field)
        case .idMalformed, .idTaken: .invalid(field: "added-id")
        case .unlimited: .invalid(field: "added-categories")
        }
    }

    public var text: Text {
        switch self {
        case .unitUnknown: Text("configuration.fault.unitUnknown")
        case .hoursMalformed: Text("configuration.routing.failure.hours")
        case .idMalformed: Text("configuration.category.failure.idMalformed")
        case .idTaken: Text("configuration.routing.failure.idTaken")
        case .unlimited: Text("configuration.routing.failure.unlimited")
        case .obligatory(_, let clauses):
            Text(
                "configuration.failure.ruleObligatory",
                ["clauses": .words(clauses.map(\.description).joined(separator: ", "))]
            )
        }
    }
}
