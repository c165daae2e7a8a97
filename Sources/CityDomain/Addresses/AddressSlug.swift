import CityKit

/// Ids of settlements and streets that people can read: the first name that the register knew, in small Latin letters.
enum AddressSlug {
    static let longest = 60

    /// - Parameter taken: ids that stand for others already.
    static func make(_ words: [String], unlike taken: (String) -> Bool) -> String {
        let text = words.flatMap(AddressLetters.words).map(UkrainianRomanisation.romanised).joined(separator: "-")
        let plain = text.unicodeScalars.map(Self.letter).joined()
        let short = String(plain.split(separator: "-").joined(separator: "-").prefix(longest))
        let base = short.isEmpty ? "x" : short
        guard taken(base) else { return base }
        return (2...).lazy.map { "\(base)-\($0)" }.first { !taken($0) } ?? base
    }

    private static func letter(_ scalar: Unicode.Scalar) -> String {
        if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) { return String(scalar) }
        return letters[scalar] ?? (scalar == "-" || scalar == "/" ? "-" : "")
    }

    private static let letters: [Unicode.Scalar: String] = [
        "ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "z", "ä": "a", "á": "a",
        "č": "c", "é": "e", "ö": "o", "ř": "r", "š": "s", "ü": "u", "ž": "z",
    ]
}
