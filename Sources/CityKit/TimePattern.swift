/// How a file writes moments: `yyyy-MM-dd HH:mm:ss`. Letters stand for digits, everything else for itself.
///
/// | letters | meaning |
/// |---|---|
/// | `yyyy` | the year, four digits |
/// | `MM` `dd` `HH` `mm` | two digits |
/// | `M` `d` `H` | one digit or two |
/// | `ss` | two digits; a fraction behind them is dropped |
/// | `Z` | the distance from UTC: `Z`, `+02:00`, `+0200` or `+02` |
///
/// A space also stands for the `T` of ISO 8601. What follows the day may be missing in the file: then it is midnight.
public struct TimePattern: Sendable, Hashable {
    /// A moment as it was written.
    public struct Reading: Sendable, Hashable {
        public let date: CivilDate
        /// 0 to 86,399.
        public let secondOfDay: Int
        /// Seconds east of Greenwich; nil where nothing is said and the town's own clock counts.
        public let offset: Int?

        public init(date: CivilDate, secondOfDay: Int, offset: Int?) {
            self.date = date
            self.secondOfDay = secondOfDay
            self.offset = offset
        }
    }

    /// ISO 8601.
    public static let standard = Self(parts: Part.all(of: "yyyy-MM-dd HH:mm:ssZ"))

    private let parts: [Part]

    private init(parts: [Part]) { self.parts = parts }

    /// Nil for a pattern without year, month and day, or with one of its parts twice.
    public init?(_ text: String) {
        let parts = Part.all(of: text)
        let fields = parts.compactMap(\.field)
        guard Set(fields).count == fields.count, Set(fields).isSuperset(of: [.year, .month, .day]) else { return nil }
        self.parts = parts
    }

    /// Nil when `text` is not written so, or names a time that no clock shows.
    public func reading(_ text: String) -> Reading? {
        var input = TimeInput(text)
        for part in parts {
            if input.isAtEnd, input.date != nil { break }
            guard input.take(part) else { return nil }
        }
        guard input.isAtEnd, let date = input.date, let second = input.secondOfDay else { return nil }
        return Reading(date: date, secondOfDay: second, offset: input.offset)
    }
}

/// One element of a pattern.
private enum Part: Hashable {
    enum Field: Hashable {
        case year, month, day, hour, minute, second, offset
    }

    case digits(Field, least: Int, most: Int)
    case offset
    case letter(UInt8)

    var field: Field? {
        switch self {
        case .digits(let field, _, _): field
        case .offset: .offset
        case .letter: nil
        }
    }

    private static let words: [(String, Part)] = [
        ("yyyy", .digits(.year, least: 4, most: 4)), ("MM", .digits(.month, least: 2, most: 2)),
        ("dd", .digits(.day, least: 2, most: 2)), ("HH", .digits(.hour, least: 2, most: 2)),
        ("mm", .digits(.minute, least: 2, most: 2)), ("ss", .digits(.second, least: 2, most: 2)),
        ("M", .digits(.month, least: 1, most: 2)), ("d", .digits(.day, least: 1, most: 2)),
        ("H", .digits(.hour, least: 1, most: 2)), ("Z", .offset),
    ]

    static func all(of pattern: String) -> [Part] {
        var rest = pattern[...]
        var parts: [Part] = []
        while let first = rest.utf8.first {
            if let (word, part) = words.first(where: { rest.hasPrefix($0.0) }) {
                parts.append(part)
                rest = rest.dropFirst(word.count)
            } else {
                parts.append(.letter(first))
                rest = Substring(rest.utf8.dropFirst())
            }
        }
        return parts
    }
}

/// A moment while it is read.
private struct TimeInput {
    private var rest: ArraySlice<UInt8>
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var hour = 0
    private var minute = 0
    private var second = 0
    private(set) var offset: Int?

    init(_ text: String) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    var date: CivilDate? {
        guard let year, let month, let day else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    var secondOfDay: Int? {
        hour < 24 && minute < 60 && second < 60 ? hour * 3_600 + minute * 60 + second : nil
    }

    /// False when the text is not as the part has it.
    mutating func take(_ part: Part) -> Bool {
        switch part {
        case .letter(let letter): return takeLetter(letter)
        case .offset: return takeOffset()
        case .digits(let field, let least, let most):
            guard let number = digits(least: least, most: most) else { return false }
            set(field, number)
            if field == .second { dropFraction() }
            return true
        }
    }

    private mutating func set(_ field: Part.Field, _ number: Int) {
        switch field {
        case .year: year = number
        case .month: month = number
        case .day: day = number
        case .hour: hour = number
        case .minute: minute = number
        case .second: second = number
        case .offset: offset = number
        }
    }

    private mutating func takeLetter(_ letter: UInt8) -> Bool {
        guard let byte = rest.popFirst() else { return false }
        return byte == letter || letter == UInt8(ascii: " ") && byte == UInt8(ascii: "T")
    }

    private mutating func digits(least: Int, most: Int) -> Int? {
        let digits = rest.prefix(most).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits.count >= least else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private mutating func dropFraction() {
        guard rest.first == UInt8(ascii: ".") else { return }
        let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if !digits.isEmpty { rest = rest.dropFirst(digits.count + 1) }
    }

    private mutating func takeOffset() -> Bool {
        guard let sign = rest.popFirst() else { return false }
        if sign == UInt8(ascii: "Z") {
            offset = 0
            return true
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = digits(least: 2, most: 2) else {
            return false
        }
        if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
        let minutes = rest.isEmpty ? 0 : digits(least: 2, most: 2)
        guard let minutes, hours < 15, minutes < 60 else { return false }
        offset = (hours * 3_600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
        return true
    }
}
