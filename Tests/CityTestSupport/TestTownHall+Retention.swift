public import CityDomain
public import CityStorage

extension TestTownHall {
    public var retention: SQLRetentionStore { SQLRetentionStore(database: database) }
    public var previewRetention: PreviewRetention { PreviewRetention(store: retention) }

    public var runRetention: RunRetention {
        RunRetention(store: retention, erase: eraseResident, audit: audit, randomness: randomness)
    }
}
