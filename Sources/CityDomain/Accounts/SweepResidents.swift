public import CityKit

/// Forgets registrations and links whose time is over, and sessions that nobody uses.
public struct SweepResidents: Sendable {
    private static let slice = 500

    private let residents: any ResidentStore

    public init(residents: any ResidentStore) { self.residents = residents }

    public func callAsFunction(at now: Instant) async throws {
        let moment = now - AccountLink.Purpose.activate.lasts
        let idle = now - ResidentSession.idle
        while try await residents.sweep(before: moment, idle: idle, limit: Self.slice) >= Self.slice {}
    }
}
