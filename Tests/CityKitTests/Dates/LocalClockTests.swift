import CityKit
import CityTestSupport
import Foundation
import Testing

@Suite struct LocalClockTests {
    /// What a clock shows at an instant given in UTC.
    struct Reading: Sendable {
        let zone: String
        let utc: String
        let date: CivilDate
        let time: String

        init(_ zone: String, _ utc: String, _ date: CivilDate, _ time: String) {
            (self.zone, self.utc, self.date, self.time) = (zone, utc, date, time)
        }
    }

    @Test(
        "An instant has the date and the time of its town",
        arguments: [
            Reading("Europe/Warsaw", "2026-01-15T22:59:59Z", CivilDate(2026, 1, 15), "23:59"),
            Reading("Europe/Warsaw", "2026-01-15T23:00:00Z", CivilDate(2026, 1, 16), "00:00"),
            Reading("Europe/Warsaw", "2026-07-15T21:59:59Z", CivilDate(2026, 7, 15), "23:59"),
            Reading("Europe/Warsaw", "2026-07-15T22:00:00Z", CivilDate(2026, 7, 16), "00:00"),
            Reading("Europe/Kyiv", "2026-01-15T21:59:59Z", CivilDate(2026, 1, 15), "23:59"),
            Reading("Europe/Kyiv", "2026-07-15T21:00:00Z", CivilDate(2026, 7, 16), "00:00"),
            Reading("Europe/Warsaw", "2026-03-29T00:59:59Z", CivilDate(2026, 3, 29), "01:59"),
            Reading("Europe/Warsaw", "2026-03-29T01:00:00Z", CivilDate(2026, 3, 29), "03:00"),
            Reading("Europe/Warsaw", "2026-10-25T00:30:00Z", CivilDate(2026, 10, 25), "02:30"),
            Reading("Europe/Warsaw", "2026-10-25T01:30:00Z", CivilDate(2026, 10, 25), "02:30"),
            Reading("America/New_York", "2026-01-01T04:59:59Z", CivilDate(2025, 12, 31), "23:59"),
            Reading("Europe/Warsaw", "1969-12-31T22:59:59Z", CivilDate(1969, 12, 31), "23:59"),
        ]
    )
    func readings(_ reading: Reading) throws {
        let clock = try #require(LocalClock(zone: reading.zone))
        let instant = try instant(reading.utc)
        #expect(clock.date(of: instant) == reading.date)
        #expect(clock.time(of: instant).description == reading.time)
    }

    @Test(
        "A day lasts from its first to its last instant, with 23, 24 or 25 hours",
        arguments: [
            ("Europe/Warsaw", CivilDate(2026, 3, 29), "2026-03-28T23:00:00Z", 23),
            ("Europe/Warsaw", CivilDate(2026, 10, 25), "2026-10-24T22:00:00Z", 25),
            ("Europe/Warsaw", CivilDate(2026, 10, 26), "2026-10-25T23:00:00Z", 24),
            ("Europe/Kyiv", CivilDate(2026, 3, 29), "2026-03-28T22:00:00Z", 23),
            ("Europe/Kyiv", CivilDate(2026, 10, 25), "2026-10-24T21:00:00Z", 25),
            ("UTC", CivilDate(2026, 3, 29), "2026-03-29T00:00:00Z", 24),
            // Here the clocks skipped midnight, and the day began at one.
            ("America/Sao_Paulo", CivilDate(2017, 10, 15), "2017-10-15T03:00:00Z", 23),
        ]
    )
    func bounds(zone: String, date: CivilDate, start: String, hours: Int64) throws {
        let clock = try #require(LocalClock(zone: zone))
        #expect(try clock.start(of: date) == instant(start))
        #expect(clock.end(of: date) - clock.start(of: date) == .hours(hours) - .milliseconds(1))
    }

    @Test("The days of a town follow each other without a gap", arguments: ["Europe/Warsaw", "Europe/Kyiv"])
    func partition(zone: String) throws {
        let clock = try #require(LocalClock(zone: zone))
        var wrong: [CivilDate] = []
        for date in CivilDate(2024, 1, 1)...CivilDate(2035, 12, 31) {
            let (start, end) = (clock.start(of: date), clock.end(of: date))
            let isRight =
                clock.date(of: start) == date && clock.date(of: end) == date && clock.time(of: start) == .midnight
            if !isRight || clock.date(of: start - .milliseconds(1)) != date - 1 { wrong.append(date) }
        }
        #expect(wrong == [])
    }

    @Test(
        "A time of day is found, the skipped hour at the skip and the double hour at its first turn",
        arguments: [
            (CivilDate(2026, 3, 29), "01:30", "2026-03-29T00:30:00Z"),
            (CivilDate(2026, 3, 29), "02:30", "2026-03-29T01:00:00Z"),
            (CivilDate(2026, 3, 29), "03:00", "2026-03-29T01:00:00Z"),
            (CivilDate(2026, 10, 25), "02:30", "2026-10-25T00:30:00Z"),
            (CivilDate(2026, 10, 25), "03:00", "2026-10-25T02:00:00Z"),
            (CivilDate(2026, 12, 1), "08:15", "2026-12-01T07:15:00Z"),
        ]
    )
    func instants(date: CivilDate, time: String, utc: String) throws {
        let clock = try #require(LocalClock(zone: "Europe/Warsaw"))
        #expect(try clock.instant(of: date, at: #require(TimeOfDay(time))) == instant(utc))
    }

    @Test("A zone the system does not know is refused") func unknownZone() {
        #expect(LocalClock(zone: "Europe/Nowhere") == nil)
        #expect(LocalClock(zone: "Europe/Warsaw")?.zoneName == "Europe/Warsaw")
    }

    private func instant(_ utc: String) throws -> Instant {
        let date = try Date(utc, strategy: .iso8601)
        return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1_000))
    }
}

@Suite struct TimeOfDayTests {
    @Test(
        "A time of day is read as hours and minutes with two digits each",
        arguments: [
            ("00:00", 0), ("08:15", 495), ("23:59", 1_439), ("24:00", nil), ("12:60", nil), ("8:15", nil),
            ("08.15", nil),
            ("+8:15", nil), ("08:-1", nil), ("", nil),
        ]
    )
    func reading(text: String, minute: Int?) {
        #expect(TimeOfDay(text)?.minuteOfDay == minute)
        #expect(TimeOfDay(text)?.description ?? text == text)
    }
}
