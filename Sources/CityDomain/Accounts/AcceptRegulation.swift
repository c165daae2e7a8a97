public import CityKit

/// Asks residents again when the regulation has changed since they accepted it (L-31), and keeps what was accepted when.
public struct AcceptRegulation: Sendable {
    private let residents: any ResidentStore

    public init(residents: any ResidentStore) { self.residents = residents }

    /// What a resident has to read before going on.
    public struct Question: Sendable {
        public let version: RegulationVersion
        /// What is new since the version that was accepted; nil where the town no longer has that one.
        public let changes: [RegulationChange]?
    }

    /// Nil when the version in force is the one that was accepted, or the town does not ask again.
    public func question(to signed: SignInResident.Signed, in town: Municipality, at now: Instant) -> Question? {
        guard town.accounts?.reacceptance != nil, let current = town.regulation(on: town.clock.date(of: now)),
            current.version != signed.resident.termsVersion
        else { return nil }
        let old = town.regulation.first { $0.version == signed.resident.termsVersion }
        return Question(version: current, changes: old.map(current.changes))
    }

    /// - Parameter version: the one that was read.
    /// - Throws: `ReportFailure.termsNotAccepted` when none was ticked; `.termsOutdated` when another one is in force by now.
    public func callAsFunction(
        _ version: String,
        by signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard !version.isEmpty else { throw ReportFailure.termsNotAccepted }
        guard version == town.regulation(on: town.clock.date(of: now))?.version else {
            throw ReportFailure.termsOutdated
        }
        try await residents.accept(version, by: signed.resident.id, at: now, in: town.id)
    }
}
