public import CityKit

/// What the office sees of the deliveries of its town and does with those that failed. Tells nothing of a person.
public protocol DeliveryQueueStore: Sendable {
    /// What waits, is under way or has failed, by channel and state.
    func counts(in town: ID<Municipality>) async throws -> [DeliveryCount]

    /// Those that ended without success, the last one first.
    func dead(after position: String?, limit: Int, in town: ID<Municipality>) async throws -> Page<LoggedDelivery>

    /// The deliveries of one recipient, the newest first.
    func deliveries(
        to recipient: Recipient,
        state: DeliveryState?,
        after position: String?,
        limit: Int,
        in town: ID<Municipality>
    ) async throws -> Page<LoggedDelivery>

    /// Puts dead deliveries back into the queue, with all their attempts before them again.
    ///
    /// - Parameter entry: what the audit log tells; nothing where there is none to try again.
    /// - Returns: how many.
    func retry(_ which: DeadDeliveries, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws
        -> Int

    /// Cancels dead deliveries.
    ///
    /// - Parameter entry: what the audit log tells; nothing where there is none to cancel.
    /// - Returns: how many.
    func giveUp(_ which: DeadDeliveries, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws
        -> Int
}

/// Which of the deliveries that ended without success.
public enum DeadDeliveries: Sendable, Equatable {
    case one(ID<Delivery>)
    /// One of this recipient; none where it is another's.
    case oneOf(Recipient, ID<Delivery>)
    case allOf(Recipient)
    case all
}

public struct DeliveryCount: Sendable, Equatable {
    public let channel: ChannelKind
    public let state: DeliveryState
    public let count: Int
    /// When the oldest of them was made.
    public let oldest: Instant
    /// When the first of them is due.
    public let nextDue: Instant

    public init(channel: ChannelKind, state: DeliveryState, count: Int, oldest: Instant, nextDue: Instant) {
        self.channel = channel
        self.state = state
        self.count = count
        self.oldest = oldest
        self.nextDue = nextDue
    }
}

/// A delivery with what the log knows of it.
public struct LoggedDelivery: Sendable, Equatable {
    public let id: ID<Delivery>
    public let message: DeliveryMessage
    public let recipient: Recipient
    public let subject: DeliverySubject
    public let channel: ChannelKind
    public let state: DeliveryState
    public let createdAt: Instant
    /// When it is tried next; nil when it is over.
    public let dueAt: Instant?
    public let reason: String?
    /// Those of the last thirty days, in the order they were made.
    public let attempts: [DeliveryAttempt]

    public init(
        id: ID<Delivery>,
        message: DeliveryMessage,
        recipient: Recipient,
        subject: DeliverySubject,
        channel: ChannelKind,
        state: DeliveryState,
        createdAt: Instant,
        dueAt: Instant?,
        reason: String?,
        attempts: [DeliveryAttempt]
    ) {
        self.id = id
        self.message = message
        self.recipient = recipient
        self.subject = subject
        self.channel = channel
        self.state = state
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.reason = reason
        self.attempts = attempts
    }
}
