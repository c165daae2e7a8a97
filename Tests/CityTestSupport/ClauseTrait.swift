public import Testing

/// Says which clauses of which regulations a test proves: `.clause("kielce/III.20")`. The ids are in the comments of the
/// test, and so in the event stream of a run, from which the evidence is made.
public struct ClauseTrait: TestTrait, SuiteTrait {
    public let comments: [Comment]
}

extension Trait where Self == ClauseTrait {
    /// The ids of clauses as `Municipalities/<town>/clauses.json5` writes them.
    public static func clause(_ ids: String...) -> Self {
        Self(comments: ids.map { Comment(rawValue: $0) })
    }
}
