/// A count as everybody may see it.
public enum PublicCount: Sendable, Hashable {
    case count(Int)
    /// Fewer than `SmallGroups.least`, or kept back so that nobody can work such a count out.
    case hidden

    public var number: Int? { if case .count(let number) = self { number } else { nil } }
}

/// Keeps back counts of groups so small that one may be about a single person, and as many others as it takes that a sum
/// does not give them away.
public enum SmallGroups {
    /// A group of fewer is not shown; none at all is.
    public static let least = 5

    /// The counts of groups that share nothing and make up a sum that everybody knows, in the same order.
    ///
    /// The sum less what is shown is the sum of what is hidden. So it is always of two groups or more, and is so large that
    /// a group below `least` among them may have any size: the smallest of the others are hidden too until that holds.
    public static func protected(_ counts: [Int]) -> [PublicCount] {
        var hidden = Set(counts.indices.filter { counts[$0] > 0 && counts[$0] < least })
        let others = counts.indices.filter { counts[$0] >= least }.sorted { (counts[$0], $0) < (counts[$1], $1) }
        for index in others {
            guard !hidden.isEmpty, isTelling(hidden.map { counts[$0] }) else { break }
            hidden.insert(index)
        }
        // Nothing larger is left to hide behind: then not even that a group is empty is told.
        if !hidden.isEmpty, isTelling(hidden.map { counts[$0] }) { hidden = Set(counts.indices) }
        return counts.indices.map { hidden.contains($0) ? .hidden : .count(counts[$0]) }
    }

    /// Whether the sum of hidden counts says too much of one of them.
    private static func isTelling(_ counts: [Int]) -> Bool {
        counts.count < 2 || counts.reduce(0, +) < 2 * least
    }
}
