import CityDomain
import CityStorage
import CityWeb

/// What a controller keeps besides the data themselves.
extension Composition {
    var registers: RegisterUseCases {
        let database = foundations.database
        return RegisterUseCases(
            breaches: KeepBreaches(
                store: SQLBreachStore(database: database),
                reports: reports,
                residents: residents,
                vault: foundations.vault,
                randomness: foundations.randomness,
                audit: audit
            ),
            lists: KeepRegisters(
                store: SQLRegisterStore(database: database),
                vault: foundations.vault,
                randomness: foundations.randomness,
                audit: audit
            )
        )
    }
}
