public import CityKit

/// One line of a report's history. Lines are only added, never changed.
public struct ReportEvent: Sendable, Equatable {
    /// From 1, in the order things happened.
    public let sequence: Int
    /// The status from this moment on.
    public let status: ReportStatus
    public let at: Instant
    public let actor: Actor
    public let rejection: RejectionReason?
    public let answer: Sealed<Answer>?

    public enum Actor: Sendable, Equatable {
        case reporter
        case system
        case staff(ID<Staff>)
    }

    public init(
        sequence: Int,
        status: ReportStatus,
        at: Instant,
        actor: Actor,
        rejection: RejectionReason? = nil,
        answer: Sealed<Answer>? = nil
    ) {
        self.sequence = sequence
        self.status = status
        self.at = at
        self.actor = actor
        self.rejection = rejection
        self.answer = answer
    }
}
