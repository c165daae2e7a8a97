public import CityKit

/// The ledger of deliveries. Rows move through the states of `DeliveryState`; each move is one durable transaction.
public protocol DeliveryStore: Sendable {
    /// Takes events that nobody has handled, oldest first, and stores the deliveries that `plan` makes of each for each
    /// addressee. An event with many followers is taken several times, for some hundred of them each.
    /// - Parameter plan: pure; may run more than once.
    /// - Returns: how many events it took.
    func handleEvents(
        limit: Int,
        at now: Instant,
        plan: @escaping @Sendable (OutboxEvent, Addressee) -> [PlannedDelivery]
    ) async throws -> Int

    /// Takes queued deliveries whose time has come, oldest first, and leases them until `expiry`. Of a webhook, no more
    /// than `Webhook.atOnce` are under a lease at the same time, and none while it is switched off or pauses.
    func lease(
        limit: Int,
        channel: ChannelKind,
        as lease: ID<DeliveryLease>,
        at now: Instant,
        until expiry: Instant
    ) async throws -> [Delivery]

    /// Lets everything that is still under the lease stay so until `expiry`.
    func renew(_ lease: ID<DeliveryLease>, at now: Instant, until expiry: Instant) async throws

    /// Notes that sending begins now.
    /// - Returns: false when the lease was lost meanwhile: do not send.
    func begin(
        _ delivery: ID<Delivery>,
        in town: ID<Municipality>,
        as lease: ID<DeliveryLease>,
        at now: Instant,
        until expiry: Instant
    ) async throws -> Bool

    /// Notes how it ended, and the attempt in the log. A webhook that is gone is switched off, one that asked for a
    /// pause gets it, in the same transaction.
    /// - Parameter status: what the counterpart's protocol calls the answer, such as 503.
    /// - Returns: false when the lease was lost meanwhile: the row says what recovery, or another worker, made of it.
    @discardableResult
    func finish(
        _ delivery: ID<Delivery>,
        in town: ID<Municipality>,
        as lease: ID<DeliveryLease>,
        _ result: DeliveryResult,
        status: Int?,
        at now: Instant
    ) async throws -> Bool

    /// After a crash: leases that ran out are queued again, sendings that ran out become unknown, or are queued again
    /// where the channel may repeat.
    func recover(at now: Instant) async throws -> DeliveryRecovery

    func count(_ state: DeliveryState) async throws -> Int
}

extension DeliveryStore {
    /// Notes how it ended, where no counterpart said anything.
    @discardableResult
    public func finish(
        _ delivery: ID<Delivery>,
        in town: ID<Municipality>,
        as lease: ID<DeliveryLease>,
        _ result: DeliveryResult,
        at now: Instant
    ) async throws -> Bool {
        try await finish(delivery, in: town, as: lease, result, status: nil, at: now)
    }
}

/// What a worker took together: a name that is given once, so that a worker that was slow cannot move what another one
/// has taken up since.
public enum DeliveryLease {
    /// How long a lease lasts that nobody renews. Before a living worker loses what it has, two renewals in a row may
    /// get lost and the clocks of machines that share a database may differ by ten seconds.
    public static let duration = Duration.seconds(30)

    static let renewal = Duration.seconds(9)
}

/// What planning may know of a recipient.
public struct Addressee: Sendable, Equatable {
    public let recipient: Recipient
    public let email: Email
    /// What a webhook wants to be told of; empty for everybody else.
    public let topics: Set<WebhookTopic>
    /// The report that the recipient sent, where that is joined to the one of the event.
    public let joined: ID<Report>?

    public enum Email: Sendable, Equatable {
        case none, unconfirmed, confirmed
    }

    public init(_ recipient: Recipient, email: Email, joined: ID<Report>? = nil) {
        self.recipient = recipient
        self.email = email
        self.joined = joined
        topics = []
    }

    public init(_ webhook: ID<Webhook>, topics: Set<WebhookTopic>) {
        recipient = .webhook(webhook)
        email = .none
        joined = nil
        self.topics = topics
    }
}

public struct PlannedDelivery: Sendable, Equatable {
    public let message: DeliveryMessage
    public let channel: ChannelKind
    public let state: DeliveryState

    public init(message: DeliveryMessage, channel: ChannelKind, state: DeliveryState) {
        self.message = message
        self.channel = channel
        self.state = state
    }
}

/// How one attempt to send ended.
public enum DeliveryResult: Sendable, Equatable {
    case handedOver(reference: String?)
    case failed(reason: String)
    /// There is nobody any more at the recipient's address.
    case gone(reason: String)
    case unknown(reason: String)
    case cancelled(reason: String)
    /// Try again at this moment; the attempt counts.
    case later(Instant, reason: String)
    /// The counterpart asked for a pause, or cannot be reached at all.
    case paused(until: Instant, reason: String, attempt: PausedAttempt = .givenBack)
}

/// What becomes of an attempt that ended with a pause.
public enum PausedAttempt: Sendable, Equatable {
    case givenBack
    case used
    /// It was the last one: the delivery has failed, and the counterpart gets its pause all the same.
    case last
}

public struct DeliveryRecovery: Sendable, Equatable {
    public let requeued: Int
    public let unknown: Int

    public init(requeued: Int, unknown: Int) {
        self.requeued = requeued
        self.unknown = unknown
    }
}
