import CityDomain
import Testing

@Suite struct DeliveryTests {
    @Test(
        "The name of a message in the database can be read again",
        arguments: [
            (.confirmEmail, "confirm-email"), (.status(sequence: 1), "status-1"), (.status(sequence: 12), "status-12"),
        ] as [(DeliveryMessage, String)]
    )
    func naming(message: DeliveryMessage, name: String) {
        #expect(message.rawValue == name)
        #expect(DeliveryMessage(rawValue: name) == message)
    }

    @Test("Any other name is no message", arguments: ["", "status", "status-", "status-x", "confirm", "STATUS-1"])
    func unknown(name: String) {
        #expect(DeliveryMessage(rawValue: name) == nil)
    }

    @Test("A delivery that was handed over, has failed, is unknown or cancelled is over")
    func over() {
        #expect(DeliveryState.allCases.filter(\.isFinal) == [.handedOver, .failed, .unknown, .cancelled])
    }
}
