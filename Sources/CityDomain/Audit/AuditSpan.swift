public import CityKit

/// Which entries of the log go into a file.
public struct AuditSpan: Sendable, Equatable {
    /// Nil for all of them, and for those of the installation as a whole.
    public let town: ID<Municipality>?
    /// Nil for the beginning.
    public let from: Instant?
    /// Entries before this moment; nil for the end.
    public let until: Instant?

    public init(town: ID<Municipality>?, from: Instant?, until: Instant?) {
        self.town = town
        self.from = from
        self.until = until
    }
}

/// An entry that can be checked on its own.
public struct ChainedEntry: Sendable, Equatable {
    public let linked: LinkedEntry
    /// The hash of the entry before.
    public let previous: [UInt8]

    public init(linked: LinkedEntry, previous: [UInt8]) {
        self.linked = linked
        self.previous = previous
    }
}
