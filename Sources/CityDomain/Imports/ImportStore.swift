public import CityKit

/// Where reports of other systems are kept, together with the numbers they had there.
public protocol ImportStore: Sendable {
    /// Which of these numbers of a source the town has already.
    func known(_ numbers: [String], of source: String, in town: ID<Municipality>) async throws -> Set<String>

    /// Stores reports under the next numbers of the series of their years, in one transaction. One whose foreign number
    /// the town has already is left as it is. Nobody is told of anything.
    ///
    /// - Parameter entry: what the audit log tells of the slice; nothing where nothing is stored.
    func add(_ reports: [ImportedReport], noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws
        -> StoredSlice

    /// Counts imported reports on the map that were only put on it until now, some thousands at a time.
    /// - Returns: how many it counted; 0 when none is left.
    func countOnMap(in town: ID<Municipality>) async throws -> Int

    /// Lets the database count its rows, so that it goes on finding the shortest way to them.
    func refreshStatistics() async throws
}

/// What one transaction of an import did.
public struct StoredSlice: Sendable, Equatable {
    /// Reports that were stored; the others were there before.
    public let stored: Int
    /// How long it kept other writers waiting, without its commit.
    public let work: Duration

    public init(stored: Int, work: Duration) {
        self.stored = stored
        self.work = work
    }
}
