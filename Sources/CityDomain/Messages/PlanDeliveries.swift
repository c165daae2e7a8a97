import CityKit

/// Which deliveries an event asks for. An address that nobody confirmed gets one question and nothing else; what it
/// would have got as the reporter's waits for the answer.
public func plannedDeliveries(for event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    let question = PlannedDelivery(message: .confirmEmail, channel: .email, state: .queued)
    func status(_ state: DeliveryState) -> PlannedDelivery {
        PlannedDelivery(message: .status(sequence: event.sequence), channel: .email, state: state)
    }
    switch (addressee.recipient, addressee.email, event.kind) {
    case (.reporter, .unconfirmed, .reportReceived): return [question, status(.held)]
    case (.reporter, .unconfirmed, .emailGiven): return [question]
    case (.reporter, .confirmed, .reportReceived): return [question, status(.queued)]
    case (.reporter, .unconfirmed, .reportMoved), (.reporter, .unconfirmed, .reporterTold): return [status(.held)]
    case (.reporter, .confirmed, .reportMoved), (.reporter, .confirmed, .reporterTold): return [status(.queued)]
    case (.follower, .unconfirmed, .followerAsked): return [question]
    case (.follower, .confirmed, .reportMoved): return [status(.queued)]
    case (_, .none, _), (.reporter, _, .followerAsked), (.reporter, .confirmed, .emailGiven), (.follower, _, _):
        return []
    }
}
