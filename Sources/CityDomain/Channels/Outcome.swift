/// What became of one message in one attempt.
public enum Outcome: Hashable, Sendable {
    /// The counterpart took responsibility for it.
    /// - `reference`: the counterpart's own name for it, where it told one.
    case handedOver(reference: String?)
    /// The counterpart asks for fewer messages. Pause the channel; the attempt does not count.
    case rateLimited(DeliveryReason, retryAfter: Duration)
    /// The channel as a whole does not work: not reachable, our password refused, no encryption. Nothing is wrong with
    /// the message. Pause the channel; the attempt does not count.
    case unavailable(DeliveryReason, retryAfter: Duration)
    /// It may work later: try again, the attempt counts.
    case transient(DeliveryReason)
    /// It will never work.
    case permanent(DeliveryReason, Scope)
    /// It was sent whole and no answer came: it may have been delivered. Repeating it may deliver it twice.
    case unknown(DeliveryReason)

    /// What a permanent refusal is about.
    public enum Scope: Hashable, Sendable {
        /// The address does not exist or takes no mail: send nothing there again.
        case address
        /// This message or its sender was refused; the address may be fine.
        case message
    }
}

/// Why, in words for the office and the log. Holds no address and nothing else about a person.
public struct DeliveryReason: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
