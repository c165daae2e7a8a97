public import CityKit

/// Lets administrators say who works at the office and may do what. Nobody changes rights of their own, and a town keeps an
/// administrator. Every change holds with the next request of the person.
public struct ManageStaff: Sendable {
    private let staff: any StaffStore
    private let accounts: any AccountStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        staff: any StaffStore,
        accounts: any AccountStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.staff = staff
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// Somebody of the office, by name.
    public struct Person: Personal {
        public let id: ID<Staff>
        public let name: PersonName
        public let login: EmailAddress
        public let rights: StaffRights
        public let standing: StaffStanding
    }

    /// Everybody, in the order in which the accounts were made. The look is in the audit log first.
    public func people(by authority: StaffAuthority, in town: Municipality, at now: Instant) async throws -> [Person] {
        try await note(.people, authority, in: town, at: now)
        return try await staff.people(in: town.id).map { try opened($0, in: town) }
    }

    /// The look is in the audit log first.
    ///
    /// - Throws: `StaffFailure.notFound`.
    public func person(_ id: ID<Staff>, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws -> Person
    {
        guard let record = try await staff.person(id, in: town.id) else { throw StaffFailure.notFound }
        try await note(.staff(id), authority, in: town, at: now)
        return try opened(record, in: town)
    }

    /// Whose login it is; also of a closed account.
    public func find(_ login: EmailAddress, in town: Municipality) async throws -> ID<Staff>? {
        try await staff.person(loginIndex: vault.index(login, of: .staffLogin, in: town.id), in: town.id)
    }

    /// Makes an account without a password.
    ///
    /// - Returns: the id, and the secret of the link by which the person sets a password.
    /// - Throws: `StaffFailure`, `AccountFailure.loginTaken`.
    public func invite(_ new: NewStaff, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws -> (id: ID<Staff>, link: Token)
    {
        let id = try await add(new, authority, in: town, at: now)
        return (id, try await link(for: id, language: nil, authority, in: town, at: now))
    }

    /// Makes an account without a password, and sends its owner a letter with the link to set one.
    ///
    /// - Parameter language: of the letter.
    /// - Throws: `StaffFailure`, `AccountFailure.loginTaken`.
    public func inviteByLetter(
        _ new: NewStaff,
        language: Language,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws -> ID<Staff> {
        let id = try await add(new, authority, in: town, at: now)
        _ = try await link(for: id, language: language, authority, in: town, at: now)
        return id
    }

    /// Sends a new link. Earlier ones work no more.
    ///
    /// - Parameter language: of the letter.
    /// - Throws: `StaffFailure`.
    public func sendInvitation(
        to id: ID<Staff>,
        language: Language,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try authority.checkOther(than: id)
        _ = try await link(for: id, language: language, authority, in: town, at: now)
    }

    /// Lets the link that the person has not used work no more; a letter that waits does not go out.
    ///
    /// - Throws: `StaffFailure`.
    public func withdrawInvitation(
        of id: ID<Staff>,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try authority.checkOther(than: id)
        guard let record = try await staff.person(id, in: town.id) else { throw StaffFailure.notFound }
        try authority.check(record.staff.rights.grants)
        let entry = try entry(RecordAudit.Act(.staffUninvited, .staff(id)), authority, in: town, at: now)
        try await staff.withdrawInvitation(of: id, noting: entry, in: town.id)
    }

    /// The link that works at this moment.
    public func invitation(of id: ID<Staff>, in town: Municipality, at now: Instant) async throws -> StaffInvitation? {
        try await staff.invitation(of: id, in: town.id).flatMap { $0.isOpen(at: now) ? $0 : nil }
    }

    /// The secret of the link that works at this moment; nil once it was used.
    func openLink(of id: ID<Staff>, madeAt moment: Instant, in town: ID<Municipality>, at now: Instant) async throws
        -> Token?
    {
        guard let found = try await staff.invitation(of: id, in: town), found.isOpen(at: now), found.createdAt == moment
        else { return nil }
        return vault.token(of: found.id, in: town)
    }

    /// A new link for somebody who lost theirs, or their password. Earlier ones work no more.
    public func inviteAgain(_ id: ID<Staff>, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws -> Token
    {
        try authority.checkOther(than: id)
        return try await link(for: id, language: nil, authority, in: town, at: now)
    }

    public func grant(
        _ grant: StaffGrant,
        to id: ID<Staff>,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try authority.check([grant])
        try grant.check(in: town)
        try await change(id, .roleGranted, grant.text, authority, in: town, at: now) { $0.rights.add(grant) }
    }

    /// Takes away the role for its unit, whatever its categories.
    public func revoke(
        _ grant: StaffGrant,
        of id: ID<Staff>,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws {
        try authority.check([grant])
        try await change(id, .roleRevoked, grant.text, authority, in: town, at: now) { $0.rights.remove(grant) }
    }

    /// Says which unit the person belongs to; nil for the office itself.
    public func move(
        _ id: ID<Staff>,
        to unit: ID<Unit>?,
        by authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard unit.map({ town.unit($0) != nil }) ?? true else { throw StaffFailure.unitUnknown }
        try await change(id, .staffMoved, unit?.rawValue, authority, in: town, at: now) { $0.rights.unit = unit }
    }

    /// Ends the sessions of the person at once; nobody signs in to the account any more.
    public func close(_ id: ID<Staff>, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws
    {
        try await change(id, .staffClosed, nil, authority, in: town, at: now) { $0.closedAt = $0.closedAt ?? now }
    }

    public func reopen(_ id: ID<Staff>, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws
    {
        try await change(id, .staffReopened, nil, authority, in: town, at: now) { $0.closedAt = nil }
    }

    /// Forgets the second factors of somebody who lost them, with the recovery codes, and ends the sessions. The person sets up
    /// a new one at the next sign-in.
    public func resetFactor(_ id: ID<Staff>, by authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws
    {
        try await change(id, .factorReset, nil, authority, in: town, at: now) { $0.hasFactor = false }
    }
}

// MARK: - What all of it has in common

extension ManageStaff {
    private func change(
        _ id: ID<Staff>,
        _ kind: AuditKind,
        _ part: String?,
        _ authority: StaffAuthority,
        in town: Municipality,
        at now: Instant,
        _ change: @escaping @Sendable (inout StaffState) -> Void
    ) async throws {
        try authority.checkOther(than: id)
        guard let record = try await staff.person(id, in: town.id) else { throw StaffFailure.notFound }
        // Whoever appoints no owners keeps their hands off them altogether.
        try authority.check(record.staff.rights.grants)
        let entry = try entry(RecordAudit.Act(kind, .staff(id, part: part)), authority, in: town, at: now)
        try await staff.change(id, noting: entry, in: town.id) { state in state = try state.changed(change) }
    }

    private func add(_ new: NewStaff, _ authority: StaffAuthority, in town: Municipality, at now: Instant) async throws
        -> ID<Staff>
    {
        try authority.check(new.rights.grants)
        try new.rights.check(in: town)
        let id: ID<Staff> = randomness.id(at: now)
        let account = try new.account(id, passwordHash: nil, vault, in: town.id, at: now)
        let entry = try entry(new.act(of: id), authority, in: town, at: now)
        try await accounts.add(account, noting: entry, in: town.id)
        return id
    }

    /// - Parameter language: of the letter; nil for a link that is handed over.
    private func link(
        for id: ID<Staff>,
        language: Language?,
        _ authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        guard let record = try await staff.person(id, in: town.id) else { throw StaffFailure.notFound }
        try authority.check(record.staff.rights.grants)
        let invitation = StaffInvitation(id: randomness.id(at: now), staff: id, language: language, createdAt: now)
        let token = vault.token(of: invitation.id, in: town.id)
        let act = RecordAudit.Act(.staffInvited, .staff(id, part: language == nil ? nil : "letter"))
        try await staff.invite(
            invitation,
            tokenHash: vault.hash(token),
            noting: try entry(act, authority, in: town, at: now),
            in: town.id
        )
        return token
    }

    private func opened(_ record: StaffRecord, in town: Municipality) throws -> Person {
        let staff = record.staff
        let slots = StaffSlots(town: town.id, staff: staff.id)
        let key = try vault.key(staff.personKey, in: slots.personKey)
        return Person(
            id: staff.id,
            name: try key.open(staff.name, in: slots.name),
            login: try key.open(staff.login, in: slots.login),
            rights: staff.rights,
            standing: record.standing
        )
    }

    private func note(_ object: AuditObject, _ authority: StaffAuthority, in town: Municipality, at now: Instant)
        async throws
    {
        let look = RecordAudit.Act(.staffViewed, object)
        try await audit(look, by: authority.actor, request: authority.request, in: town.id, at: now)
    }

    private func entry(
        _ act: RecordAudit.Act,
        _ authority: StaffAuthority,
        in town: Municipality,
        at now: Instant
    ) throws -> AuditEntry {
        try audit.entry(act, by: authority.actor, request: authority.request, in: town.id, at: now)
    }
}

extension StaffRights {
    /// - Throws: `StaffFailure`.
    fileprivate func check(in town: Municipality) throws(StaffFailure) {
        guard unit.map({ town.unit($0) != nil }) ?? true else { throw .unitUnknown }
        for grant in grants { try grant.check(in: town) }
    }
}

extension StaffGrant {
    /// - Throws: `StaffFailure`.
    fileprivate func check(in town: Municipality) throws(StaffFailure) {
        guard role.canBeLimited || reach.isEverything else { throw .notLimitable }
        guard reach.unit.map({ town.unit($0) != nil }) ?? true else { throw .unitUnknown }
        guard reach.categories.allSatisfy({ town.category($0) != nil }) else { throw .categoryUnknown }
    }
}
