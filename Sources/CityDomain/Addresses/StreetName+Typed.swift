import CityKit

extension StreetName {
    /// Reads a name as files have it: with the word of its kind before or behind it, short, whole or left out.
    ///
    /// - Parameter language: the script tells it where the file does not.
    init?(typed text: String, kind given: StreetKind? = nil, language: Language? = nil) {
        let words = text.split { $0.isWhitespace || $0 == "\u{A0}" }.map(String.init)
        guard !words.isEmpty else { return nil }
        let (kind, name) = Self.parted(words)
        self.init(
            kind: given ?? kind ?? (Self.isKind(words[0]) ? .other : .street),
            text: name,
            language: language ?? Self.language(of: text)
        )
    }

    /// Cyrillic letters are Ukrainian, all others Polish: the program knows the addresses of two countries.
    static func language(of text: String) -> Language {
        text.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) } ? .ukrainian : .polish
    }

    private static func parted(_ words: [String]) -> (StreetKind?, String) {
        guard words.count > 1 else { return (nil, words[0]) }
        if let kind = StreetKind.named(bare(words[0])) { return (kind, words.dropFirst().joined(separator: " ")) }
        if let last = words.last, let kind = StreetKind.named(bare(last)), mayFollow(kind, words) {
            return (kind, words.dropLast().joined(separator: " "))
        }
        return (nil, words.joined(separator: " "))
    }

    /// “Stary Rynek” is a name as a whole; “Соборна вулиця” is not.
    private static func mayFollow(_ kind: StreetKind, _ words: [String]) -> Bool {
        language(of: words[0]) == .ukrainian || kind == .street || kind == .avenue || kind == .boulevard
    }

    private static func isKind(_ word: String) -> Bool { StreetKind.named(bare(word)) != nil }

    private static func bare(_ word: String) -> String {
        String(word.lowercased().drop { $0 == "." }.reversed().drop { $0 == "." || $0 == "," }.reversed())
    }

    /// Equal for names that differ by case, accents and the like only.
    var likeness: [AddressLetters.Word] {
        let kind = AddressLetters.key(kind.rawValue)
        return [kind] + AddressLetters.words(of: text).map(AddressTitles.canonical).map(AddressLetters.key)
    }
}
