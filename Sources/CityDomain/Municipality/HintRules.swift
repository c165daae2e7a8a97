public import CityKit

/// What the office is told of a text before it publishes it: `reports.hints` in `rules.json5`. Numbers and addresses are
/// told of in every town.
public struct HintRules: Sendable, Equatable, Decodable {
    public let vulgarWords: VulgarWords
    public let clause: Clause?
    public let also: [Clause]?
    public let basis: String?

    public enum VulgarWords: String, Sendable, Codable, CaseIterable {
        /// Words that begin like those of `Texts/vulgar.json5`.
        case listed
        /// None.
        case off
    }

    /// The rules of a town that says nothing about it.
    public static let standard = HintRules(vulgarWords: .listed, clause: nil, also: nil, basis: nil)
}

extension Municipality {
    /// The town's rules for hints, where it has none of its own the usual ones.
    public var hints: HintRules { reports.hints ?? .standard }
}

extension HintRules: Sourced { public var clauses: [Clause] { (clause.map { [$0] } ?? []) + (also ?? []) } }
