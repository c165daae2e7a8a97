import CityKit

/// Checks that the rules of retention say one thing about each kind of data, and a thing that can be done.
struct RetentionCheck {
    let rules: [RetentionRule]
    let categories: [ID<Category>]
    let town: ID<Municipality>

    var faults: [FileFault] {
        rules.enumerated().flatMap { index, rule in
            term(of: rule, "retention[\(index)]") + warning(of: rule, "retention[\(index)].warnBefore")
                + scope(of: rule, "retention[\(index)]")
        } + repeats
    }

    private func term(of rule: RetentionRule, _ path: String) -> [FileFault] {
        switch (rule.keep, rule.archive) {
        case (nil, nil): [fault(path, "says no time; add `keep`, such as “12 months”, or `archive` for reports")]
        case (.some, .some): [fault(path, "has `keep` and `archive`; a rule says one of them")]
        case (.workingDays, nil): [fault("\(path).keep", "is counted in days or months, not in working days")]
        case (nil, .some) where rule.data != .reports:
            [fault("\(path).archive", "is for “reports” alone; write `keep` for “\(rule.data.rawValue)”")]
        default: []
        }
    }

    private func warning(of rule: RetentionRule, _ path: String) -> [FileFault] {
        guard let before = rule.warnBefore else { return [] }
        guard rule.data == .accounts else {
            return [fault(path, "is for “accounts” alone; nobody is told of “\(rule.data.rawValue)”")]
        }
        guard case .days(let days) = before, (1...90).contains(days) else {
            return [fault(path, "is counted in days, 1 to 90, such as “30 days”")]
        }
        return []
    }

    private func scope(of rule: RetentionRule, _ path: String) -> [FileFault] {
        guard let named = rule.categories else { return [] }
        guard rule.data.isOfReports else {
            return [fault("\(path).categories", "tells reports and contacts apart, not “\(rule.data.rawValue)”")]
        }
        if named.isEmpty { return [fault("\(path).categories", "names no category; leave it out for all others")] }
        let known = categories.map(\.rawValue)
        return named.map(\.rawValue).sorted().filter { !known.contains($0) }.map { id in
            let hint = Spelling.nearest(to: id, among: known).map { "; did you mean “\($0)”?" } ?? ""
            return .at(
                town,
                MunicipalityFiles.rules,
                "\(path).categories",
                "“\(id)” is no category\(hint)",
                Text("configuration.fault.categoryUsed", ["id": .words("\(id)")])
            )
        }
    }

    private var repeats: [FileFault] {
        rules.enumerated().flatMap { index, rule in
            let before = rules[..<index].filter { $0.data == rule.data }
            if rule.categories == nil, before.contains(where: { $0.categories == nil }) {
                return [fault("retention[\(index)]", "is a second rule for “\(rule.data.rawValue)”")]
            }
            let twice = rule.categories?.filter { id in before.contains { $0.categories?.contains(id) == true } } ?? []
            return twice.map(\.rawValue).sorted().map {
                fault(
                    "retention[\(index)].categories",
                    "another rule for “\(rule.data.rawValue)” names “\($0)” as well"
                )
            }
        }
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, path, problem)
    }
}
