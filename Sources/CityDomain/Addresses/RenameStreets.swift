public import CityKit

/// Takes in a list of renamed streets (S-14): a street that the register knows by either name gets the other one, and one
/// that it does not know is added without houses. The same list twice changes nothing.
public struct RenameStreets: Sendable {
    private let store: any AddressStore
    private let audit: RecordAudit
    private let clock: any TimeSource

    public init(store: any AddressStore, audit: RecordAudit, clock: any TimeSource) {
        self.store = store
        self.audit = audit
        self.clock = clock
    }

    /// - Parameter rejected: every renaming that is none.
    /// - Returns: `added` are streets that nobody knew, `changed` those that got a name.
    /// - Throws: `AddressFailure.changedMeanwhile`.
    public func callAsFunction(
        _ renamings: [StreetRenaming],
        from source: String,
        mode: ImportAddresses.Order.Mode,
        orderedBy actor: AuditActor,
        in town: Municipality,
        at now: Instant,
        rejected: (AddressFault) throws -> Void = { _ in }
    ) async throws -> AddressCounts {
        let state = try await store.state(in: town.id)
        let register = try await store.register(in: town.id)
        var places = AddressPlaces(register)
        var counts = AddressCounts()
        for renaming in renamings {
            counts.read += 1
            do throws(AddressFault) {
                switch try places.take(renaming, in: town.profile.name) {
                case .added: counts.added += 1
                case .changed: counts.changed += 1
                case .unchanged: counts.unchanged += 1
                }
            } catch {
                counts.rejected += 1
                try rejected(error)
            }
        }
        var difference = AddressDifference(source: source, counts)
        difference.take(places)
        difference.move(places, in: register)
        guard mode == .store else { return difference.counts }
        let entry = try difference.entry(audit, by: actor, in: town.id, at: now)
        try await store.apply(difference, after: state, noting: entry, in: town.id, by: clock)
        return difference.counts
    }
}

extension AddressPlaces {
    enum Renamed { case added, changed, unchanged }

    /// Gives a street its other name.
    ///
    /// - Throws: `AddressFault` for a renaming without two names.
    mutating func take(_ renaming: StreetRenaming, in town: LocalizedText) throws(AddressFault) -> Renamed {
        guard let old = StreetName(typed: renaming.old, kind: renaming.kind),
            let new = StreetName(typed: renaming.new, kind: renaming.kind),
            [old, new].allSatisfy({ $0.text.count <= ListedAddress.longestName })
        else { throw AddressFault(line: renaming.line, .noObject("it needs an old and a new name")) }
        let name =
            renaming.settlement.isEmpty
            ? town : LocalizedText([StreetName.language(of: renaming.settlement): renaming.settlement])
        let former = old.former(until: renaming.day, by: renaming.decision, because: renaming.reason)
        return rename(from: former, to: new, in: settlement(name, nil))
    }
}
