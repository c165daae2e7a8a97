public import CityKit
import Synchronization

/// A clock whose hands a test sets.
public final class FakeClock: TimeSource {
    private let moment: Mutex<Instant>

    public init(_ moment: Instant) { self.moment = Mutex(moment) }

    public var now: Instant { moment.withLock { $0 } }

    public func set(_ moment: Instant) { self.moment.withLock { $0 = moment } }

    public func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
}

extension Instant {
    /// A Monday: 27 April 2026, 10:15 in Warsaw.
    public static let monday = utc(CivilDate(2026, 4, 27), 8, 15)

    public static func utc(_ date: CivilDate, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
        Instant(milliseconds: Int64(date.dayNumber) * 86_400_000) + .hours(Int64(hour)) + .minutes(Int64(minute))
    }
}
