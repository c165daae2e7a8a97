/// The number of a house: digits, then what tells houses of one number apart, such as “12A”, “7/9” or “3K2”.
public struct HouseNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 1 to 9,999.
    public let value: Int
    /// Letters in capitals, fractions after “/”, ranges after “-”, buildings after “K”; empty for most houses.
    public let rest: String

    /// Reads what people write in many ways: spaces, dots, quotes and dashes before letters do not count. Nil for
    /// anything that is no number of a house.
    public init?(_ text: some StringProtocol) {
        let scalars = text.unicodeScalars
        let digits = scalars.prefix { ("0"..."9").contains($0) }
        guard (1...4).contains(digits.count), let value = Int(String(String.UnicodeScalarView(digits))), value > 0
        else { return nil }
        guard let rest = Self.canonical(scalars.dropFirst(digits.count)) else { return nil }
        self.init(value: value, rest: rest)
    }

    private init(value: Int, rest: String) {
        self.value = value
        self.rest = rest
    }

    public var description: String { "\(value)\(rest)" }

    public static func < (first: Self, second: Self) -> Bool {
        (first.value, first.rest) < (second.value, second.rest)
    }

    /// The side of the street, as far as numbers tell it.
    var isEven: Bool { value.isMultiple(of: 2) }

    /// The same without a fraction, which may be a flat: “12” of “12/5”.
    var withoutFraction: Self? {
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        return Self(value: value, rest: String(rest[..<slash]))
    }

    /// The same house as a keyboard of the other script has it, by look (В, B) and by sound (В, V).
    var inOtherScript: [Self] {
        [Self.byLook, Self.bySound].compactMap { letters in
            let other = String(rest.map { letters[$0] ?? $0 })
            return other == rest ? nil : Self(value: value, rest: other)
        }
    }

    private static let longestRest = 8

    private static func canonical(_ scalars: some Collection<Unicode.Scalar>) -> String? {
        if scalars.isEmpty { return "" }
        var rest: [Character] = []
        for scalar in scalars {
            switch scalar {
            case " ", ".", "\u{A0}", "\"", "«", "»", "'", "’": continue
            case "/", "\\": rest.append("/")
            case "-", "–": rest.append("-")
            default:
                guard scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) else { return nil }
                rest += String(scalar).uppercased()
            }
        }
        let kept = rest.indices.filter { rest[$0] != "-" || $0 + 1 < rest.count && rest[$0 + 1].isNumber }
        let text = String(kept.map { rest[$0] }).replacing("KORP", with: "K").replacing("КОРП", with: "К")
        return text.count <= longestRest && text.last != "/" ? text : nil
    }

    private static let byLook = bothWays([
        "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "I": "І", "K": "К", "P": "Р",
    ])
    private static let bySound = bothWays([
        "B": "Б", "V": "В", "G": "Г", "D": "Д", "Z": "З", "R": "Р", "N": "Н", "S": "С",
    ])

    private static func bothWays(_ letters: [Character: Character]) -> [Character: Character] {
        letters.merging(letters.map { ($1, $0) }) { first, _ in first }
    }
}
