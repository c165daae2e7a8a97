public import CityDomain
public import CityKit
public import CityStorage

extension TestTownHall {
    public var erasures: SQLErasureStore { SQLErasureStore(database: database) }

    public var eraseResident: EraseResident { eraseResident(in: erasures) }

    public func eraseResident(in store: any ErasureStore) -> EraseResident {
        EraseResident(
            residents: residents,
            erasures: store,
            ledger: ledger,
            claims: claimReports,
            owner: proveOwner,
            vault: vault,
            audit: audit
        )
    }

    public var finishErasures: FinishErasures { FinishErasures(ledger: ledger, erase: eraseResident) }
    public var rights: SQLRightsStore { SQLRightsStore(database: database) }

    public var askForRight: AskForRight {
        AskForRight(rights: rights, vault: vault, randomness: randomness, audit: audit)
    }

    public var handleRights: HandleRights {
        HandleRights(rights: rights, residents: residents, vault: vault, audit: audit)
    }

    public var downloadData: DownloadData {
        DownloadData(
            residents: residents,
            own: SQLResidentReportStore(database: database),
            reports: reports,
            records: SQLPersonalRecordStore(database: database),
            rights: rights,
            factors: factors,
            log: readAccountLog,
            representations: representations,
            addresses: ownAddresses,
            complaints: complaints,
            comments: comments,
            ratings: rateHandling,
            thread: readThread,
            views: auditStore,
            photos: readPhotos,
            owner: proveOwner,
            vault: vault,
            audit: audit
        )
    }
    public var sweepFarewells: SweepFarewells { SweepFarewells(erasures: erasures) }

    func farewellLetters(_ catalogue: TextCatalogue) -> FarewellLetters {
        FarewellLetters(erasures: erasures, vault: vault, towns: FakeDirectory(towns), catalogue: catalogue)
    }

    func rightsLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> RightsLetters {
        RightsLetters(
            rights: rights,
            residents: residents,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// A request about personal data that waits for an answer, of a new resident.
    public func rightsRequest(in town: Municipality) async throws -> ID<RightsRequest> {
        let ida = try await resident("eda@example.org", in: town)
        try await askForRight(.rectification, words: "Zła ulica.", of: ida, in: town, at: now)
        guard let request = try await rights.register(limit: 1, in: town.id).first else { throw NoLetter() }
        return request.id
    }
}
