/// Something in a text that should perhaps not be published. It is for whoever decides, and bars nothing.
public struct TextHint: Hashable, Sendable {
    public let kind: Kind
    /// As it stands in the text.
    public let excerpt: String

    public init(_ kind: Kind, _ excerpt: some StringProtocol) {
        self.kind = kind
        self.excerpt = String(excerpt)
    }

    /// In the order in which they are told.
    public enum Kind: String, Sendable, CaseIterable {
        /// The number of a person in the Polish register, its check digit right.
        case pesel
        case email
        case phone
        /// Of a vehicle, Polish or Ukrainian.
        case plate
        case vulgar
    }
}

/// Looks through a text that is about to be published.
public struct FindTextHints: Sendable {
    private let stems: [String]

    /// Letters and signs of an address, with what may stand around it.
    private static let longestWord = 400

    /// - Parameter vulgar: beginnings of words; case and accents do not count.
    public init(vulgar: [String]) { stems = vulgar.map(SearchWords.folded).filter { !$0.isEmpty } }

    /// Each once: by kind, and in the order of the text.
    public func callAsFunction(_ text: String, in town: Municipality) -> [TextHint] {
        let words = town.hints.vulgarWords == .listed ? vulgar(text) : []
        let found = NumberHints(text).found + emails(text) + PlateHints(text).found + words
        var seen: Set<TextHint> = []
        return TextHint.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind && seen.insert($0).inserted } }
    }

    private func emails(_ text: String) -> [TextHint] {
        // Word by word, and none that is too long for an address: a text of one long word would be read over and over.
        text.split(whereSeparator: \.isWhitespace).filter { $0.contains("@") && $0.count <= Self.longestWord }.flatMap {
            $0.matches(of: /[\w.%+\-]+@[\w\-]+(?:\.[\w\-]+)+/).map { TextHint(.email, $0.output) }
        }
    }

    private func vulgar(_ text: String) -> [TextHint] {
        text.split { !$0.isLetter }.filter { word in
            let folded = SearchWords.folded(String(word))
            return stems.contains { folded.hasPrefix($0) }
        }.map { TextHint(.vulgar, $0) }
    }
}

/// Numbers of persons and of telephones among the numbers of a text: houses, cases, postal codes and days are none.
private struct NumberHints {
    private(set) var found: [TextHint] = []

    /// Digits that belong together, and what stands before them.
    private struct Group {
        let range: Range<String.Index>
        let digits: String
        /// Between the group before and this one; nil where anything but one space or hyphen is.
        let joint: Character?
        let hasPlus: Bool
        /// Of the group, with a plus or a bracket before it.
        let start: String.Index
        /// Not a part of a date, a decimal number, a case number, or a word.
        let isFree: Bool
    }

    init(_ text: String) {
        let groups = Self.groups(text)
        var index = 0
        while index < groups.count {
            let group = groups[index]
            if group.digits.count == 11, group.isFree, Self.isPESEL(group.digits) {
                found.append(TextHint(.pesel, group.digits))
                index += 1
            } else if let count = Self.phone(groups[index...]) {
                let last = groups[index + count - 1]
                found.append(TextHint(.phone, text[group.start..<last.range.upperBound]))
                index += count
            } else {
                index += 1
            }
        }
    }

    private static func groups(_ text: String) -> [Group] {
        var groups: [Group] = []
        var start = text.startIndex
        while let first = text[start...].firstIndex(where: \.isDigit) {
            let end = text[first...].firstIndex { !$0.isDigit } ?? text.endIndex
            let before = first == text.startIndex ? nil : text[text.index(before: first)]
            let after = end == text.endIndex ? nil : text[end]
            let isPart = before?.bindsDigits == true || Self.binds(text, after, end)
            groups.append(
                Group(
                    range: first..<end,
                    digits: String(text[first..<end]),
                    joint: joint(text, from: groups.last?.range.upperBound, to: first),
                    hasPlus: before == "+",
                    start: before == "+" || before == "(" ? text.index(before: first) : first,
                    isFree: !isPart
                )
            )
            start = end
        }
        return groups
    }

    /// A full stop or a comma binds when a digit follows.
    private static func binds(_ text: String, _ sign: Character?, _ place: String.Index) -> Bool {
        guard let sign else { return false }
        guard sign == "." || sign == "," else { return sign.bindsDigits }
        let next = text.index(after: place)
        return next < text.endIndex && text[next].isDigit
    }

