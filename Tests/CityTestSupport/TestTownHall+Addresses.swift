public import CityDomain
import CityProjection
public import CityStorage

extension TestTownHall {
    public var addressStore: SQLAddressStore { SQLAddressStore(database: database) }
    public var ownAddresses: SQLOwnAddressStore { SQLOwnAddressStore(database: database) }
    public var renameStreets: RenameStreets { RenameStreets(store: addressStore, audit: audit, clock: clock) }
    public var takeSettlements: TakeSettlements { TakeSettlements(store: addressStore, audit: audit, clock: clock) }

    public var keepOwnAddresses: KeepOwnAddresses {
        KeepOwnAddresses(store: ownAddresses, directory: addressCache, vault: vault, randomness: randomness)
    }

    public var importAddresses: ImportAddresses {
        ImportAddresses(store: addressStore, projections: PROJProjections(), audit: audit, clock: clock)
    }
}
