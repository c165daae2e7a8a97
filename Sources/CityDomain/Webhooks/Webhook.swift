public import CityKit

/// An address of a program that a town tells of changes.
public struct Webhook: Sendable, Equatable {
    public let id: ID<Webhook>
    public let url: WebhookURL
    public let topics: Set<WebhookTopic>
    public let state: State
    public let createdAt: Instant
    /// It asked for a pause until this moment.
    public let pausedUntil: Instant?

    public enum State: String, Sendable, CaseIterable {
        case on
        /// Switched off by the office, or because its address said that it is gone: nothing is sent to it.
        case off
    }

    public init(
        id: ID<Webhook>,
        url: WebhookURL,
        topics: Set<WebhookTopic>,
        state: State,
        createdAt: Instant,
        pausedUntil: Instant? = nil
    ) {
        self.id = id
        self.url = url
        self.topics = topics
        self.state = state
        self.createdAt = createdAt
        self.pausedUntil = pausedUntil
    }

    /// Deliveries that are under way to it at the same time, so that a slow one leaves room to the others.
    public static let atOnce = 2

    /// In one town.
    public static let most = 50
}

/// What a webhook may want to be told of.
public enum WebhookTopic: String, Sendable, CaseIterable, Comparable {
    case received = "report.received"
    /// The status changed.
    case moved = "report.moved"
    /// There is a public text, or another one.
    case published = "report.published"
    /// The public text is no longer public.
    case takenDown = "report.takenDown"
    /// Anything else that stands in the history.
    case updated = "report.updated"

    /// Nil for what is between the town and a person.
    public init?(of kind: OutboxEvent.Kind) {
        switch kind {
        case .reportReceived, .reportReleased: self = .received
        case .reportMoved, .reportWithdrawn: self = .moved
        case .reportPublished: self = .published
        case .reportTakenDown: self = .takenDown
        case .reporterTold, .reportUpdated: self = .updated
        case .emailGiven, .followerAsked, .supporterAsked, .supporterTold, .reportPutAside, .asideRefused: return nil
        }
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Why a webhook cannot be made or found.
public enum WebhookFailure: Failure, Equatable {
    case notFound
    /// The address is no address of the web, or names a user, a password or a part of a page.
    case noAddress
    /// The address does not begin with `https://`.
    case notEncrypted
    case noTopics
    case tooMany(most: Int)
    case deliveryNotFound

    public var kind: FailureKind {
        switch self {
        case .notFound, .deliveryNotFound: .notFound
        case .noAddress, .notEncrypted: .invalid(field: "url")
        case .noTopics: .invalid(field: "topics")
        case .tooMany: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .notFound: Text("webhook.failure.notFound")
        case .noAddress: Text("webhook.failure.noAddress")
        case .notEncrypted: Text("webhook.failure.notEncrypted")
        case .noTopics: Text("webhook.failure.noTopics")
        case .tooMany(let most): Text("webhook.failure.tooMany", ["most": .number(most)])
        case .deliveryNotFound: Text("webhook.failure.deliveryNotFound")
        }
    }
}
