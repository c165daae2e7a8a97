public import CityKit

/// Where the audit log is kept. Entries wait in a queue, where the transaction of the change puts them, until they are
/// linked; a linked entry is never changed.
public protocol AuditStore: Sendable {
    /// Puts an entry into the queue that belongs to no other change, such as a look at a report.
    func add(_ entry: AuditEntry) async throws

    /// Where the chain stands and what waits, the oldest first.
    func queue(limit: Int) async throws -> AuditQueue

    /// Moves entries from the queue to the end of the chain.
    ///
    /// - Parameter head: where the chain must stand for it.
    /// - Returns: false when another process has linked entries meanwhile; nothing happens then.
    func append(_ entries: [LinkedEntry], after head: AuditHead) async throws -> Bool

    func head() async throws -> AuditHead

    /// The last entry that was discarded; nil while the chain begins at its first.
    func base() async throws -> AuditCheckpoint?

    /// Lets the chain begin behind an entry. Those up to it count as discarded from then on; `removeDiscarded` removes them.
    ///
    /// - Parameters:
    ///   - old: where the chain must begin until then.
    ///   - entry: put into the queue in the same transaction.
    /// - Returns: false when another process has moved the base meanwhile; nothing happens then.
    func discard(upTo base: AuditCheckpoint, after old: AuditCheckpoint?, noting entry: AuditEntry) async throws -> Bool

    /// Removes entries that count as discarded, at most `limit`.
    ///
    /// - Returns: how many.
    func removeDiscarded(limit: Int) async throws -> Int

    /// Linked entries in their order, after this place.
    func entries(after sequence: Int, limit: Int) async throws -> [LinkedEntry]

    /// Linked entries of a town, the newest first.
    ///
    /// - Parameter position: where the page begins; nil for the newest entry.
    /// - Throws: `PageFailure.unknownPlace`.
    func entries(_ query: AuditQuery, after position: String?, limit: Int, in town: ID<Municipality>) async throws
        -> Page<FoundEntry>

    /// Who looked at a report, the last one first. Entries that wait to be linked are not among them.
    func views(of report: ID<Report>, limit: Int, in town: ID<Municipality>) async throws -> [AuditView]
}

public struct AuditQueue: Sendable {
    public let head: AuditHead
    public let waiting: [AuditEntry]

    public init(head: AuditHead, waiting: [AuditEntry]) {
        self.head = head
        self.waiting = waiting
    }
}

/// A look at a report, as its reporter may know it: never who it was.
public struct AuditView: Sendable, Equatable {
    public let at: Instant
    public let kind: AuditKind
    public let viewer: Viewer
    public let reason: AuditReason

    public enum Viewer: Sendable, Equatable {
        case staff(StaffPost)
        case program(APIRole)
    }

    public init(at: Instant, kind: AuditKind, viewer: Viewer, reason: AuditReason) {
        self.at = at
        self.kind = kind
        self.viewer = viewer
        self.reason = reason
    }
}
