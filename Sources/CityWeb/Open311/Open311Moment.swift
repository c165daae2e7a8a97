import CityKit

/// A moment as programs write it, or a whole day.
///
/// Source: https://www.w3.org/TR/NOTE-datetime
struct Open311Moment: Equatable {
    /// The two are the same, but for a day.
    let start: Instant
    let end: Instant

    /// Reads `2026-04-27T08:15:30Z`, `2026-04-27T10:15+02:00` and `2026-04-27`. Without a zone it is the town's time. A
    /// space counts as the plus that it was before a program sent it unescaped.
    init?(_ text: String, clock: LocalClock) {
        let pattern = /(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+ -])(\d\d):?(\d\d))?)?/
        guard let match = text.wholeMatch(of: pattern), let day = CivilDate(String(match.1)) else { return nil }
        guard let hour = match.2.flatMap({ Int($0) }), let minute = match.3.flatMap({ Int($0) }) else {
            start = clock.start(of: day)
            end = clock.end(of: day)
            return
        }
        let second = match.4.flatMap { Int64(String($0)) } ?? 0
        guard let time = TimeOfDay(hour: hour, minute: minute), second < 60 else { return nil }
        let isLocal = match.5 == nil && match.6 == nil
        let wall =
            isLocal
            ? clock.instant(of: day, at: time)
            : Instant(milliseconds: Int64(day.dayNumber) * 86_400_000) + .minutes(Int64(hour * 60 + minute))
        let east = Self.minutes(match.7, match.8) * (match.6 == "-" ? -1 : 1)
        start = wall + .seconds(second) - .minutes(east)
        end = start
    }

    /// Minutes of a distance from Greenwich.
    private static func minutes(_ hours: Substring?, _ minutes: Substring?) -> Int64 {
        (hours.flatMap { Int64($0) } ?? 0) * 60 + (minutes.flatMap { Int64($0) } ?? 0)
    }
}
