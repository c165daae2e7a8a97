import CityDomain
import CityProjection
import CityStorage

extension Composition {
    var addressStore: SQLAddressStore { SQLAddressStore(database: foundations.database) }
    var ownAddresses: SQLOwnAddressStore { SQLOwnAddressStore(database: foundations.database) }
    var renameStreets: RenameStreets { RenameStreets(store: addressStore, audit: audit, clock: foundations.clock) }
    var takeSettlements: TakeSettlements {
        TakeSettlements(store: addressStore, audit: audit, clock: foundations.clock)
    }

    var keepOwnAddresses: KeepOwnAddresses {
        KeepOwnAddresses(
            store: ownAddresses,
            directory: addresses,
            vault: foundations.vault,
            randomness: foundations.randomness
        )
    }

    var importAddresses: ImportAddresses {
        ImportAddresses(
            store: addressStore,
            projections: PROJProjections(),
            audit: audit,
            clock: foundations.clock
        )
    }
}
