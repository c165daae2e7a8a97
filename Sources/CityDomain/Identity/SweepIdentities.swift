public import CityKit

/// Forgets sign-ins at services that nobody finished.
public struct SweepIdentities: Sendable {
    private static let slice = 500

    private let identities: any IdentityStore

    public init(identities: any IdentityStore) { self.identities = identities }

    public func callAsFunction(at now: Instant) async throws {
        let moment = now - WaitingIdentity.longest
        while try await identities.sweep(before: moment, limit: Self.slice) >= Self.slice {}
    }
}
