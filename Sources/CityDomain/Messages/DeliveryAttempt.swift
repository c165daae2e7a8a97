public import CityKit

/// One attempt to send a delivery, as the log keeps it for some time (`RetainedData.attempts`).
public struct DeliveryAttempt: Sendable, Equatable {
    /// When it ended.
    public let at: Instant
    public let outcome: Outcome
    /// Why it ended so, in words without anything about a person; nil where there is nothing to say.
    public let reason: String?
    /// What the counterpart's protocol calls its answer, such as 503.
    public let status: Int?

    public enum Outcome: String, Sendable, CaseIterable {
        case handedOver
        /// There is no other attempt.
        case failed
        /// It is tried again.
        case later
        /// The counterpart asked to wait, or could not be reached at all.
        case paused
        /// Nobody knows whether the counterpart took it.
        case unknown
    }

    public init(at: Instant, outcome: Outcome, reason: String?, status: Int?) {
        self.at = at
        self.outcome = outcome
        self.reason = reason
        self.status = status
    }
}
