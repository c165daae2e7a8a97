public import CityKit

/// Rules of routing that somebody of the office wants to try: those of the town that stay, and one more before them.
public struct RoutingDraft: Sendable, Equatable {
    /// What was typed and chosen.
    public struct Typed: Sendable, Equatable {
        /// Empty for no further rule.
        public var unit = ""
        public var categories: [String] = []
        public var districts: [String] = []
        /// Empty for all days.
        public var days = ""
        public var from = ""
        public var until = ""
        /// The rules of the town that stay, by their ids.
        public var kept: [String] = []

        public init() {}
    }

    /// In the order in which they are asked.
    public let rules: [RoutingRule]
    /// The further rule; nil for none.
    public let added: RoutingRule?

    /// The rules of the town as they are.
    public init(of town: Municipality) {
        rules = town.reports.routing ?? []
        added = nil
    }

    /// - Throws: `Failures` with all that is wrong.
    public init(_ typed: Typed, in town: Municipality) throws(Failures) {
        let kept = (town.reports.routing ?? []).filter { typed.kept.contains($0.id.rawValue) }
        added = typed.unit.isEmpty ? nil : try Self.rule(typed, in: town)
        rules = (added.map { [$0] } ?? []) + kept
    }

    /// The id of the further rule until it has one of its own.
    public static let newRule = ID<RoutingRule>("new")

    private static func rule(_ typed: Typed, in town: Municipality) throws(Failures) -> RoutingRule {
        var failures: [any Failure] = []
        if town.unit(ID(typed.unit)) == nil { failures.append(RoutingFailure.unitUnknown) }
        let days = RoutingRule.Days(rawValue: typed.days)
        if days == nil, !typed.days.isEmpty { failures.append(RoutingFailure.daysUnknown) }
        let categories = typed.categories.map { ID<Category>($0) }
        if categories.contains(where: { town.category($0) == nil }) { failures.append(RoutingFailure.categoryUnknown) }
        let districts = typed.districts.map { ID<District>($0) }
        let known = (town.districts?.all ?? []).map(\.id)
        if districts.contains(where: { !known.contains($0) }) { failures.append(RoutingFailure.districtUnknown) }
        var hours: RoutingRule.Hours?
        do {
            hours = try Self.hours(typed)
        } catch {
            failures.append(error)
        }
        guard failures.isEmpty else { throw Failures(failures) }
        return RoutingRule(
            id: newRule,
            unit: ID(typed.unit),
            categories: categories.isEmpty ? nil : Set(categories),
            districts: districts.isEmpty ? nil : Set(districts),
            days: days,
            hours: hours,
            clause: nil,
            also: nil,
            basis: nil
        )
    }

    private static func hours(_ typed: Typed) throws(RoutingFailure) -> RoutingRule.Hours? {
        let (from, until) = (typed.from.trimmingSpaces(), typed.until.trimmingSpaces())
        if from.isEmpty, until.isEmpty { return nil }
        guard let from = TimeOfDay(from) else { throw .timeMalformed(field: "from") }
        guard let until = TimeOfDay(until) else { throw .timeMalformed(field: "until") }
        guard from != until else { throw .noHours }
        return RoutingRule.Hours(from: from, until: until)
    }
}

extension RoutingRule {
    /// The rule as `rules.json5` has it, without where it comes from.
    public var json5: String {
        var parts = ["unit: \"\(unit)\""]
        if let categories { parts.append("categories: [\(Self.list(categories.map(\.rawValue)))]") }
        if let districts { parts.append("districts: [\(Self.list(districts.map(\.rawValue)))]") }
        if let days { parts.append("days: \"\(days.rawValue)\"") }
        if let hours { parts.append("hours: { from: \"\(hours.from)\", until: \"\(hours.until)\" }") }
        return parts.joined(separator: ", ")
    }

    private static func list(_ ids: [String]) -> String { ids.sorted().map { "\"\($0)\"" }.joined(separator: ", ") }
}

/// What can be wrong with rules of routing to be tried.
public enum RoutingFailure: Failure, Equatable {
    case unitUnknown
    case categoryUnknown
    case districtUnknown
    case daysUnknown
    case timeMalformed(field: String)
    /// The time ends when it begins.
    case noHours

    public var kind: FailureKind {
        switch self {
        case .unitUnknown: .invalid(field: "unit")
        case .categoryUnknown: .invalid(field: "category")
        case .districtUnknown: .invalid(field: "district")
        case .daysUnknown: .invalid(field: "days")
        case .timeMalformed(let field): .invalid(field: field)
        case .noHours: .invalid(field: "until")
        }
    }

    public var text: Text {
        switch self {
        case .unitUnknown: Text("routing.failure.unitUnknown")
        case .categoryUnknown: Text("routing.failure.categoryUnknown")
        case .districtUnknown: Text("routing.failure.districtUnknown")
        case .daysUnknown: Text("routing.failure.daysUnknown")
        case .timeMalformed: Text("routing.failure.timeMalformed")
        case .noHours: Text("routing.failure.noHours")
        }
    }
}
