import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct PlanDeliveriesTests {
    private static let question = PlannedDelivery(message: .confirmEmail, channel: .email, state: .queued)

    private static func status(_ state: DeliveryState) -> PlannedDelivery {
        PlannedDelivery(message: .status(sequence: 3), channel: .email, state: state)
    }

    private static let nobody = Addressee(.reporter, email: .none)
    private static let unconfirmed = Addressee(.reporter, email: .unconfirmed)
    private static let confirmed = Addressee(.reporter, email: .confirmed)
    private static let asked = Addressee(.follower(ID("f")), email: .unconfirmed)
    private static let follower = Addressee(.follower(ID("f")), email: .confirmed)

    @Test(
        "An address nobody confirmed gets one question; what else it would get is held",
        arguments: [
            (.reportReceived, nobody, []), (.reportMoved, nobody, []),
            (.reportReceived, unconfirmed, [question, status(.held)]), (.reportMoved, unconfirmed, [status(.held)]),
            (.reportReceived, confirmed, [question, status(.queued)]), (.reportMoved, confirmed, [status(.queued)]),
            (.reporterTold, nobody, []), (.reporterTold, unconfirmed, [status(.held)]),
            (.reporterTold, confirmed, [status(.queued)]), (.followerAsked, nobody, []),
            (.emailGiven, nobody, []), (.emailGiven, unconfirmed, [question]), (.emailGiven, confirmed, []),
            (.followerAsked, unconfirmed, []), (.followerAsked, confirmed, []),
        ] as [(OutboxEvent.Kind, Addressee, [PlannedDelivery])]
    )
    func planning(kind: OutboxEvent.Kind, addressee: Addressee, planned: [PlannedDelivery]) {
        let event = OutboxEvent(id: ID("e"), kind: kind, report: ID("r"), sequence: 3, at: .monday)
        #expect(plannedDeliveries(for: event, to: addressee) == planned)
    }

    @Test(
        "A follower gets the question once asked, and news of the status once confirmed",
        arguments: [
            (.followerAsked, asked, [question]), (.reportMoved, asked, []), (.reportReceived, asked, []),
            (.reporterTold, asked, []), (.emailGiven, asked, []), (.emailGiven, follower, []),
            (.followerAsked, follower, []), (.reportMoved, follower, [status(.queued)]),
            (.reportReceived, follower, []), (.reporterTold, follower, []),
        ] as [(OutboxEvent.Kind, Addressee, [PlannedDelivery])]
    )
    func following(kind: OutboxEvent.Kind, addressee: Addressee, planned: [PlannedDelivery]) {
        planning(kind: kind, addressee: addressee, planned: planned)
    }
}
