/// A month of the calendar, by which figures are gathered.
public struct CivilMonth: Hashable, Comparable, Sendable {
    /// Months since the year 0.
    private let index: Int

    /// A month the program itself writes; what a person typed goes through `init(_:)`.
    public init(_ year: Int, _ month: Int) { index = year * 12 + month - 1 }

    public init(of date: CivilDate) { self.init(date.year, date.month) }

    /// `202611`, as the database keeps it; nil for what is no month.
    public init?(number: Int) {
        guard (1...12).contains(number % 100), (1...9999).contains(number / 100) else { return nil }
        self.init(number / 100, number % 100)
    }

    public var year: Int { index / 12 }
    /// 1 to 12.
    public var month: Int { index % 12 + 1 }
    public var number: Int { year * 100 + month }
    public var firstDay: CivilDate { CivilDate(year, month, 1) }
    public var lastDay: CivilDate { (self + 1).firstDay - 1 }

    /// "Nov 2026", "lis 2026".
    public func words(in language: Language) -> String { "\(short(in: language)) \(year)" }

    /// "Nov", "lis".
    public func short(in language: Language) -> String { Grammar.of(language).shortMonths[month - 1] }

    public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
    public static func + (month: Self, months: Int) -> Self { month.advanced(by: months) }
    public static func - (month: Self, months: Int) -> Self { month.advanced(by: -months) }
}

extension CivilMonth: Strideable {
    public func distance(to other: Self) -> Int { other.index - index }

    public func advanced(by months: Int) -> Self {
        let (year, month) = (index + months).quotientAndRemainder(dividingBy: 12)
        return Self(year, month + 1)
    }
}

extension CivilMonth: LosslessStringConvertible {
    /// `2026-11` (ISO 8601).
    public var description: String { String(firstDay.description.prefix(7)) }

    /// Reads `2026-11` and nothing else.
    public init?(_ text: String) {
        guard let day = CivilDate("\(text)-01") else { return nil }
        self.init(of: day)
    }
}
