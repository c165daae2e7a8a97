/// A moment in UTC with the precision of a millisecond. What a regulation calls a day is a `CivilDate`.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

    public static func + (instant: Self, duration: Duration) -> Self {
        Self(milliseconds: instant.milliseconds + duration.milliseconds)
    }

    public static func - (instant: Self, duration: Duration) -> Self {
        Self(milliseconds: instant.milliseconds - duration.milliseconds)
    }

    public static func - (end: Self, start: Self) -> Duration {
        .milliseconds(end.milliseconds - start.milliseconds)
    }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Duration {
    /// The whole milliseconds of the duration; fractions are dropped.
    public var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// The seconds of the duration; one that has begun counts whole, so that who waits so long has waited long enough.
    public var wholeSeconds: Int { Int((milliseconds + 999) / 1_000) }

    public static func minutes(_ count: Int64) -> Self { .seconds(60 * count) }
    public static func hours(_ count: Int64) -> Self { .minutes(60 * count) }
    public static func days(_ count: Int64) -> Self { .hours(24 * count) }
}
