public import CityKit

/// What a counterpart says later about a message that it took.
public struct DeliveryReceipt: Hashable, Sendable {
    /// Which message it is about.
    public enum Subject: Hashable, Sendable {
        /// By our own name, which went out with the message.
        case delivery(ID<Delivery>)
        /// By the name that the counterpart told when it took the message.
        case reference(String)
    }

    public let subject: Subject
    public let state: ReceiptState
    /// When that happened, by the counterpart's clock; when we were told, where it says no time.
    public let at: Instant
    /// In words for the office; nil where there is nothing to add.
    public let reason: DeliveryReason?

    public init(about subject: Subject, _ state: ReceiptState, at: Instant, reason: DeliveryReason? = nil) {
        self.subject = subject
        self.state = state
        self.at = at
        self.reason = reason
    }
}

/// How far a message has got, as far as anybody knows.
public enum ReceiptState: String, Hashable, Sendable, CaseIterable {
    /// Nobody knows: no answer came when it was handed over, or the counterpart has lost it.
    case unknown
    /// On its way: the counterpart or the network has it.
    case accepted
    /// It did not get through yet and is tried again by the counterpart.
    case failedTemporarily
    /// Its time ran out on the way.
    case expired
    /// It will not get there.
    case failedPermanently
    /// The address does not exist any more: send nothing there again.
    case addressGone
    /// The recipient's device has it.
    case delivered

    /// Nothing more is to come, but that what has expired may turn out to have been delivered at the last moment.
    public var isFinal: Bool { rank >= Self.expired.rank }

    /// States of the same rank exclude each other: whichever is heard of first stays, for something else may have been
    /// done about it since.
    private var rank: Int {
        switch self {
        case .unknown: 0
        case .accepted: 1
        case .failedTemporarily: 2
        case .expired: 3
        case .failedPermanently, .addressGone, .delivered: 4
        }
    }

    /// What is known once `news` has come, whether it is early, late, twice or out of order: a message never moves
    /// back.
    public func after(_ news: ReceiptState) -> ReceiptState { news.rank > rank ? news : self }

    /// What an attempt itself says of it; nil where nothing was handed over. A receipt may come before the answer: then
    /// the answer moves nothing back.
    public init?(_ outcome: Outcome) {
        switch outcome {
        case .handedOver: self = .accepted
        case .unknown: self = .unknown
        case .rateLimited, .unavailable, .transient, .permanent: return nil
        }
    }
}

/// Asks a counterpart that tells nothing by itself what became of messages.
public protocol ReceiptSource: Sendable {
    /// How many references one question may name; ask again for more.
    var most: Int { get }

    /// What is known of the messages that the counterpart named so; those it says nothing about are left out.
    /// - Throws: `ReceiptSourceFault` when it cannot be asked now.
    func receipts(for references: [String]) async throws -> [DeliveryReceipt]
}

public struct ReceiptSourceFault: Error, Hashable, CustomStringConvertible {
    public let reason: DeliveryReason
    public let retryAfter: Duration

    public init(_ reason: DeliveryReason, retryAfter: Duration) {
        self.reason = reason
        self.retryAfter = retryAfter
    }

    public var description: String { reason.description }
}
