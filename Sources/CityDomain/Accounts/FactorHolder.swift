public import CityKit

/// Whose second factor it is. So far that of somebody of the office; ids are random, so that residents can have theirs beside
/// them.
public struct FactorHolder: Sendable {
    let town: ID<Municipality>
    let id: ID<FactorHolder>
    /// Under which what belongs to the person is sealed.
    let key: any DataKey
    /// Where the secret of an app is sealed.
    let secretSlot: Slot
}

extension ID<Staff> {
    public var factorHolder: ID<FactorHolder> { ID<FactorHolder>(rawValue) }
}

extension Staff {
    func factorHolder(_ vault: any Vault, in town: ID<Municipality>) throws -> FactorHolder {
        let slots = StaffSlots(town: town, staff: id)
        return FactorHolder(
            town: town,
            id: id.factorHolder,
            key: try vault.key(personKey, in: slots.personKey),
            secretSlot: slots.factor
        )
    }
}
