import CityDomain
import CityStorage
import CityVault

/// What residents do with their rights to their data.
extension Composition {
    var eraseResident: EraseResident {
        EraseResident(
            residents: residents,
            erasures: erasures,
            ledger: LoggedErasureLedger(file: erasureLedger, logger: logger),
            claims: claimReports,
            owner: proveOwner,
            vault: foundations.vault,
            audit: audit
        )
    }

    var finishErasures: FinishErasures { FinishErasures(ledger: erasureLedger, erase: eraseResident) }

    var rights: SQLRightsStore { SQLRightsStore(database: foundations.database) }

    var handleRights: HandleRights {
        HandleRights(rights: rights, residents: residents, vault: foundations.vault, audit: audit)
    }

    var downloadData: DownloadData {
        DownloadData(
            residents: residents,
            own: SQLResidentReportStore(database: foundations.database),
            reports: reports,
            records: SQLPersonalRecordStore(database: foundations.database),
            rights: rights,
            factors: factors,
            log: ReadAccountLog(events: residents, vault: foundations.vault),
            representations: representations,
            addresses: ownAddresses,
            complaints: complaints,
            comments: comments,
            ratings: rateHandling,
            thread: readThread,
            views: auditStore,
            photos: readPhotos,
            owner: proveOwner,
            vault: foundations.vault,
            audit: audit
        )
    }
}
