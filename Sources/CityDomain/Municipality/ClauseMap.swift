public import CityKit

/// How each point of a town's regulation is met: `clauses.json5`, one line for every point, in the order of the
/// regulation.
public struct ClauseMap: Sendable, Equatable, Decodable {
    public let clauses: [Entry]

    public struct Entry: Sendable, Equatable {
        public let clause: Clause
        public let treatment: Treatment
    }

    /// One of four ways to treat a point.
    public enum Treatment: Sendable, Equatable {
        /// A rule in the town's files, by its name.
        case rule(String)
        case builtIn(BuiltInBehaviour)
        /// The point asks for no behaviour: why not.
        case legalText(String)
        /// The program does not do it yet: what is missing.
        case planned(String)
    }

    public func treatment(of clause: Clause) -> Treatment? { clauses.first { $0.clause == clause }?.treatment }
}

extension ClauseMap.Entry: Decodable {
    private enum Keys: String, CodingKey, CaseIterable { case clause, rule, builtIn, legalText, planned }

    public init(from decoder: any Decoder) throws {
        let entry = try decoder.container(keyedBy: Keys.self)
        clause = try entry.decode(Clause.self, forKey: .clause)
        let found: [ClauseMap.Treatment?] = [
            try entry.decodeIfPresent(String.self, forKey: .rule).map { .rule($0) },
            try entry.decodeIfPresent(BuiltInBehaviour.self, forKey: .builtIn).map { .builtIn($0) },
            try entry.decodeIfPresent(String.self, forKey: .legalText).map { .legalText($0) },
            try entry.decodeIfPresent(String.self, forKey: .planned).map { .planned($0) },
        ]
        let treatments = found.compactMap { $0 }
        guard treatments.count == 1, let treatment = treatments.first else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "needs exactly one of rule, builtIn, legalText, planned; has \(treatments.count)"
                )
            )
        }
        self.treatment = treatment
    }
}

extension Clause {
    /// The point with its town, as tests cite it: `III.20` of `town` is `town/III.20`.
    public func of(_ town: ID<Municipality>) -> Clause { Clause("\(town)/\(description)") }
}
