public import CityKit

/// A unit that takes part in a case which another unit leads: it was asked for its part, reads the case and answers, and
/// decides nothing (I-03).
public struct FurtherUnit: Sendable, Equatable {
    public let unit: ID<Unit>
    public let state: State
    /// When it was asked last.
    public let askedAt: Instant
    /// When it answered; nil while it has not.
    public let answeredAt: Instant?

    public enum State: String, Sendable, CaseIterable {
        case asked
        case answered
        /// It has no part in the case, and said why.
        case declined

        public var text: Text { Text("case.units.state.\(rawValue)") }
    }

    public init(unit: ID<Unit>, state: State, askedAt: Instant, answeredAt: Instant?) {
        self.unit = unit
        self.state = state
        self.askedAt = askedAt
        self.answeredAt = answeredAt
    }
}
