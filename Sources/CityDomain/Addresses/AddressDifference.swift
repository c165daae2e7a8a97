import CityKit

/// What has to change so that the register is as a file has it.
public struct AddressDifference: Sendable {
    /// What the list is called.
    let source: String
    /// New ones, and those with new words or codes.
    public internal(set) var settlements: [Settlement] = []
    public internal(set) var streets: [Street] = []
    public internal(set) var houses: [AddressPoint] = []
    public internal(set) var ended: [AddressPoint] = []
    public internal(set) var counts: AddressCounts

    init(source: String, _ counts: AddressCounts = AddressCounts()) {
        self.source = source
        self.counts = counts
    }

    /// Settlements and streets that a file made or changed.
    mutating func take(_ places: AddressPlaces) {
        (settlements, streets) = places.changed
        (counts.settlements, counts.streets) = (settlements.count, streets.count)
    }

    /// Gives houses of streets that go on as another one to that one.
    mutating func move(_ places: AddressPlaces, in register: AddressRegister) {
        let streets = Dictionary(
            places.joined.map { (places.id(of: $0.from), places.id(of: $0.into)) }
        ) { first, _ in first }
        for house in register.points {
            guard let street = streets[house.street] else { continue }
            ended.append(house)
            houses.append(house.on(street))
        }
    }

    func entry(_ audit: RecordAudit, by actor: AuditActor, in town: ID<Municipality>, at now: Instant) throws
        -> AuditEntry
    {
        try audit.entry(RecordAudit.Act(.addressesImported, .source(source)), by: actor, in: town, at: now)
    }
}

extension AddressStore {
    /// Takes in a whole difference, part by part; nothing for one that changes nothing.
    ///
    /// - Parameter clock: tells whoever comes meanwhile that this one goes on.
    /// - Throws: `AddressFailure.changedMeanwhile`, `.running`.
    func apply(
        _ difference: AddressDifference,
        after state: AddressState,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        by clock: any TimeSource,
        _ progress: (ImportAddresses.Progress) -> Void = { _ in }
    ) async throws {
        // What is left of a change that was stopped may be nothing but its end.
        guard !difference.counts.isNothing || !state.isWhole else { return }
        let now = clock.now
        let change = AddressImport(at: now, source: difference.source, counts: difference.counts)
        try await begin(change, after: state, in: town)
        let parts = AddressPart.parts(of: difference, at: now)
        for (index, part) in parts.enumerated() {
            try await take(part, of: state.revision + 1, at: clock.now, in: town)
            progress(.stored(index + 1, of: parts.count))
        }
        try await finish(change, after: state, noting: entry, in: town)
    }
}
