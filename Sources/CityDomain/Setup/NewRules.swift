import CityKit

/// `categories.json5` and `rules.json5` of a new town: what of the profile stays with the categories that it takes.
struct NewRules {
    private let source: TownProfile
    private let town: NewTown
    private let taken: [Category]

    init(profile: TownProfile, town: NewTown) {
        source = profile
        self.town = town
        taken = profile.town.categories.filter { town.categories.contains($0.id.rawValue) }
    }

    /// The points of a regulation that the rules cannot do without.
    var needs: Set<NeutralRegulation.Need> {
        var needs: Set<NeutralRegulation.Need> = []
        guard let reports = rules["reports"] else { return needs }
        needs.insert(.reports)
        for need in [NeutralRegulation.Need.minimumAge, .question, .reopening] where reports[need.rawValue] != nil {
            needs.insert(need)
        }
        if rules["ideas"] != nil { needs.insert(.ideas) }
        if reports["deadlines"]?.elements.isEmpty == false { needs.insert(.deadlines) }
        if taken.contains(where: { $0.listedFor == .registered }) { needs.insert(.audience) }
        return needs
    }

    var categories: JSONTree {
        let tree = tree(MunicipalityFiles.categories)
        let categories = (tree["categories"]?.elements ?? []).filter { town.categories.contains($0.id ?? "") }.map(own)
        let groups = Set(taken.map(\.group.rawValue))
        return .object([
            "units": .list((tree["units"]?.elements ?? []).filter { units.contains($0.id ?? "") }.map(reachable)),
            "groups": .list((tree["groups"]?.elements ?? []).filter { groups.contains($0.id ?? "") }),
            "categories": .list(categories),
        ])
    }

    var rules: JSONTree {
        var rules = tree(MunicipalityFiles.rules).without(["closing"]).founded(on: BuildTown.basis)
        rules["reports"] = rules["reports"].map(reports)
        rules["accounts"] = rules["accounts"].map(accounts)
        rules["complaints"] = rules["complaints"].map(complaints)
        if !taken.contains(where: { $0.kind == .question }) { rules["questions"] = nil }
        rules["ideas"] = rules["ideas"].flatMap(ideas)
        if let retention = rules["retention"] { rules["retention"] = .list(retention.elements.compactMap(limited)) }
        return rules
    }

    private var units: Set<String> { Set(taken.map(\.unit.rawValue)) }

    private func tree(_ file: String) -> JSONTree {
        source.files.contents[file].flatMap(JSONTree.init(json5:)) ?? .object([:])
    }

    private func own(_ category: JSONTree) -> JSONTree {
        var category = category.without(["clause", "also"])
        if category["listedFor"] == .text("registered") {
            category["clause"] = .text(NeutralRegulation.clause(of: .audience))
        }
        return category
    }

    private func reachable(_ unit: JSONTree) -> JSONTree {
        var unit = unit
        let mailbox = town.mailboxes[unit.id ?? ""] ?? ""
        unit["email"] = mailbox.isEmpty ? nil : .text(mailbox)
        return unit
    }
}

// MARK: - Rules of reports and accounts

extension NewRules {
    private func reports(_ reports: JSONTree) -> JSONTree {
        var reports = reports
        for need in [NeutralRegulation.Need.minimumAge, .question, .reopening] {
            reports[need.rawValue] = reports[need.rawValue]?.citing(NeutralRegulation.clause(of: need))
        }
        let terms = (reports["deadlines"]?.elements ?? []).compactMap(limited).filter(binds)
        reports["deadlines"] = .list(terms.map { $0.citing(NeutralRegulation.clause(of: .deadlines)) })
        // Districts are the other town's own.
        let routing = (reports["routing"]?.elements ?? []).filter { $0["districts"] == nil && hasUnit($0) }
            .compactMap(limited)
        reports["routing"] = routing.isEmpty ? nil : .list(routing)
        reports["abuse"] = reports["abuse"].map(abuse)
        // What whoever sends a photo allows is a text of that regulation.
        reports["photos"] = reports["photos"]?.without(["licence"])
        return reports
    }

    /// Without the words of the other town, and without categories that this one does not take.
    private func abuse(_ abuse: JSONTree) -> JSONTree {
        var abuse = abuse.without(["words"])
        let kept = (abuse["never"]?.elements ?? []).filter {
            if case .text(let id) = $0 { town.categories.contains(id) } else { false }
        }
        abuse["never"] = kept.isEmpty ? nil : .list(kept)
        return abuse
    }

    /// Nil where the town takes none of them.
    private func ideas(_ ideas: JSONTree) -> JSONTree? {
        guard taken.contains(where: { $0.kind == .idea }) else { return nil }
        return limited(ideas)?.citing(NeutralRegulation.clause(of: .ideas))
    }

    private func hasUnit(_ rule: JSONTree) -> Bool {
        if case .text(let unit)? = rule["unit"] { units.contains(unit) } else { false }
    }

    /// The rule without categories that the town does not take; nil where it was for these alone.
    private func limited(_ rule: JSONTree) -> JSONTree? {
        var rule = rule
        for key in ["categories", "exceptCategories"] {
            guard let named = rule[key]?.elements else { continue }
            let kept = named.filter { if case .text(let id) = $0 { town.categories.contains(id) } else { false } }
            if kept.isEmpty, key == "categories" { return nil }
            rule[key] = kept.isEmpty ? nil : .list(kept)
        }
        return rule
    }

    /// Whether a term binds any category of the town.
    private func binds(_ term: JSONTree) -> Bool {
        let kinds = term["kinds"]?.elements
        let (only, except) = (term["categories"]?.elements, term["exceptCategories"]?.elements ?? [])
        return taken.contains { category in
            let id = JSONTree.text(category.id.rawValue)
            return kinds?.contains(.text(category.kind.rawValue)) ?? true
                && only?.contains(id) ?? true && !except.contains(id)
        }
    }

    /// Services outside are set up by the installation, and one of them is for tests alone.
    private func accounts(_ accounts: JSONTree) -> JSONTree { accounts.without(["providers"]) }

    private func complaints(_ complaints: JSONTree) -> JSONTree {
        var complaints = complaints
        if var address = complaints["address"] {
            address["email"] = .text(town.email)
            complaints["address"] = address
        }
        return complaints
    }
}

extension JSONTree {
    func without(_ keys: [String]) -> JSONTree {
        keys.reduce(into: self) { tree, key in tree[key] = nil }
    }

    /// The rule with this point of the regulation alone.
    func citing(_ clause: String) -> JSONTree {
        var rule = without(["also", "basis"])
        rule["clause"] = .text(clause)
        return rule
    }

    /// The same tree, in which every rule that cites a point of another regulation says where it comes from instead.
    func founded(on basis: String) -> JSONTree {
        switch self {
        case .list(let elements): .list(elements.map { $0.founded(on: basis) })
        case .object(let members): JSONTree.object(members.mapValues { $0.founded(on: basis) }).foundedItself(on: basis)
        default: self
        }
    }

    private func foundedItself(on basis: String) -> JSONTree {
        guard ["clause", "also", "basis"].contains(where: { self[$0] != nil }) else { return self }
        var rule = without(["clause", "also"])
        rule["basis"] = .text(basis)
        return rule
    }
}
