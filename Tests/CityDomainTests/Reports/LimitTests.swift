import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// How often something may be done with the link of a report.
@Suite struct LimitTests {
    @Test(
        "From one network ten wrong secrets are free, then the pause doubles to a quarter of an hour",
        arguments: [
            (0, 0), (10, 0), (11, 1), (12, 2), (13, 4), (20, 512), (21, 900), (10_000, 900),
        ] as [(Int, Int64)]
    )
    func secretOfNetwork(failures: Int, seconds: Int64) {
        #expect(SecretPause.ofNetwork(failures) == .seconds(seconds))
    }

    @Test(
        "From all networks a hundred are free, and nobody keeps the holder out for more than half a minute",
        arguments: [(0, 0), (100, 0), (101, 1), (105, 16), (106, 30), (10_000, 30)] as [(Int, Int64)]
    )
    func secretOfReport(failures: Int, seconds: Int64) {
        #expect(SecretPause.ofReport(failures) == .seconds(seconds))
    }

    /// Minutes at which the words were changed, the minute of the next change, and how many minutes it must wait.
    @Test(
        "The words can be changed five times in an hour and twenty times in a day",
        arguments: [
            ([], 0, nil), ([0, 1, 2, 3], 4, nil), ([0, 1, 2, 3, 4], 5, 55), ([0, 1, 2, 3, 4], 59, 1),
            ([0, 1, 2, 3, 4], 60, nil), ([0, 1, 2, 3, 4, 60], 60, 1),
            (Array(stride(from: 0, to: 1_400, by: 70)), 1_400, 40),
            (Array(stride(from: 0, to: 1_400, by: 70)), 1_440, nil),
            (Array(stride(from: 0, to: 1_330, by: 70)), 1_330, nil),
        ] as [([Int64], Int64, Int64?)]
    )
    func amending(changes: [Int64], at minute: Int64, wait: Int64?) {
        let start = Instant.monday
        let pause = AmendmentLimit.pause(after: changes.map { start + .minutes($0) }, at: start + .minutes(minute))
        #expect(pause == wait.map { .minutes($0) })
    }

    @Test(
        "A pause is told in seconds, minutes or hours, and never shorter than it is",
        arguments: [
            (.milliseconds(1), "pause.seconds", 1), (.seconds(60), "pause.seconds", 60),
            (.seconds(61), "pause.minutes", 2), (.hours(2), "pause.minutes", 120),
            (.seconds(7_201), "pause.hours", 3), (.hours(24), "pause.hours", 24),
        ] as [(Duration, String, Int)]
    )
    func words(pause: Duration, key: String, count: Int) {
        #expect(pause.text == Text(key, ["count": .number(count)]))
    }
}
