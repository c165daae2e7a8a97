public import CityKit

/// From which score on an open report is shown as perhaps the same thing: `reports.similar` in `rules.json5`. Both
/// thresholds are scores of `DuplicateScore`; 1 shows nothing.
public struct SimilarRules: Sendable, Equatable, Decodable {
    /// To somebody who is about to send a report.
    public let resident: Double
    /// To the office, beside a case.
    public let office: Double
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    /// The rules of a town that says nothing about it; `docs/duplicates.md` says what they come to.
    public static let standard = SimilarRules(resident: 0.45, office: 0.25, clause: nil, also: nil, basis: nil)
}

extension Municipality {
    /// The town's rules for similar reports, where it has none of its own the usual ones.
    public var similar: SimilarRules { reports.similar ?? .standard }
}

extension SimilarRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

/// Checks the rules for similar reports.
struct SimilarCheck {
    let rules: SimilarRules
    let town: ID<Municipality>

    var faults: [FileFault] {
        [("resident", rules.resident), ("office", rules.office)].filter { !(0...1).contains($0.1) }.map { name, value in
            .at(town, MunicipalityFiles.rules, "reports.similar.\(name)", "\(value) is no score; write 0 to 1")
        }
    }
}
