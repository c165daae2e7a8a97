public import Testing

/// Says which clauses of which regulations a test proves: `.clause("kielce/III.20")`. On a suite it speaks for each of
/// its tests. Every row that runs attaches the ids to the event stream, from which `Tests/evidence` makes the evidence.
public struct ClauseTrait: TestTrait, SuiteTrait, TestScoping {
    public let comments: [Comment]
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        Attachment.record(comments.map(\.rawValue).joined(separator: "\n"), named: "clauses")
        try await function()
    }
}

extension Trait where Self == ClauseTrait {
    /// The ids of clauses as `Municipalities/<town>/clauses.json5` writes them.
    public static func clause(_ ids: String...) -> Self {
        Self(comments: ids.map { Comment(rawValue: $0) })
    }
}
