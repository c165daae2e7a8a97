public import CityKit

/// One attempt to send a delivery, as the log keeps it for thirty days.
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

    /// How long the log keeps an attempt.
    static let stays = Duration.days(30)
}

/// Forgets attempts that are too old for the log.
public struct SweepAttempts: Sendable {
    private let deliveries: any DeliveryStore

    /// Attempts in one transaction.
    private static let slice = 1_000

    public init(deliveries: any DeliveryStore) { self.deliveries = deliveries }

    public func callAsFunction(at now: Instant) async throws {
        let moment = now - DeliveryAttempt.stays
        while try await deliveries.forgetAttempts(before: moment, limit: Self.slice) == Self.slice {}
    }
}
