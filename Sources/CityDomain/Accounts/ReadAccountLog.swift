public import CityKit

/// Shows residents what happened at the door of their account.
public struct ReadAccountLog: Sendable {
    private let events: any AccountEventStore
    private let vault: any Vault

    public init(events: any AccountEventStore, vault: any Vault) {
        self.events = events
        self.vault = vault
    }

    /// A line of the log, open.
    public struct Line: Sendable, Equatable {
        public let kind: AccountEvent.Kind
        public let at: Instant
        /// Nil where nobody's browser did it.
        public let place: SignInPlace?
    }

    /// The last line first.
    ///
    /// - Parameter position: where the page begins; nil for the first one.
    /// - Throws: `PageFailure.unknownPlace`.
    public func callAsFunction(
        of signed: SignInResident.Signed,
        after position: String?,
        limit: Int,
        in town: Municipality
    ) async throws -> Page<Line> {
        let resident = signed.resident
        let slots = ResidentSlots(town: town.id, resident: resident.id)
        let key = try vault.key(resident.personKey, in: slots.personKey)
        return try await events.events(of: resident.id, after: position, limit: limit, in: town.id).map { event in
            let place = try event.place.map { try key.open($0, in: slots.place(of: event.id)) }
            return Line(kind: event.kind, at: event.at, place: place)
        }
    }
}
