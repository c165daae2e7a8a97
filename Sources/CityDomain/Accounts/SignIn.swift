public import CityKit

/// Signs staff in and out, slowly for those who guess.
public struct SignIn: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let door: PasswordDoor
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
        door = PasswordDoor(vault: vault, hasher: hasher, throttle: Throttle(attempts: accounts), logins: .signInLogin)
        self.audit = audit
    }

    /// A signed-in member of staff.
    public struct Signed: Sendable {
        public let staff: Staff
        public let name: PersonName
    }

    /// - Parameter network: where the attempt comes from; attempts are counted by login and by network.
    /// - Returns: the token for the browser's cookie.
    /// - Throws: `AccountFailure.wrongLoginOrPassword`, whichever it was; `AccountFailure.paused`.
    public func callAsFunction(
        login: String,
        password: Password,
        network: String,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        let attempt = PasswordDoor.Attempt(login: login, password: password, network: network, now: now)
        let staff: Staff = try await door.enter(attempt, in: town.id) { email in
            try await accounts.account(loginIndex: vault.index(email, of: .staffLogin, in: town.id), in: town.id)
                .map { PasswordDoor.Holder(account: $0.staff, passwordHash: $0.passwordHash) }
        } renew: { staff, hash in
            try await accounts.replacePasswordHash(hash, of: staff.id, in: town.id)
        } refused: { staff in
            let refusal = RecordAudit.Act(.signInRefused, staff.map { .staff($0.id) } ?? .signIn)
            try await audit(refusal, by: .stranger, request: request, in: town.id, at: now)
        }
        return try await openSession(of: staff, request, in: town.id, at: now)
    }

    /// Who the token belongs to; the session lives on with every request.
    ///
    /// - Throws: `AccountFailure.signedOut`.
    public func session(_ token: Token, in town: Municipality, at now: Instant) async throws -> Signed {
        let hash = vault.hash(token)
        guard let (session, staff) = try await accounts.session(tokenHash: hash, in: town.id), session.isOpen(at: now)
        else { throw AccountFailure.signedOut }
        if now - session.seenAt > .minutes(1) { try await accounts.touch(hash, at: now, in: town.id) }
        let slots = StaffSlots(town: town.id, staff: staff.id)
        let name = try vault.key(staff.personKey, in: slots.personKey).open(staff.name, in: slots.name)
        return Signed(staff: staff, name: name)
    }

    /// Nothing happens when the session is over.
    public func signOut(_ token: Token, request: String?, in town: Municipality, at now: Instant) async throws {
        let hash = vault.hash(token)
        guard let (_, staff) = try await accounts.session(tokenHash: hash, in: town.id) else { return }
        let caller = Caller(staff.id, staff.role, request: request)
        let act = RecordAudit.Act(.sessionClosed, .staff(staff.id))
        try await accounts.close(
            hash,
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
    }

    private func openSession(of staff: Staff, _ request: String?, in town: ID<Municipality>, at now: Instant)
        async throws
        -> Token
    {
        let token = Token(from: randomness)
        let session = StaffSession(tokenHash: vault.hash(token), staff: staff.id, openedAt: now, seenAt: now)
        let caller = Caller(staff.id, staff.role, request: request)
        let act = RecordAudit.Act(.sessionOpened, .staff(staff.id))
        try await accounts.open(session, noting: try audit.entry(act, by: caller, in: town, at: now), in: town)
        return token
    }
}

extension IndexedColumn {
    static let staffLogin = Self(table: "staff", column: "login_index", length: .full)
}

/// The places in the database where parts of a staff account are sealed.
struct StaffSlots {
    let town: ID<Municipality>
    let staff: ID<Staff>

    var personKey: Slot { Slot(town, table: "data_keys", row: staff, column: "person") }
    var name: Slot { Slot(town, table: "staff", row: staff, column: "name") }
    var login: Slot { Slot(town, table: "staff", row: staff, column: "login") }
}
