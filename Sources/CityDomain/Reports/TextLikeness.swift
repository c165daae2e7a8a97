/// How alike two texts are, by the groups of three letters that their words share. It looks past case, accents and the
/// ends of inflected words, and past the order of the words.
public struct TextLikeness: Sendable {
    let groups: Set<String>

    /// Shorter words are mostly prepositions and the like, alike in texts about anything.
    private static let shortestWord = 4
    /// A text of fewer groups proves nothing, however many of them are shared.
    private static let fewest = 20
    /// The share of groups that texts about different things have in common by chance.
    private static let chance = 0.3

    public init(_ text: String) {
        let words = SearchWords.folded(text).split { !$0.isLetter && !$0.isNumber }
        groups = Set(words.filter { $0.count >= Self.shortestWord }.flatMap(Self.groups))
    }

    /// The word begins with a gap: beginnings tell words apart, ends often do not.
    private static func groups(of word: Substring) -> [String] {
        let letters = [" "] + Array(word)
        return (0..<(letters.count - 2)).map { String(letters[$0..<$0 + 3]) }
    }

    /// 0 when the texts share no more than chance makes them share, 1 when all of the shorter one stands in the other.
    public func likeness(to other: Self) -> Double {
        let shared =
            groups.count < other.groups.count
            ? groups.count(where: other.groups.contains) : other.groups.count(where: groups.contains)
        let shorter = max(Self.fewest, min(groups.count, other.groups.count))
        return max(0, (Double(shared) / Double(shorter) - Self.chance) / (1 - Self.chance))
    }
}
