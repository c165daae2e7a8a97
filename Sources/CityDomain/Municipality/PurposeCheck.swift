import CityKit

/// Checks that each purpose has one rule, and a legal basis.
struct PurposeCheck {
    let rules: [PurposeRule]
    let town: ID<Municipality>

    var faults: [FileFault] {
        rules.enumerated().flatMap { index, rule in bases(of: rule, "purposes[\(index)].bases") } + repeats
    }

    private func bases(of rule: PurposeRule, _ path: String) -> [FileFault] {
        let known = LegalBasis.allCases.filter(rule.bases.contains)
        if known.isEmpty { return [fault(path, "names no legal basis; write for example “consent”")] }
        guard rule.bases != known else { return [] }
        let order = known.map { "“\($0.rawValue)”" }.joined(separator: ", ")
        return [fault(path, "has each basis once, in the order of article 6(1): \(order)")]
    }

    private var repeats: [FileFault] {
        rules.map(\.purpose).repeats().map {
            fault("purposes[\($0.index)]", "is a second rule for “\($0.element.rawValue)”")
        }
    }

    private func fault(_ path: String, _ problem: String) -> FileFault {
        .at(town, MunicipalityFiles.rules, path, problem)
    }
}
