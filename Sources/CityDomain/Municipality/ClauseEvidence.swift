public import CityKit

/// What a run of the tests says about the points of the regulations: `clauses-evidence.json`.
public struct ClauseEvidence: Sendable, Equatable, Decodable {
    public let tests: [Test]

    public struct Test: Sendable, Equatable, Decodable {
        public let name: String
        /// Each with its town: `town/III.20`.
        public let clauses: [Clause]
        public let passed: Bool
    }

    /// The points that at least one test cites, all of whose tests passed.
    public var proved: Set<Clause> {
        let failed = Set(tests.filter { !$0.passed }.flatMap(\.clauses))
        return Set(tests.filter(\.passed).flatMap(\.clauses)).subtracting(failed)
    }

    public var citations: [ClauseCitation] { tests.map { ClauseCitation(test: $0.name, clauses: $0.clauses) } }

    /// - Throws: `FileFaults` when the file is something else.
    public init(_ file: HandwrittenFile) throws(FileFaults) { self = try file.decode() }
}
