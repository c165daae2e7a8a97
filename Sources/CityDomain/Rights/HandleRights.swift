public import CityKit

/// What the office does with requests about personal data: sees them, checks who asks, takes more time, answers. Every look
/// and every act is in the audit log.
public struct HandleRights: Sendable {
    private let rights: any RightsStore
    private let residents: any ResidentStore
    private let vault: any Vault
    private let audit: RecordAudit

    /// Lines of the register on one page.
    public static let most = 200

    public init(rights: any RightsStore, residents: any ResidentStore, vault: any Vault, audit: RecordAudit) {
        self.rights = rights
        self.residents = residents
        self.vault = vault
        self.audit = audit
    }

    /// Who acts, on which request, when.
    public struct Work: Sendable {
        let id: ID<RightsRequest>
        let caller: Caller
        let town: Municipality
        let now: Instant

        public init(_ id: ID<RightsRequest>, by caller: Caller, in town: Municipality, at now: Instant) {
            self.id = id
            self.caller = caller
            self.town = town
            self.now = now
        }
    }

    /// A request as the office sees it.
    public struct Opened: Sendable {
        public let request: OpenRequest
        /// Whose it is; nil once the person was erased.
        public let person: ResidentProfile?
    }

    /// The register; it names nobody.
    public func register(by caller: Caller, in town: Municipality, at now: Instant) async throws -> [RightsRequest] {
        try await audit(RecordAudit.Act(.rightsViewed, .rights), by: caller, in: town.id, at: now)
        return try await rights.register(limit: Self.most, in: town.id)
    }

    /// - Throws: `RightsFailure.unknownRequest`.
    public func open(_ work: Work) async throws -> Opened {
        let sealed = try await request(work)
        let act = RecordAudit.Act(.rightsViewed, .rights(sealed.request), reason: work.caller.reason)
        try await audit(act, by: work.caller, in: work.town.id, at: work.now)
        let resident = try await resident(of: sealed.request, in: work.town.id)
        return Opened(
            request: try OpenRequest(
                sealed,
                under: try resident.map { try key(of: $0, in: work.town.id) },
                in: work.town.id
            ),
            person: try resident?.opened(vault, in: work.town.id)
        )
    }

    /// Notes how sure the office is that the person asks.
    public func identify(_ work: Work, as identity: RightsRequest.Identity) async throws {
        try await change(work, .rightIdentified, nil, telling: nil) { try $0.identify(identity) }
    }

    /// Takes two more months. The person is told by letter, at once.
    ///
    /// - Parameter reason: for the person.
    /// - Throws: `RightsFailure`.
    public func extend(_ work: Work, reason: String) async throws {
        let (today, town) = (work.town.clock.date(of: work.now), work.town)
        try await change(work, .rightExtended, reason, telling: .rightExtended) { try $0.extend(on: today, in: town) }
    }

    /// Answers. A restriction that is refused ends; an erasure that is granted is done with `EraseResident`.
    ///
    /// - Throws: `RightsFailure`.
    public func close(_ work: Work, _ outcome: RightsRequest.Outcome, answer: String) async throws {
        let now = work.now
        try await change(work, .rightClosed, answer, telling: .rightClosed) { try $0.close(outcome, at: now) }
    }

    private func change(
        _ work: Work,
        _ kind: AuditKind,
        _ words: String?,
        telling letter: DeliveryMessage?,
        _ change: @escaping @Sendable (inout RightsRequest) throws -> Void
    ) async throws {
        let request = try await request(work).request
        let act = RecordAudit.Act(kind, .rights(request))
        try await rights.change(
            work.id,
            answer: try await seal(words, for: request, in: work.town.id),
            telling: letter,
            noting: try audit.entry(act, by: work.caller, in: work.town.id, at: work.now),
            at: work.now,
            in: work.town.id,
            change
        )
    }

    /// Nil where nothing is said, and where nobody is there any more to be told.
    private func seal(_ typed: String?, for request: RightsRequest, in town: ID<Municipality>) async throws
        -> Sealed<PersonalText>?
    {
        guard let words = typed?.trimmingSpaces() else { return nil }
        guard !words.isEmpty else { throw RightsFailure.answerMissing }
        guard let resident = try await resident(of: request, in: town) else { return nil }
        let slots = RightsSlots(town: town, request: request.id)
        return try key(of: resident, in: town).seal(PersonalText(words), in: slots.answer)
    }

    private func request(_ work: Work) async throws -> SealedRequest {
        guard let found = try await rights.request(work.id, in: work.town.id) else {
            throw RightsFailure.unknownRequest
        }
        return found
    }

    private func resident(of request: RightsRequest, in town: ID<Municipality>) async throws -> Resident? {
        guard let id = request.resident else { return nil }
        return try await residents.account(id, in: town)?.resident
    }

    private func key(of resident: Resident, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(resident.personKey, in: ResidentSlots(town: town, resident: resident.id).personKey)
    }
}