    private static func joint(_ text: String, from end: String.Index?, to start: String.Index) -> Character? {
        guard let end else { return nil }
        let between = text[end..<start]
        if between == ") " { return " " }
        guard between.count == 1, let sign = between.first, sign == " " || sign == "-" || sign == ")" else {
            return nil
        }
        return sign
    }

    /// How Polish and Ukrainian numbers are written, without and with the zero or the code of the country before them.
    private static let shapes: [[Int]] = [
        [9], [3, 3, 3], [2, 3, 2, 2], [3, 2, 2, 2], [2, 7],
    ]
    private static let withZero: [[Int]] = [[10], [3, 3, 2, 2], [3, 3, 4], [3, 7], [3, 3, 3, 1]]
    private static let withCode: [[Int]] =
        [[11], [12], [2, 9], [3, 9]] + shapes.flatMap { [[2] + $0, [3] + $0] } + [[2, 2, 3, 2, 2], [3, 2, 3, 4]]

    /// How many groups from the first on are a telephone number; nil when they are none.
    private static func phone(_ groups: ArraySlice<Group>) -> Int? {
        guard let first = groups.first, first.isFree else { return nil }
        let candidates =
            first.hasPlus || first.digits.hasPrefix("00")
            ? withCode + [[4, 9], [4, 3, 3, 3], [13]] : first.digits.hasPrefix("0") ? withZero : shapes
        return candidates.first { matches($0, groups) }?.count
    }

    private static func matches(_ shape: [Int], _ groups: ArraySlice<Group>) -> Bool {
        guard groups.count >= shape.count else { return false }
        let own = Array(groups.prefix(shape.count))
        guard own.map(\.digits.count) == shape, own.allSatisfy(\.isFree) else { return false }
        guard own.dropFirst().allSatisfy({ $0.joint != nil && !$0.hasPlus }) else { return false }
        // Hyphens all along, or none: otherwise it is a list of something else.
        let next = groups.dropFirst(shape.count).first
        return next?.joint != "-" && Set(own.dropFirst().map { $0.joint == "-" }).count <= 1
    }

    /// Source: ustawa o ewidencji ludności, art. 15 and 16: the day of birth, and a check digit.
    private static func isPESEL(_ digits: String) -> Bool {
        let numbers = digits.compactMap(\.wholeNumberValue)
        guard numbers.count == 11 else { return false }
        let sum = zip(numbers, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]).reduce(0) { $0 + $1.0 * $1.1 }
        let (month, day) = ((numbers[2] * 10 + numbers[3]) % 20, numbers[4] * 10 + numbers[5])
        return (10 - sum % 10) % 10 == numbers[10] && (1...12).contains(month) && (1...31).contains(day)
    }
}

/// Signs of vehicles: letters in capitals and digits.
private struct PlateHints {
    let found: [TextHint]

    init(_ text: String) {
        let ukrainian = text.matches(of: /\b[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2} ?\d{4} ?[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}\b/)
        let polish = text.matches(of: /\b([A-Z]{2,3})([ -]?)(\d[0-9A-Z]{3,4})\b/).filter { match in
            Self.isPlate(match.1, match.3)
        }
        found = ukrainian.map { TextHint(.plate, $0.output) } + polish.map { TextHint(.plate, $0.output.0) }
    }

    /// The first letter names a province, the army or the police.
    private static let provinces = Set("BCDEFGHKLNOPRSTUWZ")
    /// What else stands in capitals before a number: money, roads, laws, days.
    private static let others: Set<Substring> = [
        "PLN", "EUR", "USD", "UAH", "DK", "DW", "DP", "DG", "NR", "NIP", "KRS", "ROK", "RODO", "KW", "PN", "EN", "ISO",
        "UE", "WE",
    ]

    /// Letters stand at the end or at one place among the digits; a year is none.
    private static func isPlate(_ letters: Substring, _ rest: Substring) -> Bool {
        guard let first = letters.first, provinces.contains(first), !others.contains(letters) else { return false }
        let isYear = rest.count == 4 && (rest.hasPrefix("19") || rest.hasPrefix("20")) && rest.allSatisfy(\.isNumber)
        return !isYear && rest.count(where: \.isLetter) <= 2
    }
}

extension Character {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }

    /// Whether digits beside it are a part of something else.
    fileprivate var bindsDigits: Bool { isLetter || isNumber || "./,_".contains(self) }
}
