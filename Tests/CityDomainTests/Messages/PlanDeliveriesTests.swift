import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct PlanDeliveriesTests {
    private static let question = PlannedDelivery(message: .confirmEmail, channel: .email, state: .queued)

    private static func status(_ state: DeliveryState) -> PlannedDelivery {
        PlannedDelivery(message: .status(sequence: 3), channel: .email, state: state)
    }

    private static let nobody = Addressee(hasEmail: false, emailConfirmed: false)
    private static let unconfirmed = Addressee(hasEmail: true, emailConfirmed: false)
    private static let confirmed = Addressee(hasEmail: true, emailConfirmed: true)

    @Test(
        "An address nobody confirmed gets one question; what else it would get is held",
        arguments: [
            (.reportReceived, nobody, []), (.reportMoved, nobody, []),
            (.reportReceived, unconfirmed, [question, status(.held)]), (.reportMoved, unconfirmed, [status(.held)]),
            (.reportReceived, confirmed, [question, status(.queued)]), (.reportMoved, confirmed, [status(.queued)]),
        ] as [(OutboxEvent.Kind, Addressee, [PlannedDelivery])]
    )
    func planning(kind: OutboxEvent.Kind, addressee: Addressee, planned: [PlannedDelivery]) {
        let event = OutboxEvent(id: ID("e"), kind: kind, report: ID("r"), sequence: 3, at: .monday)
        #expect(plannedDeliveries(for: event, to: addressee) == planned)
    }
}
