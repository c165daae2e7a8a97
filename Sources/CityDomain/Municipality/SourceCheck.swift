import CityKit

/// Checks that every rule says where it comes from.
struct SourceCheck {
    let town: ID<Municipality>

    func faults(_ rules: [Rule]) -> [FileFault] {
        rules.filter { !$0.isFact }.compactMap { rule in
            switch (rule.clauses.isEmpty, rule.basis) {
            case (true, nil):
                .at(town, rule.file, rule.path, "names no clause; add `clause`, or say in `basis` where it comes from")
            case (false, .some):
                .at(town, rule.file, rule.path, "has a clause and a `basis`; a basis is for rules without a clause")
            default: nil
            }
        }
    }
}
