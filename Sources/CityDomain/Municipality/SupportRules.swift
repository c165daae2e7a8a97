public import CityKit

/// Whether people may say "me too" of published reports (I-17): `reports.supports` in `rules.json5`. Without the rule they may.
public struct SupportRules: Sendable, Equatable, Decodable {
    public let offered: Offer
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    public enum Offer: String, Sendable, Codable, CaseIterable { case on, off }
}

extension SupportRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }

extension Municipality {
    /// Whether anybody may say "me too" here. Who said so before counts on.
    public var takesSupport: Bool { reports.supports?.offered != .off }
}

/// Checks that ideas which need support can get it.
struct SupportCheck {
    let rules: SupportRules
    let ideas: IdeaRules?
    let town: ID<Municipality>

    var faults: [FileFault] {
        guard rules.offered == .off, ideas?.support != nil else { return [] }
        let problem = "is off, but `ideas.support` asks for supporters; leave one of them out"
        return [
            .at(
                town,
                MunicipalityFiles.rules,
                "reports.supports.offered",
                problem,
                Text("configuration.fault.supportsIdeas")
            )
        ]
    }
}
