public import CityKit

/// Forgets registrations, links and lines of logs whose time is over, and sessions that nobody uses.
public struct SweepResidents: Sendable {
    private static let slice = 500

    private let residents: any ResidentStore & AccountEventStore

    public init(residents: any ResidentStore & AccountEventStore) { self.residents = residents }

    public func callAsFunction(at now: Instant) async throws {
        let moment = now - AccountLink.Purpose.activate.lasts
        let idle = now - ResidentSession.idle
        while try await residents.sweep(before: moment, idle: idle, limit: Self.slice) >= Self.slice {}
        while try await residents.sweepEvents(at: now, limit: Self.slice) == Self.slice {}
    }
}
