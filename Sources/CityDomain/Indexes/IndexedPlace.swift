public import CityKit

/// Tables with a blind index whose value is sealed in the database and can be read again.
///
/// Not among them are the persons at services of `resident_identities` and `staff_identities`, which are kept as an index
/// alone, and the marks of `residents` by which second accounts are found: those are made anew by the search for them.
public enum IndexedPlace: Sendable, CaseIterable {
    case staff, residents, registrations, addressChanges, guardians, followers, supporters, supportingResidents, reports
    case recipientSurnames, recipientNames, recipientEmails, recipientPhones, recipientEDelivery, recipientEPUAP
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
        if place.isOfRecipients { return try recipientIndex(vault) }
        return try address(vault).map { vault.index($0, of: place.column, in: town) }
    }

    private func recipientIndex(_ vault: any Vault) throws -> [UInt8]? {
        let slots = RecipientSlots(town: town, recipient: ID(owner))
        let profile = try open(slots.profile, as: RecipientProfile.self, slots.personKey, vault)
        return switch place {
        case .recipientSurnames: vault.index(profile.surname, of: .recipientSurname, in: town)
        case .recipientNames: vault.index(RecipientNames(profile), of: .recipientNames, in: town)
        default: place.channel.flatMap { profile.contacts.index(of: $0, vault, in: town) }
        }
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
        case .recipientSurnames, .recipientNames, .recipientEmails, .recipientPhones, .recipientEDelivery,
            .recipientEPUAP:
            return nil
        }
    }

    private func open<Value: Sealable>(_ slot: Slot, as: Value.Type, _ keySlot: Slot, _ vault: any Vault) throws
        -> Value
    {
        try vault.key(personKey, in: keySlot).open(Sealed<Value>(ciphertext: value), in: slot)
    }
}

extension IndexedPlace {
    /// Whose address is indexed; nil where it is none of a recipient.
    public var channel: MessageChannel? {
        switch self {
        case .recipientEmails: .email
        case .recipientPhones: .sms
        case .recipientEDelivery: .eDelivery
        case .recipientEPUAP: .ePUAP
        default: nil
        }
    }

    fileprivate var isOfRecipients: Bool { channel != nil || self == .recipientSurnames || self == .recipientNames }

    fileprivate var column: IndexedColumn {
        switch self {
        case .staff: .staffLogin
        case .residents, .registrations, .addressChanges, .guardians: .residentLogin
        case .followers: .followerEmail
        case .supporters, .supportingResidents: .supporterEmail
        case .reports: .reportEmail
        case .recipientSurnames: .recipientSurname
        case .recipientNames: .recipientNames
        case .recipientEmails, .recipientPhones, .recipientEDelivery, .recipientEPUAP: .recipientContact
        }
    }
}
