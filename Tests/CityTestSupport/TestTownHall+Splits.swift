public import CityDomain
import CityKit
public import CityStorage

/// Parts that the office splits off cases.
extension TestTownHall {
    public var splits: SQLSplitStore { SQLSplitStore(database: database) }

    public var splitReport: SplitReport {
        SplitReport(
            submit: submitReport,
            splits: splits,
            reports: reports,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }
}
