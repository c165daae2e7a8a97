import CityDomain
import CityStorage
import Foundation

extension Composition {
    var submitReport: SubmitReport {
        SubmitReport(reports: reports, vault: vault, randomness: foundations.randomness)
    }

    var decideReport: DecideReport { DecideReport(reports: reports, vault: vault, audit: audit) }
    var handleReport: HandleReport { HandleReport(reports: reports, vault: vault, audit: audit) }

    var updates: SQLUpdateStore { SQLUpdateStore(database: foundations.database) }

    var importReports: ImportReports {
        ImportReports(
            imports: SQLImportStore(database: foundations.database),
            vault: vault,
            randomness: foundations.randomness,
            clock: foundations.clock,
            workers: ProcessInfo.processInfo.activeProcessorCount,
            audit: audit
        )
    }

    var browseReports: BrowseReports {
        BrowseReports(reports: reports, entries: SQLPublicReportStore(database: foundations.database), vault: vault)
    }

    var findSimilarReports: FindSimilarReports {
        FindSimilarReports(
            similar: SQLSimilarReportStore(database: foundations.database),
            entries: SQLPublicReportStore(database: foundations.database),
            vault: vault,
            audit: audit
        )
    }

    var exportReports: ExportReports {
        ExportReports(
            reports: SQLExportStore(database: foundations.database),
            photos: photos,
            vault: vault,
            catalogue: foundations.catalogue,
            addresses: foundations.settings.addresses
        )
    }
}
