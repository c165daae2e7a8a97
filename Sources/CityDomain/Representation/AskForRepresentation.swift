public import CityKit

/// Lets the owner of an account ask the office for the authority to act for another person, and give one up (A-56, K27).
public struct AskForRepresentation: Sendable {
    private let representations: any RepresentationStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Requests of one account that wait at once.
    static let most = 10

    public init(
        representations: any RepresentationStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.representations = representations
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// - Throws: `RepresentationFailure.notOffered`, `.tooMany`; `Failures` with all that is wrong with the form.
    public func callAsFunction(
        _ form: RepresentationForm,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard town.accounts?.representation != nil else { throw RepresentationFailure.notOffered }
        let request = try request(form, of: signed.resident, in: town, at: now)
        try await representations.add(
            request,
            most: Self.most,
            noting: try entry(.representationAsked, request.representation, in: town, at: now),
            in: town.id
        )
    }

    /// The request checked and sealed, as the store takes it.
    ///
    /// - Throws: `Failures` with all that is wrong.
    package func request(
        _ form: RepresentationForm,
        of resident: Resident,
        in town: Municipality,
        at now: Instant
    ) throws -> SealedRepresentation {
        let checked = try CheckedRepresentation(form, on: town.clock.date(of: now))
        let representation = Representation(
            id: randomness.id(at: now),
            resident: resident.id,
            kind: checked.kind,
            validFrom: checked.validFrom,
            validTo: checked.validTo,
            askedAt: now,
            state: .asked,
            changedAt: now,
            endsAt: nil
        )
        let slots = RepresentationSlots(town: town.id, representation: representation.id)
        let details = try resident.key(vault, in: town.id).seal(checked.details, in: slots.details)
        return SealedRepresentation(representation: representation, details: details, reason: nil)
    }

    /// All of the account, the last one asked for first.
    public func all(of signed: SignInResident.Signed, in town: Municipality) async throws -> [OpenRepresentation] {
        let key = try signed.resident.key(vault, in: town.id)
        return try await representations.representations(of: signed.resident.id, in: town.id)
            .map { try OpenRepresentation($0, under: key, in: town.id) }
    }

    /// Ends an authority, or takes the request back. What was made with it stays.
    ///
    /// - Throws: `RepresentationFailure.unknown` for one of another account, `.decided` for one that is over.
    public func giveUp(
        _ id: ID<Representation>,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard let sealed = try await representations.representation(id, in: town.id),
            sealed.representation.resident == signed.resident.id
        else { throw RepresentationFailure.unknown }
        try await representations.change(
            id,
            of: signed.resident.id,
            reason: nil,
            telling: nil,
            noting: try entry(.representationGivenUp, sealed.representation, in: town, at: now),
            in: town.id
        ) { representation, _ in
            try representation.giveUp(at: now)
        }
    }

    private func entry(
        _ kind: AuditKind,
        _ representation: Representation,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        let act = RecordAudit.Act(kind, .representation(representation))
        return try audit.entry(act, by: .resident(representation.resident), in: town.id, at: now)
    }
}

extension Resident {
    func key(_ vault: any Vault, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(personKey, in: ResidentSlots(town: town, resident: id).personKey)
    }
}
