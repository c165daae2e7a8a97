import CityDomain

/// A channel of a training: takes nothing, and says why.
struct SilentChannel<Message: Sendable>: Channel {
    let width = 1

    func deliver(_ message: Message) async -> Outcome {
        .permanent(DeliveryReason("a training: nothing leaves this installation"), .message)
    }

    func close() async {}
}
