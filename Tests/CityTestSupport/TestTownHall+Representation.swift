public import CityDomain
public import CityKit
public import CityStorage

extension RepresentationForm {
    /// What an invented person types who sits on the board of an invented company.
    public static func sample(on day: CivilDate) -> Self {
        var form = RepresentationForm()
        form.kind = Representation.Kind.body.rawValue
        form.name = "Zmyślona Spółka"
        form.registerNumber = "00001 23456"
        form.documentNumber = "KRS/1/2026"
        form.documentDate = "\(day - 10)"
        form.validFrom = "\(day)"
        form.validTo = "\(day + 30)"
        return form
    }
}

extension ProjectTown {
    /// The town, with a rule that lets accounts act for others.
    public static func acting(_ name: String) throws -> Municipality { try named(name, acting) }

    public static let acting = Change(
        MunicipalityFiles.rules,
        "accounts: {",
        "accounts: {\n    representation: { basis: \"a rule of the tests\" },"
    )
}

extension TestTownHall {
    public var representations: SQLRepresentationStore { SQLRepresentationStore(database: database) }

    public var askForRepresentation: AskForRepresentation {
        AskForRepresentation(representations: representations, vault: vault, randomness: randomness, audit: audit)
    }

    public var actForAnother: ActForAnother { ActForAnother(representations: representations, vault: vault) }

    public var decideRepresentation: DecideRepresentation {
        DecideRepresentation(
            residents: residents,
            representations: representations,
            vault: vault,
            randomness: randomness,
            audit: audit
        )
    }

    /// The account with a level at which it can act for others, as a new request sees it.
    public func seen(_ signed: SignInResident.Signed, in town: Municipality) async throws -> SignInResident.Signed {
        let name = try await blockResident.record(signed.resident.id, by: .administrator, in: town, at: now).profile
            .name
        try await verifyResident(
            signed.resident.id,
            as: .seenInPerson,
            name: name,
            by: .administrator,
            in: town,
            at: now
        )
        return try await again(signed, in: town)
    }

    /// The same resident in a new session.
    public func again(_ signed: SignInResident.Signed, in town: Municipality) async throws -> SignInResident.Signed {
        let token = try await signInResident.begin(signed.resident.id, from: .sample, in: town, at: now).session
        return try await signInResident.session(token, in: town, at: now)
    }

    /// Asks the office for an authority.
    public func askToAct(
        _ form: RepresentationForm? = nil,
        by signed: SignInResident.Signed,
        in town: Municipality
    ) async throws -> ID<Representation> {
        clock.advance(.seconds(1))
        let form = form ?? .sample(on: town.clock.date(of: now))
        try await askForRepresentation(form, of: signed, in: town, at: now)
        let all = try await askForRepresentation.all(of: signed, in: town)
        guard let id = all.first?.representation.id else { throw NoLetter() }
        return id
    }

    /// Asks for an authority that the office grants.
    public func authority(
        _ form: RepresentationForm? = nil,
        of signed: SignInResident.Signed,
        in town: Municipality
    ) async throws -> ID<Representation> {
        let id = try await askToAct(form, by: signed, in: town)
        try await decideRepresentation.grant(id, document: .seen, work(in: town))
        return id
    }

    /// A request of an account, also in a town whose rules let nobody act for another.
    public func representation(of resident: ID<Resident>, in town: Municipality) async throws -> ID<Representation> {
        guard let account = try await residents.account(resident, in: town.id) else { throw NoLetter() }
        clock.advance(.seconds(1))
        let form = RepresentationForm.sample(on: town.clock.date(of: now))
        let request = try askForRepresentation.request(form, of: account.resident, in: town, at: now)
        let entry = AuditEntry.sample(.representationAsked, in: town.id)
        try await representations.add(request, most: 9, noting: entry, in: town.id)
        return request.representation.id
    }

    public func work(in town: Municipality) -> DecideRepresentation.Work {
        DecideRepresentation.Work(by: .administrator, in: town, at: now)
    }
}
