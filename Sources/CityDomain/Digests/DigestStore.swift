public import CityKit

/// What the letters of a morning are made of, and where it is kept whose were made. Each write is one durable transaction.
public protocol DigestStore: Sendable {
    /// How many there are, and the first `limit` of them.
    func due(_ query: DueQuery, limit: Int, in town: ID<Municipality>) async throws -> Digest.Section

    /// The last day whose letters were all made; nil before the first.
    func lastDay(in town: ID<Municipality>) async throws -> CivilDate?

    /// Stores the letter with its delivery; nothing happens when the person has one of that day.
    func add(_ digest: StaffDigest, in town: ID<Municipality>) async throws

    /// Notes that all letters of the day were made, and forgets those of `forgotten` and before.
    func conclude(_ day: CivilDate, forgetting forgotten: CivilDate, in town: ID<Municipality>) async throws

    func digest(_ id: ID<StaffDigest>, in town: ID<Municipality>) async throws -> StaffDigest?

    /// Those who do not want the letter. A head of a unit is told of what is long overdue all the same.
    func declined(in town: ID<Municipality>) async throws -> Set<ID<Staff>>

    func setWish(_ wish: DigestWish, of staff: ID<Staff>, in town: ID<Municipality>) async throws
}

/// Whether somebody of the office wants the letter of the morning.
public enum DigestWish: String, Sendable, CaseIterable {
    case wanted, declined
}
