/// A time as a clock on the wall shows it, to the minute.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int

    /// Nil when no clock shows such a time.
    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minuteOfDay: hour * 60 + minute)
    }

    /// `minuteOfDay`: 0 to 1439.
    init(minuteOfDay: Int) {
        hour = minuteOfDay / 60
        minute = minuteOfDay % 60
    }

    public static let midnight = Self(minuteOfDay: 0)

    /// Minutes since midnight on a day without a change of the clocks.
    public var minuteOfDay: Int { hour * 60 + minute }

    public static func < (a: Self, b: Self) -> Bool { a.minuteOfDay < b.minuteOfDay }
}

extension TimeOfDay: LosslessStringConvertible, Codable {
    /// `08:15` (ISO 8601).
    public var description: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }

    /// Reads `08:15` and nothing else.
    public init?(_ text: String) {
        guard text.utf8.count == 5, let hour = Int(text.prefix(2)), let minute = Int(text.suffix(2)) else { return nil }
        self.init(hour: hour, minute: minute)
        guard description == text else { return nil }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is not a time of day; write it as 08:15"
            )
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension TimeOfDay {
    /// The time as people of a language write it: "8.15", "8:15".
    public func words(in language: Language) -> String {
        "\(hour)\(Grammar.of(language).timeSeparator)\(minute < 10 ? "0" : "")\(minute)"
    }
}
