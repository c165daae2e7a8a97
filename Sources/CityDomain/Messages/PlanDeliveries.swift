import CityKit

/// Which deliveries an event asks for. An address that nobody confirmed gets one question and nothing else; what it
/// would have got as the reporter's waits for the answer. A webhook gets each event of a topic that it wants.
public func plannedDeliveries(for event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    switch addressee.recipient {
    case .reporter, .follower, .supporter: plannedLetters(for: event, to: addressee)
    case .webhook: plannedCalls(for: event, to: addressee)
    case .account, .registered: []
    }
}

private func plannedLetters(for event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    let question = PlannedDelivery(message: .confirmEmail, channel: .email, state: .queued)
    func status(_ state: DeliveryState) -> PlannedDelivery {
        PlannedDelivery(message: .status(sequence: event.sequence), channel: .email, state: state)
    }
    if addressee.joined != nil { return plannedNews(of: event, to: addressee) }
    switch (addressee.recipient, addressee.email, event.kind) {
    case (.reporter, .unconfirmed, .reportReceived), (.reporter, .unconfirmed, .reportPutAside):
        return [question, status(.held)]
    case (.reporter, .confirmed, .reportReceived), (.reporter, .confirmed, .reportPutAside):
        return [question, status(.queued)]
    case (.reporter, .unconfirmed, .emailGiven): return [question]
    case (.reporter, .unconfirmed, let kind) where kind.tellsReporter: return [status(.held)]
    case (.reporter, .confirmed, let kind) where kind.tellsReporter: return [status(.queued)]
    case (.follower, .unconfirmed, .followerAsked): return [question]
    case (.supporter, .unconfirmed, .supporterAsked): return [question]
    case (.follower, .confirmed, .reportMoved), (.supporter, .confirmed, .supporterTold): return [status(.queued)]
    default: return []
    }
}

/// The reporter of a joined report is told of each change of the one that leads it. An address that was not confirmed waits.
private func plannedNews(of event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    guard event.kind == .reportMoved, addressee.email != .none else { return [] }
    let message = DeliveryMessage.leading(event.report, sequence: event.sequence)
    let state: DeliveryState = addressee.email == .confirmed ? .queued : .held
    return [PlannedDelivery(message: message, channel: .email, state: state)]
}

private func plannedCalls(for event: OutboxEvent, to addressee: Addressee) -> [PlannedDelivery] {
    guard let topic = WebhookTopic(of: event.kind), addressee.topics.contains(topic) else { return [] }
    return [PlannedDelivery(message: .change(topic, sequence: event.sequence), channel: .webhook, state: .queued)]
}
