public import CityKit

/// Tables with a blind index whose value is sealed in the database and can be read again.
///
/// Not among them are the persons at services of `resident_identities` and `staff_identities`, which are kept as an index
/// alone, and the marks of `residents` by which second accounts are found: those are made anew by the search for them.
public enum IndexedPlace: Sendable, CaseIterable {
    case staff, residents, registrations, addressChanges, guardians, followers, supporters, supportingResidents, reports
}

/// A row with a blind index and what the index is made of.
public struct IndexedRow: Sendable {
    public let place: IndexedPlace
    public let town: ID<Municipality>
    /// Whose key seals the value: an account, a follower, a report.
    public let owner: String
    /// The ciphertext.
    public let value: [UInt8]
    public let personKey: WrappedKey

    public init(place: IndexedPlace, town: ID<Municipality>, owner: String, value: [UInt8], personKey: WrappedKey) {
        self.place = place
        self.town = town
        self.owner = owner
        self.value = value
        self.personKey = personKey
    }
}

extension IndexedRow {
    /// Nil for a report whose contact has no address any more.
    func index(_ vault: any Vault) throws -> [UInt8]? {
        try address(vault).map { vault.index($0, of: place.column, in: town) }
    }

    private func address(_ vault: any Vault) throws -> EmailAddress? {
        let resident = ResidentSlots(town: town, resident: ID(owner))
        switch place {
        case .staff:
            let slots = StaffSlots(town: town, staff: ID(owner))
            return try open(slots.login, as: EmailAddress.self, slots.personKey, vault)
        case .residents, .registrations, .supportingResidents:
            return try open(resident.profile, as: ResidentProfile.self, resident.personKey, vault).email
        case .addressChanges:
            return try open(resident.newAddress, as: EmailAddress.self, resident.personKey, vault)
        case .guardians:
            return try open(resident.guardian, as: Guardian.self, resident.personKey, vault).email
        case .followers:
            let slots = FollowerSlots(town: town, follower: ID(owner))
            return try open(slots.email, as: EmailAddress.self, slots.personKey, vault)
        case .supporters:
            let slots = SupporterSlots(town: town, supporter: ID(owner))
            return try open(slots.email, as: EmailAddress.self, slots.personKey, vault)
        case .reports:
            let slots = ReportSlots(town: town, report: ID(owner))
            return try open(slots.contact, as: Contact.self, slots.personKey, vault).email
        }
    }

    private func open<Value: Sealable>(_ slot: Slot, as: Value.Type, _ keySlot: Slot, _ vault: any Vault) throws
        -> Value
    {
        try vault.key(personKey, in: keySlot).open(Sealed<Value>(ciphertext: value), in: slot)
    }
}

extension IndexedPlace {
    fileprivate var column: IndexedColumn {
        switch self {
        case .staff: .staffLogin
        case .residents, .registrations, .addressChanges, .guardians: .residentLogin
        case .followers: .followerEmail
        case .supporters, .supportingResidents: .supporterEmail
        case .reports: .reportEmail
        }
    }
}
