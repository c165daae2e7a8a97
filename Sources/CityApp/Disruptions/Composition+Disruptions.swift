import CityDomain
import CityStorage
import CityWeb

/// What the office tells of disturbances of the program.
extension Composition {
    var disruptions: DisruptionUseCases {
        let store = SQLDisruptionStore(database: foundations.database)
        return DisruptionUseCases(
            announce: AnnounceDisruptions(store: store, randomness: foundations.randomness, audit: audit),
            read: ReadDisruptions(store: store)
        )
    }
}
