/// What became of one message in one attempt.
public enum Outcome: Hashable, Sendable {
    /// The counterpart took responsibility for it.
    /// - `reference`: the counterpart's own name for it, where it told one.
    /// - `status`: what the protocol calls its answer, such as 204, where that is a number.
    case handedOver(reference: String?, status: Int? = nil)
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
    /// What the protocol calls the counterpart's answer, such as 503; nil when there was none, or it is no number.
    public let status: Int?

    public init(_ description: String, status: Int? = nil) {
        self.description = description
        self.status = status
    }
}

extension Outcome {
    public var status: Int? {
        switch self {
        case .handedOver(_, let status): status
        case .rateLimited(let reason, _), .unavailable(let reason, _), .transient(let reason),
            .permanent(let reason, _),
            .unknown(let reason):
            reason.status
        }
    }
}
