public import CityKit

/// Takes the settlements of a list of the state into the register.
public struct TakeSettlements: Sendable {
    private let store: any AddressStore
    private let audit: RecordAudit
    private let clock: any TimeSource

    public init(store: any AddressStore, audit: RecordAudit, clock: any TimeSource) {
        self.store = store
        self.audit = audit
        self.clock = clock
    }

    /// - Throws: `AddressFailure.changedMeanwhile`.
    public func callAsFunction(
        _ list: SettlementList,
        mode: ImportAddresses.Order.Mode,
        orderedBy actor: AuditActor,
        in town: Municipality,
        at now: Instant
    ) async throws -> AddressCounts {
        let state = try await store.state(in: town.id)
        var places = AddressPlaces(try await store.register(in: town.id))
        for entry in list.entries { _ = places.settlement(entry.name, entry.code) }
        var difference = AddressDifference(source: "settlements")
        difference.counts.read = list.entries.count
        difference.take(places)
        difference.counts.unchanged = list.entries.count - difference.counts.settlements
        guard mode == .store else { return difference.counts }
        let entry = try difference.entry(audit, by: actor, in: town.id, at: now)
        try await store.apply(difference, after: state, noting: entry, in: town.id, by: clock)
        return difference.counts
    }
}
