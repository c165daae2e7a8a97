public import CityKit

/// Forgets codes that nobody can use any more, and devices that have not come for long.
public struct SweepRecipients: Sendable {
    private let store: any RecipientStore

    /// Codes count for the limit of an hour, and the log of what was sent names them for a while.
    private static let codesKept = Duration.days(30)
    private static let slice = 1_000

    public init(store: any RecipientStore) { self.store = store }

    public func callAsFunction(at now: Instant) async throws {
        let (codes, devices) = (now - Self.codesKept, now - RecipientDevice.idle)
        while try await store.sweep(codesBefore: codes, devicesBefore: devices, limit: Self.slice) >= Self.slice {}
    }
}
