import CityKit

/// Checks that the rules of routing name what the town has, and that each of them can ever take a report.
struct RoutingCheck {
    let rules: [RoutingRule]
    let units: [ID<Unit>]
    let categories: [ID<Category>]
    let districts: [ID<District>]
    let town: ID<Municipality>

    var faults: [FileFault] {
        rules.map(\.id.rawValue).repeats().map { fault("[\($0.index)].id", "“\($0.element)” is there twice") }
            + rules.enumerated().flatMap { index, rule in names(rule, "[\(index)]") + limits(rule, "[\(index)]") }
            + rules.dropLast().enumerated().filter { !$1.isLimited }.map { index, rule in
                fault(
                    "[\(index)]",
                    "takes every report, so that no rule after it ever counts",
                    Text("configuration.fault.routingAll")
                )
            }
    }

    private func names(_ rule: RoutingRule, _ path: String) -> [FileFault] {
        unknown([rule.unit.rawValue], among: units.map(\.rawValue), "\(path).unit", "unit")
            + unknown(
                (rule.categories ?? []).map(\.rawValue).sorted(),
                among: categories.map(\.rawValue),
                "\(path).categories",
                "category"
            )
            + unknown(
                (rule.districts ?? []).map(\.rawValue).sorted(),
                among: districts.map(\.rawValue),
                "\(path).districts",
                "district"
            )
    }

    private func limits(_ rule: RoutingRule, _ path: String) -> [FileFault] {
        let empty = [("categories", rule.categories?.isEmpty), ("districts", rule.districts?.isEmpty)]
        return empty.filter { $0.1 == true }.map { key, _ in
            fault("\(path).\(key)", "is empty, so that the rule takes no report")
        }
            + (rule.hours.map { $0.from == $0.until } == true
                ? [fault("\(path).hours", "begin and end at once", Text("configuration.fault.routingHours"))] : [])
    }

    private func unknown(_ ids: [String], among known: [String], _ path: String, _ kind: String) -> [FileFault] {
        ids.filter { !known.contains($0) }.map { id in
            let hint = Spelling.nearest(to: id, among: known).map { "; did you mean “\($0)”?" } ?? ""
            return fault(
                path,
                "“\(id)” is no \(kind)\(hint)",
                Text("configuration.fault.routingUnknown", ["id": .words(id)])
            )
        }
    }

    private func fault(_ path: String, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.rules, "reports.routing\(path)", problem, text)
    }
}
