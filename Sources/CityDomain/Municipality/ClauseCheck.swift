import CityKit

/// Checks that `clauses.json5` and the rules of the town point to each other.
struct ClauseCheck {
    private let map: ClauseMap
    private let rules: [Rule]
    private let town: ID<Municipality>

    init(_ map: ClauseMap, rules: [Rule], town: ID<Municipality>) {
        self.map = map
        self.rules = rules
        self.town = town
    }

    var faults: [FileFault] { repeats + entries + unknownClauses }

    private var repeats: [FileFault] {
        map.clauses.map(\.clause).repeats().map { fault($0.index, "“\($0.element)” is there twice") }
    }

    private var entries: [FileFault] {
        map.clauses.enumerated().compactMap { index, entry in
            switch entry.treatment {
            case .rule(let name):
                problem(with: name, of: entry.clause).map { problem in
                    fault(
                        index,
                        problem,
                        Text(
                            "configuration.fault.clauseRule",
                            ["clause": .words("\(entry.clause)"), "rule": .words(name)]
                        )
                    )
                }
            case .builtIn: nil
            case .legalText(let reason), .planned(let reason):
                reason.trimmingSpaces().isEmpty ? fault(index, "“\(entry.clause)” says nothing; write a reason") : nil
            }
        }
    }

    private func problem(with name: String, of clause: Clause) -> String? {
        let named = rules.filter { $0.name == name }
        guard let first = named.first else {
            let hint = Spelling.nearest(to: name, among: rules.map(\.name)).map { "; did you mean “\($0)”?" } ?? ""
            return "“\(clause)” points to the rule “\(name)”, which is not there\(hint)"
        }
        if named.contains(where: { $0.clauses.contains(clause) }) { return nil }
        return
            "“\(clause)” points to the rule “\(name)”, which does not name it; add it at \(first.path) in \(first.file)"
    }

    private var unknownClauses: [FileFault] {
        let known = Set(map.clauses.map(\.clause))
        return rules.flatMap { rule in
            rule.clauses.filter { !known.contains($0) }.map {
                .at(
                    town,
                    rule.file,
                    rule.path,
                    "clause “\($0)” is not in clauses.json5",
                    Text("configuration.fault.clauseUnknown", ["clause": .words($0.description)])
                )
            }
        }
    }

    private func fault(_ index: Int, _ problem: String, _ text: Text? = nil) -> FileFault {
        .at(town, MunicipalityFiles.clauses, "clauses[\(index)]", problem, text)
    }
}
