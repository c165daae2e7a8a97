public import CityKit

/// Signs staff in and out, slowly for those who guess.
public struct SignIn: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let throttle: Throttle
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
        self.hasher = hasher
        self.randomness = randomness
        throttle = Throttle(attempts: accounts)
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
        let email = try? EmailAddress(typed: login)
        let subjects = subjects(email?.indexForm ?? login, network, in: town.id)
        if let pause = try await throttle.pause(of: subjects, in: town.id, at: now), pause > .zero {
            throw AccountFailure.paused(for: pause)
        }
        let account = try await account(of: email, in: town.id)
        let check = try await hasher.check(password, against: account?.passwordHash)
        guard let account, check != .wrong else {
            try await throttle.countFailure(of: subjects, in: town.id, at: now)
            let refusal = RecordAudit.Act(.signInRefused, account.map { .staff($0.staff.id) } ?? .signIn)
            try await audit(refusal, by: .stranger, request: request, in: town.id, at: now)
            throw AccountFailure.wrongLoginOrPassword
        }
        if check == .rightWithOldHash {
            let hash = try await hasher.hash(password)
            try await accounts.replacePasswordHash(hash, of: account.staff.id, in: town.id)
        }
        try await throttle.forgetFailures(of: subjects, in: town.id)
        return try await openSession(of: account.staff, request, in: town.id, at: now)
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

    private func subjects(_ login: String, _ network: String, in town: ID<Municipality>) -> [Throttle.Subject] {
        [
            Throttle.Subject(
                key: vault.secret(for: .signInLogin, login.lowercased(), in: town),
                pause: SignInPause.ofLogin
            ),
            Throttle.Subject(
                key: vault.secret(for: .signInNetwork, network, in: town),
                pause: SignInPause.ofNetwork
            ),
        ]
    }

    private func account(of email: EmailAddress?, in town: ID<Municipality>) async throws -> StaffAccount? {
        guard let email else { return nil }
        return try await accounts.account(loginIndex: vault.index(email, of: .staffLogin, in: town), in: town)
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

/// How long the next attempt must wait. Nobody is locked out for good, or anyone could lock the mayor out.
enum SignInPause {
    /// Five free tries, then 1, 2, 4, … seconds, at most a quarter of an hour.
    static func ofLogin(_ failures: Int) -> Duration { Throttle.doubling(failures - 5, most: .minutes(15)) }

    /// Fifty free tries: a whole office may share one address.
    static func ofNetwork(_ failures: Int) -> Duration { Throttle.doubling(failures - 50, most: .minutes(5)) }
}

extension SecretPurpose {
    static let signInLogin = Self(rawValue: "sign-in-login")
    static let signInNetwork = Self(rawValue: "sign-in-network")
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
