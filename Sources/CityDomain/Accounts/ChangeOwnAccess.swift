public import CityKit

/// Lets people of the office change the ways into their own account. Each change asks for what a borrowed browser does not
/// know; wrong answers are counted together with those at the door.
public struct ChangeOwnAccess: Sendable {
    private let accounts: any AccountStore
    private let staff: any StaffStore
    private let factors: any FactorStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let digest: any OneTimeDigest
    private let throttle: Throttle
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        staff: any StaffStore,
        factors: any FactorStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        digest: any OneTimeDigest,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.staff = staff
        self.factors = factors
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        self.digest = digest
        throttle = Throttle(attempts: accounts)
        self.audit = audit
    }

    /// A member of the office at a page of their own.
    public struct Visit: Sendable {
        let staff: Staff
        let session: Token
        let request: String?
        let town: ID<Municipality>
        let now: Instant

        public init(_ signed: SignIn.Signed, session: Token, request: String?, in town: Municipality, at now: Instant) {
            staff = signed.staff
            self.session = session
            self.request = request
            self.town = town.id
            self.now = now
        }
    }

    /// What there is to change.
    public struct Ways: Sendable, Equatable {
        /// Not for whoever signs in by the directory or the service of the office.
        public let hasPassword: Bool
        public let hasFactor: Bool
    }

    public func ways(of visit: Visit) async throws -> Ways {
        let (_, account) = try await account(visit)
        return Ways(
            hasPassword: account.passwordHash != nil,
            hasFactor: try await factors.factor(of: visit.staff.id, in: visit.town) != nil
        )
    }

    /// Ends every session but this one.
    ///
    /// - Throws: `AccountFailure.wrongPassword`, `.paused`; `PasswordFailure`.
    public func password(_ old: Password, to new: Password, at visit: Visit) async throws {
        let (login, account) = try await account(visit)
        try await counted(visit) {
            guard let hash = account.passwordHash, try await hasher.check(old, against: hash) != .wrong else {
                throw AccountFailure.wrongPassword
            }
        }
        try PasswordRule.check(new, login: login)
        try await staff.changePassword(
            try await hasher.hash(new),
            of: visit.staff.id,
            keeping: vault.hash(visit.session),
            noting: try entry(.passwordSet, visit),
            in: visit.town
        )
    }

    /// New recovery codes in place of all earlier ones.
    ///
    /// - Parameter typed: a code of the app.
    /// - Throws: `AccountFailure.wrongCode`, `.paused`.
    public func recoveryCodes(_ typed: String, at visit: Visit) async throws -> [RecoveryCode] {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode(from: randomness) }
        try await counted(visit) {
            guard let step = try await step(of: typed, visit),
                try await factors.renewRecovery(
                    codes.map { $0.hash(of: visit.staff.id, vault, in: visit.town) },
                    of: visit.staff.id,
                    step: step,
                    noting: try entry(.recoveryRenewed, visit),
                    in: visit.town
                )
            else { throw AccountFailure.wrongCode }
        }
        return codes
    }

    private func step(of typed: String, _ visit: Visit) async throws -> Int64? {
        guard let factor = try await factors.factor(of: visit.staff.id, in: visit.town) else { return nil }
        let slots = StaffSlots(town: visit.town, staff: visit.staff.id)
        let secret = try vault.key(visit.staff.personKey, in: slots.personKey).open(factor.secret, in: slots.factor)
        let digits = typed.filter { !$0.isWhitespace }
        return secret.step(of: digits, after: factor.lastStep, at: visit.now, by: digest)
    }

    private func account(_ visit: Visit) async throws -> (EmailAddress, StaffAccount) {
        let slots = StaffSlots(town: visit.town, staff: visit.staff.id)
        let login = try vault.key(visit.staff.personKey, in: slots.personKey).open(visit.staff.login, in: slots.login)
        let index = vault.index(login, of: .staffLogin, in: visit.town)
        guard let account = try await accounts.account(loginIndex: index, in: visit.town) else {
            throw AccountFailure.signedOut
        }
        return (login, account)
    }

    /// Counts what fails, and lets nobody try who failed too often.
    private func counted(_ visit: Visit, _ attempt: () async throws -> Void) async throws {
        let subject = Throttle.Subject(
            key: vault.secret(for: .signInCode, visit.staff.id.rawValue, in: visit.town),
            pause: SignInPause.ofLogin
        )
        if let pause = try await throttle.pause(of: [subject], in: visit.town, at: visit.now), pause > .zero {
            throw AccountFailure.paused(for: pause)
        }
        do {
            try await attempt()
        } catch let failure as AccountFailure {
            try await throttle.countFailure(of: [subject], in: visit.town, at: visit.now)
            throw failure
        }
        try await throttle.forgetFailures(of: [subject], in: visit.town)
    }

    private func entry(_ kind: AuditKind, _ visit: Visit) throws -> AuditEntry {
        let caller = visit.staff.caller(in: visit.request)
        return try audit.entry(RecordAudit.Act(kind, .staff(visit.staff.id)), by: caller, in: visit.town, at: visit.now)
    }
}
