public import CityKit

/// How far a town's regulation is met: every point of it with its treatment and the tests that cite it.
public struct ClauseReport: Sendable, Equatable {
    public let town: ID<Municipality>
    public let rows: [Row]

    public struct Row: Sendable, Equatable {
        public let clause: Clause
        public let treatment: ClauseMap.Treatment
        /// The names of the tests that cite the point, sorted.
        public let tests: [String]
        public let standing: Standing
    }

    public enum Standing: String, Sendable, CaseIterable {
        /// Done; a test that cites it passed.
        case proved
        /// Done, and a test cites it; nobody says whether it passed.
        case cited
        /// Done, but no test cites it, or one that does failed.
        case unproved
        case legalText
        case planned
    }

    /// - Parameters:
    ///   - citations: what the sources of the tests and the scenarios cite.
    ///   - evidence: a run of the tests; with it a point counts as proved only by what is in it.
    public init(_ map: ClauseMap, of town: ID<Municipality>, citations: [ClauseCitation], evidence: ClauseEvidence?) {
        self.town = town
        let tests = Self.tests(evidence?.citations ?? citations)
        let proved = evidence?.proved
        rows = map.clauses.map { entry in
            let names = tests[entry.clause.of(town)] ?? []
            return Row(
                clause: entry.clause,
                treatment: entry.treatment,
                tests: names,
                standing: Self.standing(
                    of: entry.treatment,
                    isCited: !names.isEmpty,
                    isProved: proved.map { $0.contains(entry.clause.of(town)) }
                )
            )
        }
    }

    /// The report of a town's folder, its stories counted among the citations.
    /// Nil when `clauses.json5` cannot be read; `MunicipalityDecoder.faults` says why.
    public init?(_ files: MunicipalityFiles, citations: [ClauseCitation], evidence: ClauseEvidence?) {
        let parts = MunicipalityParts(files)
        guard let map = parts.clauses else { return nil }
        let stories = parts.scenarios.sorted { $0.key < $1.key }.map { file, scenario in
            ClauseCitation(scenario, in: file, of: files.town)
        }
        self.init(map, of: files.town, citations: citations + stories, evidence: evidence)
    }

    public func count(_ standing: Standing) -> Int { rows.count { $0.standing == standing } }

    /// One line for people.
    public var summary: String {
        let parts: [(Int, String)] = [
            (count(.proved), "proved"), (count(.cited), "cited"), (count(.unproved), "done without proof"),
            (count(.legalText), "legal text"), (count(.planned), "planned"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return "\(town): \(rows.count) clauses: \(words.joined(separator: ", "))"
    }

    private static func standing(of treatment: ClauseMap.Treatment, isCited: Bool, isProved: Bool?) -> Standing {
        switch treatment {
        case .legalText: .legalText
        case .planned: .planned
        case .rule, .builtIn:
            switch isProved {
            case true?: .proved
            case false?: .unproved
            case nil: isCited ? .cited : .unproved
            }
        }
    }

    private static func tests(_ citations: [ClauseCitation]) -> [Clause: [String]] {
        citations.reduce(into: [:] as [Clause: Set<String>]) { tests, citation in
            for clause in citation.clauses { tests[clause, default: []].insert(citation.test) }
        }.mapValues { $0.sorted() }
    }
}
