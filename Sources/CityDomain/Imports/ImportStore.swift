public import CityKit

/// Where reports of other systems are kept, together with the numbers they had there.
public protocol ImportStore: Sendable {
    /// Which of these numbers of a source the town has already.
    func known(_ numbers: [String], of source: String, in town: ID<Municipality>) async throws -> Set<String>

    /// Makes reports ready to be stored: everything that can be done before the database has to wait for it.
    ///
    /// - Parameter entry: what the audit log tells of the slice; nothing where nothing is stored.
    func slice(of reports: [ImportedReport], noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        -> ReadySlice

    /// Puts imported reports on the map that stand in the public list alone until now, some thousands at a time.
    /// - Returns: how many it put there; 0 when none is left.
    func putOnMap(in town: ID<Municipality>) async throws -> Int

    /// Lets the database count its rows, so that it goes on finding the shortest way to them.
    func refreshStatistics() async throws
}

/// Reports that are ready to be stored.
public struct ReadySlice: Sendable {
    public let count: Int
    /// Stores them under the next numbers of the series of their years, in one transaction. One whose foreign number the
    /// town has already is left as it is. Nobody is told of anything.
    public let store: @Sendable () async throws -> StoredSlice

    public init(count: Int, store: @escaping @Sendable () async throws -> StoredSlice) {
        self.count = count
        self.store = store
    }
}

/// What one transaction of an import did.
public struct StoredSlice: Sendable, Equatable {
    /// Reports that were stored; the others were there before.
    public let stored: Int
    /// How long it waited for other writers.
    public let wait: Duration
    /// How long it kept other writers waiting, without its commit.
    public let work: Duration

    public init(stored: Int, wait: Duration, work: Duration) {
        self.stored = stored
        self.wait = wait
        self.work = work
    }
}
