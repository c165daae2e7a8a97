/// Words of addresses as letters that can be compared: without case, accents, soft signs and apostrophes, and with one
/// letter where writers mix two up.
enum AddressLetters {
    typealias Word = [UInt16]

    /// The words of a text in small letters, as they are written; signs part them, apostrophes do not.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for character in text.lowercased() {
            if character.isLetter || character.isNumber || character == "-" || character == "/" {
                word.append(character)
            } else if !apostrophes.contains(character), !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// How a word of the register is found: by its own letters, and a Latin one by the Cyrillic letters it sounds like.
    static func keys(ofName word: String) -> [Word] {
        let own = key(word)
        guard isLatin(own) else { return [own] }
        return [own, cyrillic(word, by: .polish)]
    }

    /// The same for what somebody types. A Latin word may be Polish, or Ukrainian by the official romanisation (resolution
    /// 55 of the Cabinet of Ministers, 2010); where these differ, it is both.
    static func keys(ofQuery word: String) -> [Word] {
        let own = key(word)
        guard isLatin(own) else { return [own] }
        let sounds = [cyrillic(word, by: .ukrainian), cyrillic(word, by: .polish)]
        return [own] + (sounds[0] == sounds[1] ? [sounds[0]] : sounds)
    }

    /// By its own letters.
    static func key(_ word: String) -> Word {
        var key: Word = []
        for scalar in word.unicodeScalars {
            guard let letter = folded(scalar) else { continue }
            // “ий” and “її” are one letter, as the official romanisation and most keyboards have them.
            if letter != iLetter || key.last != letter { key.append(letter) }
        }
        return key
    }

    private static let apostrophes: Set<Character> = ["'", "’", "ʼ", "`", "´", "‘", "\u{2032}"]

    private static let iLetter = letter("и")

    private static func isLatin(_ word: Word) -> Bool { word.contains { (0x61...0x7A).contains($0) } }

    /// Nil for signs that do not count.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt16? {
        let value = scalar.value
        if value < 0x80 {
            let isSign = value == 0x2D || value == 0x2F
            return isSign ? nil : scalar == "y" ? letter("i") : UInt16(value)
        }
        if let known = table[scalar] { return known.map(letter) }
        return value < 0x1_0000 ? UInt16(value) : nil
    }

    private static func letter(_ scalar: Unicode.Scalar) -> UInt16 { UInt16(scalar.value) }

    private static let table: [Unicode.Scalar: Unicode.Scalar?] = [
        "ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "z", "ä": "a", "á": "a",
        "č": "c", "é": "e", "ö": "o", "ř": "r", "š": "s", "ü": "u", "ž": "z", "\u{301}": nil, "\u{328}": nil,
        "і": "и", "ї": "и", "й": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г", "ъ": nil, "ь": nil,
    ]
}

extension AddressLetters {
    /// By which rules Latin letters are read aloud.
    enum Reading { case polish, ukrainian }

    /// A Latin word in the Cyrillic letters it sounds like, as `key` has them.
    static func cyrillic(_ word: String, by reading: Reading) -> Word {
        let letters = Array(word)
        let groups = reading == .polish ? polish : ukrainian
        var text = ""
        var index = 0
        while index < letters.count {
            let longest = (1...4).reversed().first { length in
                index + length <= letters.count && groups[String(letters[index..<index + length])] != nil
            }
            let length = longest ?? 1
            let group = String(letters[index..<index + length])
            text += groups[group] ?? group
            index += length
        }
        return key(text)
    }

    private static let single = [
        "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "г", "i": "и", "j": "и", "k": "к",
        "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в",
        "w": "в", "x": "кс", "y": "и", "z": "з", "ą": "он", "ć": "ц", "ę": "ен", "ł": "л", "ń": "н", "ó": "у", "ś": "с",
        "ź": "з", "ż": "ж", "ia": "я", "ja": "я", "ya": "я", "iu": "ю", "ju": "ю", "yu": "ю", "ie": "е", "je": "е",
        "ye": "е", "ii": "и", "yi": "и", "ji": "и",
    ]

    private static let polish = single.merging([
        "szcz": "щ", "sz": "ш", "cz": "ч", "rz": "ж", "ch": "х", "dż": "дж", "dź": "дз",
    ]) { $1 }

    private static let ukrainian = single.merging([
        "shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц",
    ]) { $1 }
}
