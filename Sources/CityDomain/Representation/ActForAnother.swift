public import CityKit

/// For whom an account can act now (A-56, K27).
public struct ActForAnother: Sendable {
    private let representations: any RepresentationStore
    private let vault: any Vault

    public init(representations: any RepresentationStore, vault: any Vault) {
        self.representations = representations
        self.vault = vault
    }

    /// Somebody whom the account can act for. Only this use case makes one; the store asks once more when it is used.
    public struct Choice: Personal, Equatable {
        public let id: ID<Representation>
        public let acting: ActingFor
    }

    /// By the name of the other person. None for nobody, where the rules of the town let nobody act for another, and where
    /// nobody has seen that the owner of the account has the names of the account: with other names the authority rests.
    public func choices(of signed: SignInResident.Signed?, in town: Municipality, at now: Instant) async throws
        -> [Choice]
    {
        guard town.accounts?.representation != nil, let signed, signed.resident.verification.letsAct else { return [] }
        let key = try signed.resident.key(vault, in: town.id)
        return try await representations.representations(of: signed.resident.id, in: town.id)
            .filter { $0.representation.standing(at: now, in: town) == .valid }
            .map { sealed in
                let open = try OpenRepresentation(sealed, under: key, in: town.id)
                return Choice(
                    id: open.representation.id,
                    acting: ActingFor(
                        represented: open.details.represented,
                        kind: open.representation.kind,
                        actor: signed.profile.name
                    )
                )
            }
            .sorted { $0.acting.represented.words < $1.acting.represented.words }
    }

    /// The choice that was made in a form.
    ///
    /// - Throws: `RepresentationFailure.ended` when it cannot be made, or not any more.
    public func choice(
        _ id: ID<Representation>,
        of signed: SignInResident.Signed?,
        in town: Municipality,
        at now: Instant
    ) async throws -> Choice {
        guard let choice = try await choices(of: signed, in: town, at: now).first(where: { $0.id == id }) else {
            throw RepresentationFailure.ended
        }
        return choice
    }
}

extension VerificationLevel {
    /// Whether the person who acts is known to have the names that the document names.
    public var letsAct: Bool { self >= .seenInPerson }
}
