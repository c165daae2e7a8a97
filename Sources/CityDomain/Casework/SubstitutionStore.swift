public import CityKit

/// Where the office keeps who stands in for whom. Each write is one durable transaction.
public protocol SubstitutionStore: Sendable {
    /// Those that end on `day` or later, the first to begin first.
    func substitutions(endingFrom day: CivilDate, in town: ID<Municipality>) async throws -> [Substitution]

    /// Checks it beside the others, in the transaction that stores it.
    ///
    /// - Throws: `SubstitutionFailure.overlapping`, `.substituteAway`; `.personUnknown` for an account that was closed
    ///   meanwhile.
    func add(_ substitution: Substitution, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Nothing happens, and nothing is noted, when it is gone already.
    func remove(_ id: ID<Substitution>, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Forgets those that ended before `day`.
    func forget(endedBefore day: CivilDate, in town: ID<Municipality>) async throws
}

extension SubstitutionStore {
    public func standIns(on day: CivilDate, in town: ID<Municipality>) async throws -> StandIns {
        StandIns(try await substitutions(endingFrom: day, in: town), on: day)
    }
}
