import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct StaffSessionTests {
    @Test(
        "A session ends after half an hour without a request and after twelve hours in all",
        arguments: [
            (0, 0, true), (29 * 60 + 59, 0, true), (30 * 60, 0, false), (12 * 3_600 - 1, 12 * 3_600 - 2, true),
            (12 * 3_600, 12 * 3_600 - 1, false),
        ] as [(Int64, Int64, Bool)]
    )
    func ending(now: Int64, seen: Int64, isOpen: Bool) {
        let session = StaffSession(
            tokenHash: [],
            staff: .officer,
            openedAt: .monday,
            seenAt: .monday + .seconds(seen)
        )
        #expect(session.isOpen(at: .monday + .seconds(now)) == isOpen)
    }
}
