import CityDomain
import CityStorage

/// Parts that the office splits off cases.
extension Composition {
    var splitReport: SplitReport {
        SplitReport(
            submit: submitReport,
            splits: SQLSplitStore(database: foundations.database),
            reports: reports,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }
}
