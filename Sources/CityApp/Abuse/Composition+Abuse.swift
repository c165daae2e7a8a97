import CityDomain
import CityStorage
import CityWeb

/// Reports that wait for a moderator.
extension Composition {
    var asides: SQLAbuseStore { SQLAbuseStore(database: foundations.database) }

    var abuseUseCases: AbuseUseCases {
        AbuseUseCases(
            judge: JudgeAside(store: asides, reports: reports, vault: foundations.vault, audit: audit),
            watch: WatchSenders(
                store: asides,
                vault: foundations.vault,
                randomness: foundations.randomness,
                audit: audit
            )
        )
    }

    var releaseAside: ReleaseAside { ReleaseAside(store: asides, reports: reports) }
}
