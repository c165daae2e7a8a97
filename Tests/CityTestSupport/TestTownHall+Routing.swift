public import CityDomain
import CityStorage

extension TestTownHall {
    public var tryRouting: TryRouting {
        TryRouting(store: SQLRoutingStore(database: database), vault: vault)
    }
}
