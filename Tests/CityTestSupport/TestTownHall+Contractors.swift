public import CityKit
public import CityStorage

@testable public import CityDomain

extension TestTownHall {
    public var contractors: SQLContractorStore { SQLContractorStore(database: database) }
    public var commissions: SQLCommissionStore { SQLCommissionStore(database: database) }

    public var keepContractors: KeepContractors {
        KeepContractors(store: contractors, vault: vault, randomness: randomness, audit: audit)
    }

    public var commissionWork: CommissionWork {
        CommissionWork(
            commissions: commissions,
            contractors: contractors,
            photos: readPhotos,
            reports: reports,
            staff: staff,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    public var answerCommission: AnswerCommission {
        AnswerCommission(
            commissions: commissions,
            photos: readPhotos,
            attempts: accounts,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    func commissionLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> CommissionLetters {
        CommissionLetters(
            commissions: commissions,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// Somebody of the office who keeps the register and gives work away, for all reports.
    public static let contractorOfficer = Caller(
        ID("officer"),
        StaffRights([StaffGrant(.operator), StaffGrant(.administrator)]),
        request: "test"
    )

    /// An invented firm in the register.
    public func contractor(
        _ name: String = "Zmyślone Drogi sp. z o.o.",
        email: String = "biuro@zmyslone-drogi.example",
        units: [String] = [],
        language: Language = .polish,
        in town: Municipality
    ) async throws -> ID<Contractor> {
        let typed = KeepContractors.Typed(
            name: name,
            email: email,
            company: "NIP 000-000-00-00",
            language: language.rawValue,
            units: units,
            categories: []
        )
        try await keepContractors.add(typed, by: Self.contractorOfficer, in: town, at: now)
        let all = try await keepContractors.all(by: Self.contractorOfficer, in: town, at: now)
        return all.first { $0.details?.name == name }?.contractor.id ?? ID("")
    }

    /// Work that the firm is given on a report.
    public func commission(
        _ contractor: ID<Contractor>,
        on number: ReportNumber,
        order: String = "Proszę załatać dziurę.",
        due: String = "",
        photos: [String] = [],
        in town: Municipality
    ) async throws -> ID<Commission> {
        let work = work(on: number, by: Self.contractorOfficer, in: town)
        let typed = CommissionWork.Typed(contractor: contractor.rawValue, order: order, due: due, photos: photos)
        let before = try await commissionWork.all(work).map(\.commission.id)
        try await commissionWork.order(work, typed)
        return try await commissionWork.all(work).map(\.commission.id).first { !before.contains($0) } ?? ID("")
    }

    /// Work that the firm has reported as done, with a photo.
    public func doneWork(of contractor: ID<Contractor>, on number: ReportNumber, in town: Municipality) async throws
        -> (ID<Commission>, ID<ReportPhoto>)
    {
        let id = try await commission(contractor, on: number, in: town)
        let link = link(id, in: town)
        let received = try await addPhoto.receive(FileChunks(SamplePhoto.jpeg))
        let photo = try await addPhoto(received, by: .commission(link.token), accepted: "", in: town, at: now).id
        try await answerCommission(.done, link, words: "Gotowe.", photos: [photo])
        return (id, photo)
    }

    /// The link in the letter about the work.
    public func link(_ commission: ID<Commission>, network: String = "198.51.100.7", in town: Municipality)
        -> AnswerCommission.Link
    {
        AnswerCommission.Link(
            commission,
            vault.token(of: commission, in: town.id),
            from: network,
            request: "test",
            in: town,
            at: now
        )
    }
}
