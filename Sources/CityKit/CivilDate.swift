/// A calendar day without a time or a time zone: what a regulation means by "day". Gregorian, also before 1582.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let dayNumber: Int

    public init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// A date the program itself writes. One that does not exist gives a day after it, as 30 February gives 1 or 2 March;
    /// what a person typed goes through `init(year:month:day:)` or `init(_:)`.
    public init(_ year: Int, _ month: Int, _ day: Int) {
        // Years of this sum begin in March, so that the leap day is the last one.
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        dayNumber = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Nil when there is no such day, or its year is not 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= Self.days(inMonth: month, of: year) else { return nil }
        self.init(year, month, day)
    }

    public var year: Int { parts.year }
    /// 1 to 12.
    public var month: Int { parts.month }
    /// 1 to 31.
    public var day: Int { parts.day }
    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { (dayNumber + 3).modulo(7) + 1 }
    public var isWeekend: Bool { weekday > 5 }

    /// The day `months` later with the same number, or the last day of that month when it has no such number.
    public func adding(months: Int) -> Self {
        let (year, month, day) = parts
        let count = year * 12 + month - 1 + months
        let monthThen = count.modulo(12) + 1
        let yearThen = (count + 1 - monthThen) / 12
        return Self(yearThen, monthThen, min(day, Self.days(inMonth: monthThen, of: yearThen)))
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        Self(year, month + 1, 1).dayNumber - Self(year, month, 1).dayNumber
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let dayOfEra = (dayNumber + 719_468).modulo(146_097)
        let era = (dayNumber + 719_468 - dayOfEra) / 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    public static func < (a: Self, b: Self) -> Bool { a.dayNumber < b.dayNumber }
    public static func + (date: Self, days: Int) -> Self { Self(dayNumber: date.dayNumber + days) }
    public static func - (date: Self, days: Int) -> Self { Self(dayNumber: date.dayNumber - days) }
    /// The days from `b` to `a`.
    public static func - (a: Self, b: Self) -> Int { a.dayNumber - b.dayNumber }
}

extension CivilDate: Strideable {
    public func distance(to other: Self) -> Int { other - self }
    public func advanced(by days: Int) -> Self { self + days }
}

extension CivilDate: LosslessStringConvertible, Codable {
    /// `2025-12-30` (ISO 8601).
    public var description: String {
        let (year, month, day) = parts
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
    }

    /// Reads `2025-12-30` and nothing else: no spaces, no other order, no day that does not exist.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        guard let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is not a date; write it as 2025-12-30"
            )
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Int {
    /// The remainder that is never negative.
    fileprivate func modulo(_ divisor: Int) -> Int {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
