public import CityKit

/// A message to one device, in words; a channel makes of it what its push service takes.
public struct PushMessage: Hashable, Personal {
    /// The same in every attempt, so that a device shows a message once.
    public let id: String
    /// When it was written. Messages may come in another order; of one topic the later one counts.
    public let at: Instant
    public let target: PushTarget
    public let title: String
    /// What does not fit is cut, with an ellipsis: the inbox has the whole.
    public let body: String
    /// What opens when it is tapped: an absolute address of the town.
    public let link: String
    public let language: Language
    /// Messages of one topic replace each other, on their way and on the device: only the last one counts. Nil when
    /// each counts for itself.
    public let topic: PushTopic?
    public let urgency: PushUrgency
    /// From then on it is of no use any more, and is not shown.
    public let expiresAt: Instant
    /// How many messages are unread, for the sign on the app; nil leaves the sign as it is.
    public let badge: Int?

    public init(
        id: String,
        at: Instant,
        target: PushTarget,
        title: String,
        body: String,
        link: String,
        language: Language,
        topic: PushTopic? = nil,
        urgency: PushUrgency = .normal,
        expiresAt: Instant,
        badge: Int? = nil
    ) {
        self.id = id
        self.at = at
        self.target = target
        self.title = title
        self.body = body
        self.link = link
        self.language = language
        self.topic = topic
        self.urgency = urgency
        self.expiresAt = expiresAt
        self.badge = badge
    }

    /// How long a push service may keep it, at `now`: 28 days at most, which all of them take; none when it is too
    /// late.
    public func timeToLive(at now: Instant) -> Duration { max(.zero, min(expiresAt - now, Self.longestLife)) }

    private static let longestLife = Duration.days(28)
}

/// What a message is about, where a later one on the same replaces it: the name of an alert, of a report
/// (RFC 8030 §5.4).
public struct PushTopic: Hashable, Sendable {
    public let text: String

    /// Nil unless it is 1 to 32 letters of base64url.
    public init?(_ text: String) {
        guard (1...32).contains(text.utf8.count), text.utf8.allSatisfy({ Self.letters.contains($0) }) else {
            return nil
        }
        self.text = text
    }

    private static let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}

/// What a device may spend its battery on (RFC 8030 §5.3).
public enum PushUrgency: String, Sendable, CaseIterable {
    /// On power and Wi-Fi: advertisements.
    case veryLow = "very-low"
    /// On either: news.
    case low
    /// Also on battery and a mobile network: a personal message.
    case normal
    /// Also on a low battery: an alert.
    case high
}
