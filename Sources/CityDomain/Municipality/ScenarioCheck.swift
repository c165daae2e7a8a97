import CityKit

/// Checks that the stories in `scenarios/` speak of things the town has.
struct ScenarioCheck {
    private let parts: MunicipalityParts

    init(_ parts: MunicipalityParts) { self.parts = parts }

    var faults: [FileFault] {
        parts.scenarios.sorted { $0.key < $1.key }.flatMap { name, scenario in
            order(scenario, name) + categories(scenario, name) + clauses(scenario, name)
        }
    }

    private func order(_ scenario: Scenario, _ file: String) -> [FileFault] {
        var faults: [FileFault] = []
        switch scenario.steps.first?.action {
        case .submit, .complain: break
        default: faults.append(fault(file, "steps", "must begin with `submit` or `complain`"))
        }
        for (index, pair) in zip(scenario.steps, scenario.steps.dropFirst()).enumerated() where pair.1.at < pair.0.at {
            faults.append(fault(file, "steps[\(index + 1)].at", "is before the step above it"))
        }
        return faults
    }

    private func categories(_ scenario: Scenario, _ file: String) -> [FileFault] {
        guard let list = parts.list else { return [] }
        let known = list.categories.map(\.id.rawValue)
        return scenario.steps.enumerated().compactMap { index, step in
            guard case .submit(let form) = step.action, !known.contains(form.category.rawValue) else { return nil }
            let hint =
                Spelling.nearest(to: form.category.rawValue, among: known).map { "; did you mean “\($0)”?" } ?? ""
            return fault(file, "steps[\(index)].submit.category", "“\(form.category)” is no category\(hint)")
        }
    }

    private func clauses(_ scenario: Scenario, _ file: String) -> [FileFault] {
        guard let map = parts.clauses else { return [] }
        let known = Set(map.clauses.map(\.clause))
        let unknown = scenario.steps.enumerated().flatMap { index, step in
            (step.clauses ?? []).filter { !known.contains($0) }.map {
                fault(file, "steps[\(index)].clauses", "“\($0)” is not in clauses.json5")
            }
        }
        return unknown + (scenario.clauses.isEmpty ? [fault(file, "steps", "prove no clause")] : [])
    }

    private func fault(_ file: String, _ path: String, _ problem: String) -> FileFault {
        .at(parts.files.town, file, path, problem)
    }
}
