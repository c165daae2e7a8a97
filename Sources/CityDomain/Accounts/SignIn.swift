public import CityKit

/// Signs staff in and out, slowly for those who guess.
public struct SignIn: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let door: PasswordDoor
    private let factor: ProveFactor
    private let rule: FactorRule
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        directory: (any StaffDirectory)?,
        factor: ProveFactor,
        rule: FactorRule = .required,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
        door = PasswordDoor(
            vault: vault,
            hasher: hasher,
            throttle: Throttle(attempts: accounts),
            logins: .signInLogin,
            directory: directory
        )
        self.factor = factor
        self.rule = rule
        self.audit = audit
    }

    /// What somebody has proved elsewhere.
    public enum Strength: Sendable {
        case oneFactor, twoFactors
    }

    /// A signed-in member of staff.
    public struct Signed: Sendable {
        public let staff: Staff
        public let name: PersonName
    }

    /// - Parameter network: where the attempt comes from; attempts are counted by login and by network.
    /// - Throws: `AccountFailure.wrongLoginOrPassword`, whichever it was; `AccountFailure.paused`, `.directoryAway`.
    public func callAsFunction(
        login: String,
        password: Password,
        network: String,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> SignInStep {
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
        return try await next(staff, login: attempt.email, request, in: town.id, at: now)
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
        let caller = staff.caller(in: request)
        let act = RecordAudit.Act(.sessionClosed, .staff(staff.id))
        try await accounts.close(
            hash,
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
    }

    /// Goes on with somebody who knows the password.
    func next(_ staff: Staff, login: EmailAddress?, _ request: String?, in town: ID<Municipality>, at now: Instant)
        async throws -> SignInStep
    {
        if let login, rule.spares(login), try await !factor.isSet(by: staff.id, in: town) {
            return .session(try await openSession(of: staff, request, in: town, at: now))
        }
        return .factor(try await factor.begin(staff, in: town, at: now))
    }

    /// Goes on with somebody whom a service of the office knows.
    func next(
        _ staff: Staff,
        after strength: Strength,
        _ request: String?,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> SignInStep {
        switch strength {
        case .oneFactor: .factor(try await factor.begin(staff, in: town, at: now))
        case .twoFactors: .session(try await openSession(of: staff, request, in: town, at: now))
        }
    }

    private func openSession(of staff: Staff, _ request: String?, in town: ID<Municipality>, at now: Instant)
        async throws
        -> Token
    {
        let token = Token(from: randomness)
        let session = StaffSession(tokenHash: vault.hash(token), staff: staff.id, openedAt: now, seenAt: now)
        let caller = staff.caller(in: request)
        let act = RecordAudit.Act(.sessionOpened, .staff(staff.id))
        try await accounts.open(session, noting: try audit.entry(act, by: caller, in: town, at: now), in: town)
        return token
    }
}

/// Where the first step of signing in leads, to the office or to an account.
public enum SignInStep: Sendable {
    /// In. The token is for the browser's cookie.
    case session(Token)
    /// To the second factor.
    case factor(Token)
}

extension IndexedColumn {
    static let staffLogin = Self(table: "staff", column: "login_index", length: .full)
}

/// Who has to give a second factor: everybody, but for the invented people of a demonstration.
public struct FactorRule: Sendable {
    private let isSpared: @Sendable (EmailAddress) -> Bool

    private init(isSpared: @escaping @Sendable (EmailAddress) -> Bool) { self.isSpared = isSpared }

    public static let required = Self { _ in false }

    /// Who has set one up is asked for it all the same.
    public static func required(but isSpared: @escaping @Sendable (EmailAddress) -> Bool) -> Self {
        Self(isSpared: isSpared)
    }

    func spares(_ login: EmailAddress) -> Bool { isSpared(login) }
}
