import Foundation

/// The clock on the wall of one town: turns instants into civil dates and back. Days of 23 and 25 hours are right.
public struct LocalClock: Hashable, Sendable {
    private let zone: TimeZone

    /// `name` is an IANA time zone such as `Europe/Warsaw`; nil when the system does not know it.
    public init?(zone name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    public var zoneName: String { zone.identifier }

    /// The day it is in the town at `instant`.
    public func date(of instant: Instant) -> CivilDate {
        CivilDate(dayNumber: Int(wallSeconds(at: instant).floored(to: Self.secondsOfDay).quotient))
    }

    /// The time the town's clock shows at `instant`, seconds dropped.
    public func time(of instant: Instant) -> TimeOfDay {
        TimeOfDay(minuteOfDay: Int(wallSeconds(at: instant).floored(to: Self.secondsOfDay).remainder / 60))
    }

    /// The instant at which the clock first shows `time` on `date`; where the clocks skip that time, the instant of the
    /// skip.
    public func instant(of date: CivilDate, at time: TimeOfDay = .midnight) -> Instant {
        let wall = Int64(date.dayNumber) * Self.secondsOfDay + Int64(time.minuteOfDay) * 60
        let before = offset(at: wall - Self.secondsOfDay)
        let after = offset(at: wall + Self.secondsOfDay)
        let candidates = [wall - max(before, after), wall - min(before, after)]
        let second = candidates.first { $0 + offset(at: $0) == wall } ?? skip(from: wall - after, to: wall - before)
        return Instant(milliseconds: second * 1_000)
    }

    /// The instant that was written down: by its own distance from UTC, else by this clock.
    public func instant(of reading: TimePattern.Reading) -> Instant {
        let (minute, second) = reading.secondOfDay.quotientAndRemainder(dividingBy: 60)
        guard let offset = reading.offset else {
            return instant(of: reading.date, at: TimeOfDay(minuteOfDay: minute)) + .seconds(second)
        }
        let wall = Int64(reading.date.dayNumber) * Self.secondsOfDay + Int64(reading.secondOfDay)
        return Instant(milliseconds: (wall - Int64(offset)) * 1_000)
    }

    /// The first instant of `date`.
    public func start(of date: CivilDate) -> Instant { instant(of: date) }

    /// The last instant of `date`, a millisecond before the next day begins. A term that ends on `date` is over after it.
    public func end(of date: CivilDate) -> Instant { start(of: date + 1) - .milliseconds(1) }

    private static let secondsOfDay: Int64 = 86_400

    private func wallSeconds(at instant: Instant) -> Int64 {
        let second = instant.milliseconds.floored(to: 1_000).quotient
        return second + offset(at: second)
    }

    /// Seconds east of Greenwich at a second since 1970 in UTC.
    private func offset(at second: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
    }

    /// The second after `low` and not after `high` at which the offset changes.
    private func skip(from low: Int64, to high: Int64) -> Int64 {
        let old = offset(at: low)
        var low = low
        var high = high
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == old { low = middle } else { high = middle }
        }
        return high
    }
}

extension Int64 {
    /// Division that rounds towards the past, also before 1970.
    fileprivate func floored(to divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
