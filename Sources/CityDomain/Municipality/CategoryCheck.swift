import CityKit

/// Checks `categories.json5`.
struct CategoryCheck {
    private let list: CategoryList
    private let town: ID<Municipality>

    init(_ list: CategoryList, town: ID<Municipality>) {
        self.list = list
        self.town = town
    }

    /// Of numbers in answers, and of lengths.
    static let largestBound = 1e9

    var faults: [FileFault] {
        ids(list.units.map(\.id.rawValue), in: "units") + ids(list.categories.map(\.id.rawValue), in: "categories")
            + ids(list.groups.map(\.id.rawValue), in: "groups") + units + groups + audiences + fields
    }

    private func ids(_ ids: [String], in path: String) -> [FileFault] {
        ids.repeats().map {
            fault(
                "\(path)[\($0.index)].id",
                "“\($0.element)” is there twice",
                Text("configuration.fault.idTwice", ["id": .words($0.element)])
            )
        }
            + ids.enumerated().filter { !Self.isID($0.element) }.map {
                fault(
                    "\(path)[\($0.offset)].id",
                    "“\($0.element)” must be small letters a–z, digits and hyphens",
                    Text("configuration.fault.idMalformed", ["id": .words($0.element)])
                )
            }
    }

    static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    private var units: [FileFault] {
        let known = list.units.map(\.id.rawValue)
        return list.categories.enumerated().filter { !known.contains($1.unit.rawValue) }.map { index, category in
            let near = Spelling.nearest(to: category.unit.rawValue, among: known)
            let mend = near.map { "did you mean “\($0)”?" } ?? "units are: \(known.joined(separator: ", "))"
            return fault(
                "categories[\(index)].unit",
                "“\(category.unit)” is no unit; \(mend)",
                Text("configuration.fault.unitUnknown")
            )
        }
    }

    private var groups: [FileFault] {
        let known = list.groups.map(\.id.rawValue)
        let used = Set(list.categories.map(\.group.rawValue))
        let unknown = list.categories.enumerated().filter { !known.contains($1.group.rawValue) }.map {
            index,
            category in
            let near = Spelling.nearest(to: category.group.rawValue, among: known)
            let mend = near.map { "did you mean “\($0)”?" } ?? "groups are: \(known.joined(separator: ", "))"
            return fault(
                "categories[\(index)].group",
                "“\(category.group)” is no group; \(mend)",
                Text("configuration.fault.groupUnknown")
            )
        }
        return unknown
            + known.enumerated().filter { !used.contains($1) }.map {
                fault("groups[\($0)].id", "no category stands in the group “\($1)”")
            }
    }

    /// To keep reports from people is a rule, and every rule says where it comes from.
    private var audiences: [FileFault] {
        list.categories.enumerated().filter { $1.listedFor == .registered && $1.clauses.isEmpty }.map { index, _ in
            fault(
                "categories[\(index)].listedFor",
                "keeps reports from visitors and names no clause; add `clause`",
                Text("configuration.fault.audienceClause")
            )
        }
    }

    private var fields: [FileFault] {
        list.categories.enumerated().flatMap { index, category in
            let fields = category.fields ?? []
            let path = "categories[\(index)].fields"
            return ids(fields.map(\.id.rawValue), in: path)
                + fields.enumerated().flatMap { faults(of: $1, "\(path)[\($0)]") }
        }
    }

    private func faults(of field: CategoryField, _ path: String) -> [FileFault] {
        let isChoice = field.kind == .choice || field.kind == .choices
        var faults: [FileFault] = []
        if isChoice, field.isAsked, field.offeredOptions.count < 2 {
            faults.append(
                fault("\(path).options", "a choice needs at least two options", Text("configuration.fault.fewOptions"))
            )
        }
        if !isChoice, field.options != nil {
            faults.append(fault("\(path).options", "a field of the kind “\(field.kind.rawValue)” has no options"))
        }
        if field.days != nil, field.kind != .date { faults.append(fault("\(path).days", "is for dates only")) }
        if let least = field.least, let most = field.most, most < least {
            faults.append(fault("\(path).most", "is less than “least”", Text("configuration.fault.bounds")))
        }
        for (key, bound) in [("least", field.least), ("most", field.most)] where abs(bound ?? 0) > Self.largestBound {
            faults.append(fault("\(path).\(key)", "is too large; at most \(Int(Self.largestBound)) either way"))
        }
        if field.least ?? field.most != nil, field.kind == .date || field.kind == .choice {
            let problem = "“least” and “most” are for numbers, texts and several choices"
            faults.append(fault(path, problem, Text("configuration.fault.boundsKind")))
        }
        return faults + ids((field.options ?? []).map(\.id), in: "\(path).options")
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.categories, path, problem, text)
    }
}
