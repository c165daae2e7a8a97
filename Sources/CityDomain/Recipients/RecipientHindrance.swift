public import CityKit

/// Why the town does not write to somebody through a channel. What was true when people were chosen is asked again at the
/// moment of sending.
public enum RecipientHindrance: String, Sendable, Hashable, CaseIterable {
    /// The paper with the consent has not come back.
    case noConsent
    /// The office has doubts about the data.
    case held
    case suspended
    case noAddress
    /// Nobody has answered the code that was sent there.
    case unconfirmed
    case stopped
    /// The person does not want to hear of it there.
    case notWanted

    public var text: Text { Text("recipient.hindrance.\(rawValue)") }
}

extension RegisteredRecipient {
    /// What stands against writing to the person; nil when nothing does.
    ///
    /// - Parameters:
    ///   - topic: nil for what is for this person alone.
    ///   - devices: how many the person has paired with the app.
    ///   - urgency: a crisis is told whatever the person chose to hear of (I-22); it does not go past the other hindrances.
    public func hindrance(
        to channel: MessageChannel,
        about topic: MessageTopic?,
        urgency: MessageUrgency = .normal,
        devices: Int,
        on day: CivilDate
    ) -> RecipientHindrance? {
        if consent.document == .missing { return .noConsent }
        if hold != nil { return .held }
        if let suspension, suspension.holds(on: day), urgency != .crisis { return .suspended }
        if channel.hasAddress {
            guard let contact = contacts[channel] else { return .noAddress }
            if contact.stoppedAt != nil { return .stopped }
            if contact.confirmedAt == nil { return .unconfirmed }
        } else if devices == 0 {
            return .noAddress
        }
        guard let topic, urgency != .crisis else { return nil }
        return choices.wants(topic, through: channel) ? nil : .notWanted
    }
}

/// How pressing a message is.
public enum MessageUrgency: String, Sendable, CaseIterable {
    case normal
    /// Danger to life, health or property: it does not wait for the morning and not for what people chose.
    case crisis
}
