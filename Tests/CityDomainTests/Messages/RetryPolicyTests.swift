import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct RetryPolicyTests {
    @Test(
        "A delivery is tried ten times, the waits growing from half a minute to eight hours",
        arguments: [
            (1, 30), (2, 120), (3, 600), (4, 1_800), (5, 3_600), (6, 7_200), (7, 14_400), (8, 28_800), (9, 28_800),
            (10, nil), (11, nil), (0, nil), (-1, nil),
        ] as [(Int, Int64?)]
    )
    func waiting(attempt: Int, seconds: Int64?) {
        let next = seconds.map { Instant.monday + .seconds($0) }
        #expect(RetryPolicy.standard.next(afterAttempt: attempt, at: .monday) == next)
    }
}
