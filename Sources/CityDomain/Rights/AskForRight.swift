public import CityKit

/// What a resident does with rights to the own data on the page of the account: asks for rectification, restriction,
/// erasure, objects, and says which letters are not wanted.
public struct AskForRight: Sendable {
    private let rights: any RightsStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// Unicode scalars in a request.
    public static let longestWords = 4_000

    public init(rights: any RightsStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.rights = rights
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Puts a request into the register. A restriction holds from now on, until the office refuses it.
    ///
    /// - Throws: `RightsFailure.wordsMissing`, `ReportFailure.textTooLong`.
    public func callAsFunction(
        _ right: RightsRequest.Right,
        words typed: String,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let words = typed.trimmingSpaces()
        guard !words.isEmpty else { throw RightsFailure.wordsMissing }
        let length = words.unicodeScalars.count
        guard length <= Self.longestWords else {
            throw ReportFailure.textTooLong(field: "words", length: length, limit: Self.longestWords)
        }
        let resident = signed.resident
        let request = RightsRequest(randomness.id(at: now), of: resident.id, right, at: now, in: town)
        let slots = RightsSlots(town: town.id, request: request.id)
        let sealed = try key(of: resident, in: town.id).seal(PersonalText(words), in: slots.words)
        let act = RecordAudit.Act(.rightAsked, .rights(request))
        try await rights.add(
            SealedRequest(request: request, words: sealed, answer: nil),
            noting: try audit.entry(act, by: .resident(resident.id), in: town.id, at: now),
            in: town.id
        )
    }

    /// The requests of the resident with what was answered, the last one first.
    public func all(of signed: SignInResident.Signed, in town: Municipality) async throws -> [OpenRequest] {
        let key = try key(of: signed.resident, in: town.id)
        return try await rights.requests(of: signed.resident.id, in: town.id)
            .map { try OpenRequest($0, under: key, in: town.id) }
    }

    public func limits(of signed: SignInResident.Signed, in town: Municipality) async throws -> ProcessingLimits {
        try await rights.limits(of: signed.resident.id, in: town.id)
    }

    /// From now on the resident gets no letters of these purposes, and those of all others.
    public func object(
        to purposes: Set<LetterPurpose>,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let resident = signed.resident.id
        let act = RecordAudit.Act(.objectionsChanged, .resident(resident))
        try await rights.setObjections(
            purposes,
            of: resident,
            noting: try audit.entry(act, by: .resident(resident), in: town.id, at: now),
            in: town.id
        )
    }

    /// Lets the office use the data again.
    public func endRestriction(of signed: SignInResident.Signed, in town: Municipality, at now: Instant) async throws {
        let resident = signed.resident.id
        let act = RecordAudit.Act(.restrictionEnded, .resident(resident))
        let entry = try audit.entry(act, by: .resident(resident), in: town.id, at: now)
        try await rights.endRestriction(of: resident, noting: entry, in: town.id)
    }

    private func key(of resident: Resident, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(resident.personKey, in: ResidentSlots(town: town, resident: resident.id).personKey)
    }
}
