public import CityKit

/// The units of the town and the groups of its categories, as somebody typed them.
public struct UnitsDraft: SettingsDraft {
    /// In the order of the file; those without an id and a name are none.
    public var units: [Entry]
    public var groups: [Group]

    public struct Entry: Sendable, Equatable {
        public enum Fate: String, Sendable, CaseIterable { case kept, removed }

        public var id = ""
        public var name: [Language: String] = [:]
        /// Where answers of reporters go; blank for the office's own address.
        public var email = ""
        public var fate = Fate.kept

        public init() {}

        public init(_ unit: Unit) {
            (id, name, email) = (unit.id.rawValue, unit.name.words, unit.email ?? "")
        }
    }

    public struct Group: Sendable, Equatable {
        public let id: ID<CategoryGroup>
        public var name: [Language: String]
        /// Its place among the groups, from 1, as it was typed.
        public var place: String

        public init(_ id: ID<CategoryGroup>, name: [Language: String], place: String) {
            self.id = id
            self.name = name
            self.place = place
        }
    }

    public init(units: [Entry], groups: [Group]) {
        self.units = units
        self.groups = groups
    }

    public init(_ files: MunicipalityFiles, of town: Municipality) {
        units = town.units.map(Entry.init)
        groups = town.groups.enumerated().map { index, group in
            Group(group.id, name: group.name.words, place: "\(index + 1)")
        }
    }

    public func putting(into files: MunicipalityFiles, of town: Municipality) throws -> MunicipalityFiles {
        let failures = failures(town)
        guard failures.isEmpty else { throw Failures(failures) }
        let languages = town.profile.languages
        return try files.editing(MunicipalityFiles.categories) { tree in
            tree["units"] = .list(listed(over: tree["units"]?.elements ?? [], languages))
            tree["groups"] = .list(ordered(tree["groups"]?.elements ?? [], languages))
        }
    }

    /// Units and groups that went meanwhile stay away; new ones stand at the end.
    public func over(_ newest: Self, since base: Self) -> Self {
        let known = newest.units.map { new in
            guard let old = base.units.first(where: { $0.id == new.id }),
                let typed = units.first(where: { $0.id == new.id })
            else { return new }
            let merge = MeanwhileMerge(base: old, typed: typed, newest: new)
            var entry = new
            (entry.name, entry.email, entry.fate) = (merge.each(\.name), merge.text(\.email), merge.one(\.fate))
            return entry
        }
        let fresh = units.filter { unit in !unit.isBlank && !base.units.contains { $0.id == unit.id } }
        let groups = newest.groups.map { new in
            guard let old = base.groups.first(where: { $0.id == new.id }),
                let typed = self.groups.first(where: { $0.id == new.id })
            else { return new }
            let merge = MeanwhileMerge(base: old, typed: typed, newest: new)
            return Group(new.id, name: merge.each(\.name), place: merge.text(\.place))
        }
        return UnitsDraft(units: known + fresh, groups: groups)
    }

    private func listed(over old: [JSONTree], _ languages: [Language]) -> [JSONTree] {
        units.filter { !$0.isBlank && $0.fate == .kept }.map { entry in
            var unit = old.first { $0.id == entry.id } ?? .object(["id": .text(entry.id)])
            entry.name.put(into: &unit, at: ["name"], of: languages)
            let email = entry.email.trimmingSpaces()
            unit["email"] = email.isEmpty ? nil : .text(email)
            return unit
        }
    }

    /// Groups that were given the same place keep their order.
    private func ordered(_ old: [JSONTree], _ languages: [Language]) -> [JSONTree] {
        let places = Dictionary(groups.map { ($0.id.rawValue, Int($0.place) ?? 0) }) { first, _ in first }
        let named = old.map { element in
            var element = element
            if let group = groups.first(where: { $0.id.rawValue == element.id }) {
                group.name.put(into: &element, at: ["name"], of: languages)
            }
            return element
        }
        return named.enumerated().sorted { one, other in
            let (a, b) = (places[one.element.id ?? ""] ?? 0, places[other.element.id ?? ""] ?? 0)
            return a == b ? one.offset < other.offset : a < b
        }.map(\.element)
    }
}

