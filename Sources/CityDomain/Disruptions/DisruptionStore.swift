public import CityKit

/// Where disruptions are. Each write is one durable transaction.
public protocol DisruptionStore: Sendable {
    func add(_ disruption: Disruption, by officer: Officer, noting: AuditEntry, in town: ID<Municipality>) async throws

    /// Those that run or will, the one that begins first before the others.
    func open(at now: Instant, in town: ID<Municipality>) async throws -> [Disruption]

    /// Those that are over or were cancelled, the last one first; at most `limit`.
    func past(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> [Disruption]

    /// With its history in order; nil when there is none.
    func disruption(_ id: ID<Disruption>, in town: ID<Municipality>) async throws -> (Disruption, [DisruptionLine])?

    /// Stores it with the line that changed it; nothing when it is no longer of the version before.
    ///
    /// - Returns: whether it was stored.
    func replace(
        with disruption: Disruption,
        _ line: DisruptionLine,
        noting: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool
}
