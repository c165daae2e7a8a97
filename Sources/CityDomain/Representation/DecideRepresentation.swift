public import CityKit

/// Lets the office grant, refuse and withdraw the authority of an account to act for another person (A-56, K27). The owner
/// of the account is told by a letter that names nobody. All throw `AccountFailure.rightMissing`.
public struct DecideRepresentation: Sendable {
    private let residents: any ResidentStore
    private let representations: any RepresentationStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    /// On one page.
    private static let most = 100
    /// Unicode scalars.
    static let longestReason = 1_000

    public init(
        residents: any ResidentStore,
        representations: any RepresentationStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.representations = representations
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// What the office reads.
    public struct Opened: Personal {
        public let open: OpenRepresentation
        public let profile: ResidentProfile
        public let verification: VerificationLevel
    }

    /// Who does it, in which town and when.
    public struct Work: Sendable {
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(by caller: Caller, in town: Municipality, at now: Instant) {
            (self.caller, self.town, self.now) = (caller, town, now)
        }
    }

    /// Requests that wait, the oldest first, at most 100. The look is in the audit log before anything is shown.
    public func waiting(_ work: Work) async throws -> [Opened] {
        try await note(.residents, work)
        var opened: [Opened] = []
        for sealed in try await representations.waiting(limit: Self.most, in: work.town.id) {
            if let one = try await open(sealed, in: work.town.id) { opened.append(one) }
        }
        return opened
    }

    /// Those of one account, the last one asked for first, without a line in the audit log: for a page that wrote its own.
    public func all(of resident: ID<Resident>, _ work: Work) async throws -> [OpenRepresentation] {
        _ = try work.caller.using(.manageResidents)
        guard let account = try await residents.account(resident, in: work.town.id) else { return [] }
        let key = try account.resident.key(vault, in: work.town.id)
        return try await representations.representations(of: resident, in: work.town.id)
            .map { try OpenRepresentation($0, under: key, in: work.town.id) }
    }

    /// The look is in the audit log before anything is shown.
    ///
    /// - Throws: `RepresentationFailure.unknown`.
    public func open(_ id: ID<Representation>, _ work: Work) async throws -> Opened {
        guard let sealed = try await representations.representation(id, in: work.town.id),
            let opened = try await open(sealed, in: work.town.id)
        else { throw RepresentationFailure.unknown }
        try await note(.representation(sealed.representation), work)
        return opened
    }

    private func open(_ sealed: SealedRepresentation, in town: ID<Municipality>) async throws -> Opened? {
        guard let resident = try await residents.account(sealed.representation.resident, in: town)?.resident else {
            return nil
        }
        return Opened(
            open: try OpenRepresentation(sealed, under: try resident.key(vault, in: town), in: town),
            profile: try resident.opened(vault, in: town),
            verification: resident.verification
        )
    }

    private func note(_ object: AuditObject, _ work: Work) async throws {
        let look = RecordAudit.Act(.representationViewed, object, reason: work.caller.reason)
        try await audit(look, by: try work.caller.using(.manageResidents), in: work.town.id, at: work.now)
    }
}

// MARK: - Decisions

extension DecideRepresentation {
    /// What the office says about the document.
    public enum Document: String, Sendable {
        case seen
    }

    /// - Throws: `RepresentationFailure.notOffered`, `.documentNotSeen`, `.personNotSeen`, `.unknown`, `.decided`, and
    ///   `.validTo` when its last day is over by now.
    public func grant(_ id: ID<Representation>, document: Document?, _ work: Work) async throws {
        let (town, now) = (work.town, work.now)
        guard town.accounts?.representation != nil else { throw RepresentationFailure.notOffered }
        guard document == .seen else { throw RepresentationFailure.documentNotSeen }
        try await change(id, .granted, because: nil, work) { representation, verification in
            guard verification.letsAct else { throw RepresentationFailure.personNotSeen }
            try representation.grant(at: now, in: town)
        }
    }

    /// - Throws: `RepresentationFailure.reasonMissing` also when it is too long, `.unknown`, `.decided`.
    public func refuse(_ id: ID<Representation>, reason: String, _ work: Work) async throws {
        let now = work.now
        try await change(id, .refused, because: try Self.reason(reason), work) { representation, _ in
            try representation.refuse(at: now)
        }
    }

    /// Ends a granted authority at once. What was made with it stays.
    ///
    /// - Throws: `RepresentationFailure.reasonMissing` also when it is too long, `.unknown`, `.decided`.
    public func withdraw(_ id: ID<Representation>, reason: String, _ work: Work) async throws {
        let now = work.now
        try await change(id, .withdrawn, because: try Self.reason(reason), work) { representation, _ in
            try representation.withdraw(at: now)
        }
    }

    private enum Outcome {
        case granted, refused, withdrawn

        var kind: AuditKind {
            switch self {
            case .granted: .representationGranted
            case .refused: .representationRefused
            case .withdrawn: .representationWithdrawn
            }
        }

        var letter: AccountLink.Purpose {
            switch self {
            case .granted: .representationGranted
            case .refused: .representationRefused
            case .withdrawn: .representationWithdrawn
            }
        }
    }

    private static func reason(_ typed: String) throws(RepresentationFailure) -> String {
        let reason = typed.trimmingSpaces()
        guard !reason.isEmpty, reason.unicodeScalars.count <= longestReason else { throw .reasonMissing }
        return reason
    }

    private func change(
        _ id: ID<Representation>,
        _ outcome: Outcome,
        because reason: String?,
        _ work: Work,
        _ change: @escaping @Sendable (inout Representation, VerificationLevel) throws -> Void
    ) async throws {
        let caller = try work.caller.using(.manageResidents)
        let (town, now) = (work.town.id, work.now)
        guard let sealed = try await representations.representation(id, in: town),
            let resident = try await residents.account(sealed.representation.resident, in: town)?.resident
        else { throw RepresentationFailure.unknown }
        let slots = RepresentationSlots(town: town, representation: id)
        let key = try resident.key(vault, in: town)
        let act = RecordAudit.Act(outcome.kind, .representation(sealed.representation))
        try await representations.change(
            id,
            of: resident.id,
            reason: try reason.map { try key.seal(PersonalText($0), in: slots.reason) },
            telling: AccountLink(
                id: randomness.id(at: now),
                purpose: outcome.letter,
                resident: resident.id,
                createdAt: now
            ),
            noting: try audit.entry(act, by: caller, in: town, at: now),
            in: town,
            change
        )
    }
}
