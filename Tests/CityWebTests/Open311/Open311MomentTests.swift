import CityKit
import CityTestSupport
import Testing

@testable import CityWeb

@Suite struct Open311MomentTests {
    private static let warsaw = LocalClock(zone: "Europe/Warsaw")

    @Test(
        "A moment is read with its zone, without one by the town's clock",
        arguments: [
            ("2026-04-27T08:15:30Z", "2026-04-27T08:15:30Z"), ("2026-04-27T10:15:30+02:00", "2026-04-27T08:15:30Z"),
            ("2026-04-27T10:15:30 02:00", "2026-04-27T08:15:30Z"), ("2026-04-27T10:15:30+0200", "2026-04-27T08:15:30Z"),
            ("2026-04-27T02:45-05:30", "2026-04-27T08:15:00Z"), ("2026-04-27T08:15:30.250Z", "2026-04-27T08:15:30Z"),
            ("2026-04-27T10:15:30", "2026-04-27T08:15:30Z"), ("2026-01-27T10:15:30.123456", "2026-01-27T09:15:30Z"),
        ]
    )
    func moments(text: String, moment: String) throws {
        let clock = try #require(Self.warsaw)
        let read = try #require(Open311Moment(text, clock: clock))
        #expect([read.start.rfc3339, read.end.rfc3339] == [moment, moment])
    }

    @Test("A day is all of it")
    func days() throws {
        let clock = try #require(Self.warsaw)
        let read = try #require(Open311Moment("2026-03-29", clock: clock))
        #expect([read.start.rfc3339, read.end.rfc3339] == ["2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"])
    }

    @Test(
        "Nothing else is a moment",
        arguments: [
            "27.04.2026", "2026-02-30", "2026-04-27T", "2026-04-27T24:00:00Z", "2026-04-27T08:60:00Z",
            "2026-04-27T08:15:60Z", "2026-04-27 08:15:00Z", "1777277700", "2026-04-27T08:15:00Zulu",
        ]
    )
    func others(text: String) throws {
        let clock = try #require(Self.warsaw)
        #expect(Open311Moment(text, clock: clock) == nil)
    }
}
