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
    public static func of(_ text: String) -> [String] { ofKnownLetters(text) ?? ofAnyLetters(text) }

    /// By what Foundation knows of every script.
    static func ofAnyLetters(_ text: String) -> [String] {
        var seen: Set<String> = []
        return folded(text).split { !$0.isLetter && !$0.isNumber }
            .filter { $0.count > 1 || $0.first?.isNumber == true }
            .map { String($0.prefix(length)) }
            .filter { seen.insert($0).inserted }
    }

    /// The same for texts of European letters, letter by letter: an import looks for the words of every report. Nil for
    /// others.
    static func ofKnownLetters(_ text: String) -> [String]? {
        var words: [String] = []
        var seen: Set<String> = []
        var word = Word()
        for scalar in text.unicodeScalars {
            guard let letter = KnownLetter.of(scalar) else { return nil }
            if letter.isPart {
                word.add(letter)
            } else if let done = word.end(), seen.insert(done).inserted {
                words.append(done)
            }
        }
        if let done = word.end(), seen.insert(done).inserted { words.append(done) }
        return words
    }

    /// A word on its way.
    private struct Word {
        private var text = ""
        private var count = 0
        private var beginsWithNumber = false

        mutating func add(_ letter: KnownLetter) {
            if count == 0 { beginsWithNumber = letter.isNumber }
            if count < SearchWords.length { text.unicodeScalars.append(letter.folded) }
            count += 1
        }

        /// Nil when there is none, or one that does not count.
        mutating func end() -> String? {
            defer { self = Word() }
            return count > 1 || beginsWithNumber ? text : nil
        }
    }

    /// Small letters without accents.
    static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).replacing("ł", with: "l")
    }
}

/// A letter or sign that is folded by itself, whatever stands beside it.
private struct KnownLetter {
    let folded: Unicode.Scalar
    let isNumber: Bool
    /// Of a word.
    let isPart: Bool

    private init?(_ scalar: Unicode.Scalar) {
        let text = SearchWords.folded(String(scalar))
        guard text.unicodeScalars.count == 1, let folded = text.unicodeScalars.first else { return nil }
        let character = Character(folded)
        self.folded = folded
        isNumber = character.isNumber
        isPart = character.isLetter || isNumber
    }

    /// Nil for everything else.
    static func of(_ scalar: Unicode.Scalar) -> KnownLetter? {
        let value = Int(scalar.value)
        if value < letters.count { return letters[value] }
        return (0x2010...0x2027).contains(value) ? dash : nil
    }

    /// Latin, Greek and Cyrillic, but for marks that join the letter before.
    private static let letters: [KnownLetter?] = (0..<0x530).map { value in
        let joins = (0x300..<0x370).contains(value) || (0x483..<0x48A).contains(value)
        return joins ? nil : Unicode.Scalar(UInt32(value)).flatMap(KnownLetter.init)
    }

    /// Stands for all dashes, quotes and dots of printed texts.
    private static let dash = KnownLetter("-")
}
