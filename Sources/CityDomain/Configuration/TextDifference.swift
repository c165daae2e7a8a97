/// What differs between two texts, line by line, for texts that are no data.
public struct TextDifference: Sendable, Equatable {
    public enum Line: Sendable, Equatable {
        case removed(String)
        case added(String)
    }

    /// Lines of both that are compared; of longer texts all lines went and came.
    private static let most = 5_000

    /// In the order of the text, what went before what came in its place.
    public let lines: [Line]

    public init(from old: String, to new: String) {
        let before = old.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let after = new.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        // To compare them line by line takes as many steps as both have lines, multiplied.
        guard before.count + after.count <= Self.most else {
            lines = before == after ? [] : before.map(Line.removed) + after.map(Line.added)
            return
        }
        let difference = after.difference(from: before)
        var removed = Set(difference.removals.map(\.offset))
        var added = Set(difference.insertions.map(\.offset))
        var (lines, i, j): ([Line], Int, Int) = ([], 0, 0)
        while i < before.count || j < after.count {
            if removed.remove(i) != nil {
                lines.append(.removed(before[i]))
                i += 1
            } else if added.remove(j) != nil {
                lines.append(.added(after[j]))
                j += 1
            } else {
                i += 1
                j += 1
            }
        }
        self.lines = lines
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
