public import CityKit

/// Reporters are asked how content they are once the office has ended their report: `reports.satisfaction` in `rules.json5`.
/// A town without it asks nobody.
public struct SatisfactionRule: Sendable, Equatable, Decodable {
    /// How long after the end they may say it, and change what they said.
    public let within: Period
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?
}

extension SatisfactionRule: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }
