/// Ukrainian words in Latin letters, as passports have them (resolution 55 of the Cabinet of Ministers of Ukraine, 2010).
public enum UkrainianRomanisation {
    /// A word in small letters; letters of other scripts stay.
    public static func romanised(_ word: String) -> String {
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