// MARK: - Checks

extension UnitsDraft.Entry {
    public var isBlank: Bool {
        id.isEmpty && email.trimmingSpaces().isEmpty && name.values.allSatisfy { $0.trimmingSpaces().isEmpty }
    }
}

extension UnitsDraft {
    private func failures(_ town: Municipality) -> [UnitFailure] {
        let languages = town.profile.languages
        var seen: Set<String> = []
        let units = units.enumerated().filter { !$0.element.isBlank }.flatMap { index, entry -> [UnitFailure] in
            guard entry.fate == .kept else { return used(entry, index, town) }
            let isMalformed = !CategoryCheck.isID(entry.id)
            let email = entry.email.trimmingSpaces()
            return (isMalformed ? [UnitFailure.idMalformed(index)] : [])
                + (seen.insert(entry.id).inserted ? [] : [UnitFailure.idTaken(index)])
                + (entry.name.missing(of: languages).prefix(1).map {
                    UnitFailure.nameMissing(field: "unit-\(index)-name", in: $0)
                })
                + (email.isEmpty || (try? EmailAddress(typed: email)) != nil ? [] : [UnitFailure.emailMalformed(index)])
        }
        let groups = groups.enumerated().flatMap { index, group -> [UnitFailure] in
            group.name.missing(of: languages).prefix(1).map {
                UnitFailure.nameMissing(field: "group-\(index)-name", in: $0)
            }
                + (Int(group.place).map { (1...999).contains($0) } == true ? [] : [UnitFailure.placeMalformed(index)])
        }
        return units + groups
    }

    /// Categories and rules that would send reports to a unit that is gone.
    private func used(_ entry: Entry, _ index: Int, _ town: Municipality) -> [UnitFailure] {
        let id = ID<Unit>(entry.id)
        let categories = town.categories.filter { $0.unit == id }.map(\.name)
        let routes = (town.reports.routing ?? []).contains { $0.unit == id }
        return categories.first.map { [UnitFailure.usedByCategory(index, $0)] }
            ?? (routes ? [UnitFailure.usedByRouting(index)] : [])
    }
}

public enum UnitFailure: Failure, Equatable {
    case idMalformed(Int)
    case idTaken(Int)
    case nameMissing(field: String, in: Language)
    case emailMalformed(Int)
    /// The place of a group.
    case placeMalformed(Int)
    /// Reports of the category go to the unit.
    case usedByCategory(Int, LocalizedText)
    case usedByRouting(Int)

    public var kind: FailureKind {
        switch self {
        case .idMalformed(let index), .idTaken(let index): .invalid(field: "unit-\(index)-id")
        case .nameMissing(let field, let language): .invalid(field: "\(field)-\(language.rawValue)")
        case .emailMalformed(let index): .invalid(field: "unit-\(index)-email")
        case .placeMalformed(let index): .invalid(field: "group-\(index)-place")
        case .usedByCategory(let index, _), .usedByRouting(let index): .invalid(field: "unit-\(index)-fate")
        }
    }

    public var text: Text {
        switch self {
        case .idMalformed: Text("configuration.category.failure.idMalformed")
        case .idTaken: Text("configuration.units.failure.idTaken")
        case .nameMissing: Text("configuration.category.failure.nameMissing")
        case .emailMalformed: Text("configuration.failure.email")
        case .placeMalformed:
            Text("configuration.failure.number", ["least": .number(1), "most": .number(999)])
        case .usedByCategory(_, let name):
            Text("configuration.units.failure.usedByCategory", ["category": .text(.localized(name))])
        case .usedByRouting: Text("configuration.units.failure.usedByRouting")
        }
    }
}
