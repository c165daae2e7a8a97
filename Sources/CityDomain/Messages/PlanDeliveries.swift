/// Which deliveries an event asks for. An address that nobody confirmed gets one question and nothing else; what it
/// would have got waits for the answer.
public func plannedDeliveries(for event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    guard addressee.hasEmail else { return [] }
    let status = PlannedDelivery(
        message: .status(sequence: event.sequence),
        channel: .email,
        state: addressee.emailConfirmed ? .queued : .held
    )
    switch event.kind {
    case .reportReceived:
        return [PlannedDelivery(message: .confirmEmail, channel: .email, state: .queued), status]
    case .reportMoved:
        return [status]
    }
}
