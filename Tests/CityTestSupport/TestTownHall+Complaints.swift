public import CityDomain
public import CityKit
public import CityStorage

extension ComplaintForm {
    /// What an invented person types who is unhappy with the site: every field that any town asks for.
    public static func sample(on day: CivilDate) -> Self {
        var form = ComplaintForm()
        form.subject = ComplaintSubject.service.rawValue
        (form.name, form.email, form.phone) = ("Ada Zmyślona", "ada@poczta.example", "600 100 200")
        (form.matter, form.description) = ("Mapa", "Mapa się nie otwiera.")
        (form.demand, form.justification) = ("Proszę naprawić mapę.", "Bez mapy nie wskażę miejsca.")
        form.eventDay = "\(day)"
        return form
    }
}

extension TestTownHall {
    public var complaints: SQLComplaintStore { SQLComplaintStore(database: database) }

    public var fileComplaint: FileComplaint {
        FileComplaint(complaints: complaints, attempts: accounts, vault: vault, randomness: randomness)
    }

    public var readComplaints: ReadComplaints { ReadComplaints(complaints: complaints, vault: vault) }

    public var handleComplaints: HandleComplaints {
        HandleComplaints(
            complaints: complaints,
            file: fileComplaint,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    func complaintLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> ComplaintLetters {
        ComplaintLetters(
            complaints: complaints,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }

    /// Sends a complaint from the town's page.
    ///
    /// - Parameter key: of the form; a new one where there is none.
    public func complain(
        _ form: ComplaintForm? = nil,
        key: Token? = nil,
        photos: [ID<ReportPhoto>] = [],
        by signed: SignInResident.Signed? = nil,
        from network: String = "192.0.2.1",
        language: Language = .polish,
        in town: Municipality
    ) async throws -> FileComplaint.Receipt {
        try await fileComplaint(
            form ?? .sample(on: town.clock.date(of: now)),
            key: key ?? fileComplaint.newKey(),
            photos: photos,
            by: FileComplaint.Sender(.page, from: network, language: language, resident: signed),
            in: town,
            at: now
        )
    }

    /// A photo that waits for the complaint of the form with this key.
    public func addPhoto(underComplaint key: Token, in town: Municipality) async throws -> ID<ReportPhoto> {
        let received = try await addPhoto.receive(FileChunks(SamplePhoto.jpeg))
        return try await addPhoto(received, by: .complaint(key), accepted: "", in: town, at: now).id
    }

    /// A complaint with a photo.
    public func complainWithPhoto(by signed: SignInResident.Signed? = nil, in town: Municipality) async throws
        -> (complaint: ID<Complaint>, photo: ID<ReportPhoto>)
    {
        let key = fileComplaint.newKey()
        let photo = try await addPhoto(underComplaint: key, in: town)
        return (try await complain(key: key, photos: [photo], by: signed, in: town).id, photo)
    }

    /// As an administrator works on complaints.
    public func desk(in town: Municipality, by caller: Caller = .administrator) -> HandleComplaints.Work {
        HandleComplaints.Work(by: caller, in: town, at: now)
    }
}
