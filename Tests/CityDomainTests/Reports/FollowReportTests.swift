import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct FollowReportTests {
    private static let now = Instant.monday

    @Test(
        "An address is asked once an hour, five times over all reports, and a town three hundred times an hour",
        arguments: [
            (nil, 0, 0, .ask), (nil, 4, 299, .ask), (nil, 5, 0, nil), (nil, 0, 300, nil),
            (.confirmed, 0, 0, .leave), (.confirmed, 5, 300, .leave),
            (.waiting(since: now - .minutes(59)), 1, 1, .leave), (.waiting(since: now - .minutes(60)), 1, 1, .ask),
            (.waiting(since: now - .hours(30)), 5, 0, nil),
        ] as [(EarlierQuestions.Same?, Int, Int, FollowDecision?)]
    )
    func deciding(same: EarlierQuestions.Same?, atAddress: Int, lately: Int, wanted: FollowDecision?) {
        let earlier = EarlierQuestions(same: same, waitingAtAddress: atAddress, lately: lately)
        let result = Result { () throws(FollowFailure) in try FollowReport.decision(after: earlier, at: Self.now) }
        switch wanted {
        case let wanted?: #expect(result == .success(wanted))
        case nil: #expect(result == .failure(.tooMany))
        }
    }
}
