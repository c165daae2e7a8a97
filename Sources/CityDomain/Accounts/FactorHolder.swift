public import CityKit

/// Whose second factor it is: that of somebody of the office, or of a resident. Ids are random, so that they stand in the
/// same tables.
public struct FactorHolder: Sendable {
    let town: ID<Municipality>
    let id: ID<FactorHolder>
    /// Under which what belongs to the person is sealed.
    let key: any DataKey
    /// Where the secret of an app is sealed.
    let secretSlot: Slot
    /// By which its owner recognises the account, at an app or a passkey.
    let login: EmailAddress
}

extension ID<Staff> {
    public var factorHolder: ID<FactorHolder> { ID<FactorHolder>(rawValue) }
}

extension ID<Resident> {
    public var factorHolder: ID<FactorHolder> { ID<FactorHolder>(rawValue) }
}

extension Staff {
    func factorHolder(_ vault: any Vault, in town: ID<Municipality>) throws -> FactorHolder {
        let slots = StaffSlots(town: town, staff: id)
        let key = try vault.key(personKey, in: slots.personKey)
        return FactorHolder(
            town: town,
            id: id.factorHolder,
            key: key,
            secretSlot: slots.factor,
            login: try key.open(login, in: slots.login)
        )
    }
}

extension Resident {
    func factorHolder(_ vault: any Vault, in town: ID<Municipality>) throws -> FactorHolder {
        let slots = ResidentSlots(town: town, resident: id)
        let key = try vault.key(personKey, in: slots.personKey)
        return FactorHolder(
            town: town,
            id: id.factorHolder,
            key: key,
            secretSlot: slots.factor,
            login: try key.open(profile, in: slots.profile).email
        )
    }
}
