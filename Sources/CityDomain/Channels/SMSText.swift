import Foundation

/// How the letters of a short message are written.
public enum SMSSpelling: String, Hashable, Sendable, CaseIterable {
    case asWritten
    /// Letters of the Latin script without their marks, and typographic marks as those of a keyboard, where the message
    /// then needs fewer octets.
    case withoutDiacritics
}

/// Words as they go out in a short message, with what they take.
///
/// Source: 3GPP TS 23.038 §6.2.1 (alphabet), TS 23.040 §9.2.3.24.1 (messages of several parts, reference of one octet).
public struct SMSText: Hashable, Personal {
    public enum Encoding: String, Hashable, Sendable, CaseIterable {
        /// Seven bits for each letter, two of them for a letter of the extension table.
        case gsm7
        /// UTF-16.
        case ucs2

        /// Letters that a message of one part holds: septets or UTF-16 code units.
        public var single: Int { self == .gsm7 ? 160 : 70 }
        /// Letters that each part of a longer message holds: the header that joins the parts takes six octets.
        public var joined: Int { self == .gsm7 ? 153 : 67 }
    }

    public let text: String
    public let encoding: Encoding
    /// Septets or UTF-16 code units of the whole text.
    public let units: Int
    /// Messages that are paid for; none for an empty text.
    public let parts: Int
    /// Units that the last part still has room for; an extension or a pair of units at a border costs more than it
    /// takes.
    public let room: Int
    /// The characters that need UCS-2, each once, in the order of the text: a page can tell the clerk what makes the
    /// message dear. Empty in GSM-7.
    public let costly: [Character]

    public init(_ written: String, spelling: SMSSpelling = .asWritten) {
        let plain = Self.tidied(written)
        let spelled = spelling == .withoutDiacritics ? PlainLetters.text(plain) : plain
        // What needs UCS-2 all the same gains nothing by the loss of its marks.
        text = GSMAlphabet.holds(spelled) ? spelled : plain
        encoding = GSMAlphabet.holds(text) ? .gsm7 : .ucs2
        let widths = Self.widths(of: text, in: encoding)
        units = widths.reduce(0, +)
        let split = Self.split(widths, single: encoding.single, joined: encoding.joined)
        (parts, room) = (split.parts, split.room)
        var seen: Set<Character> = []
        costly =
            encoding == .gsm7
            ? [] : text.filter { !GSMAlphabet.holds(String($0)) && seen.insert($0).inserted }.map(\.self)
    }

    /// Differences that nobody sees and that would make a message dear: composed letters, ends of lines, blanks of
    /// other widths, signs of no width but those that join signs of pictures.
    private static func tidied(_ text: String) -> String {
        var tidy = ""
        let lines = text.precomposedStringWithCanonicalMapping.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        for scalar in lines.unicodeScalars {
            switch scalar {
            case "\t", "\u{A0}", "\u{202F}", "\u{2000}"..."\u{200A}": tidy.unicodeScalars.append(" ")
            case "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}": continue
            case "\u{2028}", "\u{2029}": tidy.unicodeScalars.append("\n")
            default: tidy.unicodeScalars.append(scalar)
            }
        }
        return tidy
    }

    /// What each letter takes; the two units of a surrogate pair stay together.
    private static func widths(of text: String, in encoding: Encoding) -> [Int] {
        text.unicodeScalars.map { encoding == .gsm7 ? GSMAlphabet.septets(of: $0) ?? 1 : UTF16.width($0) }
    }

    private static func split(_ widths: [Int], single: Int, joined: Int) -> (parts: Int, room: Int) {
        let all = widths.reduce(0, +)
        guard all > single else { return (all == 0 ? 0 : 1, single - all) }
        var (parts, used) = (1, 0)
        for width in widths {
            if used + width > joined { (parts, used) = (parts + 1, 0) }
            used += width
        }
        return (parts, joined - used)
    }
}

/// The default alphabet of GSM and its extension table (3GPP TS 23.038 §6.2.1 and §6.2.1.1).
enum GSMAlphabet {
    private static let basic: Set<Unicode.Scalar> = Set(
        ("@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )
    private static let extended: Set<Unicode.Scalar> = Set("^{}\\[~]|€\u{0C}".unicodeScalars)

    /// 1, or 2 with the escape of the extension table; nil for what the alphabet does not have.
    static func septets(of scalar: Unicode.Scalar) -> Int? {
        basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : nil
    }

    static func holds(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { septets(of: $0) != nil } }
}

/// Letters without their marks, for those that GSM does not have.
enum PlainLetters {
    /// Letters whose mark is a part of their form, and typographic marks.
    private static let table: [Unicode.Scalar: String] = [
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i", "œ": "oe", "Œ": "OE", "þ": "th",
        "Þ": "Th",
        "ð": "d", "ẞ": "SS", "„": "\"", "“": "\"", "”": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'",
        "′": "'", "″": "\"", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "...", "•": "-", "·": "-",
        "×": "x", "°": " st.", "²": "2", "³": "3", "№": "nr ", "™": "TM", "©": "(c)", "®": "(R)", "½": "1/2",
        "¼": "1/4",
    ]

    static func text(_ text: String) -> String { text.unicodeScalars.map(letters).joined() }

    private static func letters(_ scalar: Unicode.Scalar) -> String {
        let own = String(scalar)
        if GSMAlphabet.holds(own) { return own }
        if let known = table[scalar] { return known }
        let apart = own.decomposedStringWithCanonicalMapping.unicodeScalars
        guard let base = apart.first, apart.count > 1, GSMAlphabet.holds(String(base)), base.properties.isAlphabetic
        else { return own }
        return String(base)
    }
}
