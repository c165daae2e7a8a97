import Foundation

/// The words by which a text is found, alike for everything that is written nearly alike: case, accents and the ends of
/// inflected words do not count.
public enum SearchWords {
    /// Words of a query that are looked for; the others are left out.
    public static let most = 4

    /// Letters of a word that count. Polish and Ukrainian inflect at the end: "latarnia", "latarni" and "latarnię" are
    /// one word.
    private static let length = 5

    /// Each word once, in the order of the text. Single letters are left out.
    public static func of(_ text: String) -> [String] {
        var seen: Set<String> = []
        return folded(text).split { !$0.isLetter && !$0.isNumber }
            .filter { $0.count > 1 || $0.first?.isNumber == true }
            .map { String($0.prefix(length)) }
            .filter { seen.insert($0).inserted }
    }

    /// Small letters without accents.
    static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing("ł", with: "l")
    }
}
