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

/// Ukrainian words in Latin letters, as passports have them (resolution 55 of the Cabinet of Ministers of Ukraine, 2010).
enum UkrainianRomanisation {
    /// A word in small letters; letters of other scripts stay.
    static func romanised(_ word: String) -> String {
        let letters = Array(word)
        return letters.indices.map { index in
            if index == 0, let first = atStart[letters[index]] { return first }
            // “зг” is told from “ж”.
            if letters[index] == "г", index > 0, letters[index - 1] == "з" { return "gh" }
            return elsewhere[letters[index]] ?? String(letters[index])
        }.joined()
    }

    private static let atStart: [Character: String] = ["є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"]

    private static let elsewhere: [Character: String] = [
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
        "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
        "я": "ia", "ы": "y", "э": "e", "ё": "io", "ъ": "",
    ]
}
