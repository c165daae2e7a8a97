public import CityKit

/// Something that happened and that other parts of the program must act on. Stored in the transaction of what happened,
/// so that neither is ever without the other.
public struct OutboxEvent: Sendable, Equatable {
    public let id: ID<OutboxEvent>
    public let kind: Kind
    public let report: ID<Report>
    /// The line of the report's history it is about.
    public let sequence: Int
    public let at: Instant

    public enum Kind: String, Sendable, CaseIterable {
        case reportReceived
        case reportMoved
    }

    public init(id: ID<OutboxEvent>, kind: Kind, report: ID<Report>, sequence: Int, at: Instant) {
        self.id = id
        self.kind = kind
        self.report = report
        self.sequence = sequence
        self.at = at
    }
}
