import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct RequestLimitTests {
    /// A limit of 60 a minute: one a second.
    @Test("Requests are granted up to the limit of a minute, and one by one as time passes")
    func taking() {
        var allowance = RequestAllowance(60, at: .monday)
        let first = allowance.take(of: 60, at: .monday)
        #expect(first == .init(isGranted: true, remaining: 59, reset: .seconds(1)))
        for _ in 2..<60 { _ = allowance.take(of: 60, at: .monday) }
        let rows: [(milliseconds: Int64, RequestAllowance.Taking)] = [
            (0, .init(isGranted: true, remaining: 0, reset: .seconds(60))),
            (0, .init(isGranted: false, remaining: 0, reset: .seconds(1))),
            (400, .init(isGranted: false, remaining: 0, reset: .milliseconds(600))),
            (999, .init(isGranted: false, remaining: 0, reset: .milliseconds(1))),
            (1_000, .init(isGranted: true, remaining: 0, reset: .seconds(60))),
            (3_500, .init(isGranted: true, remaining: 1, reset: .milliseconds(58_500))),
            // However long nobody came, no more than a minute's worth is there; a clock that went back takes nothing.
            (600_000, .init(isGranted: true, remaining: 59, reset: .seconds(1))),
            (500_000, .init(isGranted: true, remaining: 58, reset: .seconds(2))),
        ]
        for (milliseconds, taking) in rows {
            let taken = allowance.take(of: 60, at: .monday + .milliseconds(milliseconds))
            #expect(taken == taking, "after \(milliseconds) ms")
        }
    }

    @Test(
        "A limit below one is none",
        arguments: zip([nil, -1, 0, 1, 600], [nil, nil, nil, 1, 600] as [Int?])
    )
    func limits(typed: Int?, limit: Int?) { #expect(RequestLimit(perMinute: typed).perMinute == limit) }
}
