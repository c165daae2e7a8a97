import CityDomain
import CityStorage

/// How long data are kept.
extension Composition {
    private var retentionStore: SQLRetentionStore { SQLRetentionStore(database: foundations.database) }

    var previewRetention: PreviewRetention { PreviewRetention(store: retentionStore) }

    var runRetention: RunRetention {
        RunRetention(
            store: retentionStore,
            erase: eraseResident,
            audit: audit,
            randomness: foundations.randomness
        )
    }
}
