public import CityKit

/// Lets people of the office change the ways into their own account. Each change asks for what a borrowed browser does not
/// know; wrong answers are counted together with those at the door.
public struct ChangeOwnAccess: Sendable {
    private let accounts: any AccountStore
    private let staff: any StaffStore
    private let factors: any FactorStore
    private let check: CheckFactor
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let throttle: Throttle
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        staff: any StaffStore,
        factors: any FactorStore,
        check: CheckFactor,
        vault: any Vault,
        hasher: any PasswordHasher,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.staff = staff
        self.factors = factors
        self.check = check
        self.vault = vault
        self.hasher = hasher
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
        public let hasApp: Bool
        /// The oldest first.
        public let passkeys: [NamedPasskey]

        public var hasFactor: Bool { hasApp || !passkeys.isEmpty }
    }

    public func ways(of visit: Visit) async throws -> Ways {
        let (_, account) = try await account(visit)
        let holder = try visit.staff.factorHolder(vault, in: visit.town)
        let factors = try await factors.factors(of: holder.id, in: visit.town)
        return Ways(
            hasPassword: account.passwordHash != nil,
            hasApp: factors.app != nil,
            passkeys: try factors.passkeys.map { try holder.named($0) }
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

    /// What somebody is asked for before the second factor changes. It is put anew with every call.
    public func question(at visit: Visit) async throws -> FactorQuestion {
        let passkeyVisit = try passkeyVisit(visit)
        let factors = try await factors.factors(of: passkeyVisit.holder.id, in: visit.town)
        return try await check.question(for: factors, at: passkeyVisit)
    }

    /// New recovery codes in place of all earlier ones.
    ///
    /// - Parameter answer: a recovery code will not do.
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`.
    public func recoveryCodes(_ answer: FactorAnswer, at visit: Visit) async throws -> [RecoveryCode] {
        let passkeyVisit = try passkeyVisit(visit)
        let (codes, hashes) = check.recoveryCodes(of: passkeyVisit.holder)
        try await counted(visit) {
            let proof = try await proof(answer, passkeyVisit)
            if case .recovery = proof { throw AccountFailure.wrongCode }
            let isRenewed = try await factors.renewRecovery(
                hashes,
                of: passkeyVisit.holder.id,
                by: proof,
                noting: try entry(.recoveryRenewed, visit),
                in: visit.town
            )
            guard isRenewed else { throw AccountFailure.wrongCode }
        }
        return codes
    }
}

// MARK: - Passkeys

extension ChangeOwnAccess {
    /// Lets somebody who has proved a second factor add a passkey, in this session and for a while.
    ///
    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`.
    public func allowPasskey(_ answer: FactorAnswer, at visit: Visit) async throws {
        let passkeyVisit = try passkeyVisit(visit)
        let known = try await factors.factors(of: passkeyVisit.holder.id, in: visit.town).passkeys
        guard known.count < Passkey.most else { throw PasskeyFailure.tooMany }
        try await counted(visit) {
            let proof = try await proof(answer, passkeyVisit)
            guard try await factors.use(proof, of: passkeyVisit.holder.id, in: visit.town) else {
                throw AccountFailure.wrongCode
            }
        }
        let (login, _) = try await account(visit)
        _ = try await check.passkeys.askForNew(besides: known, login: login, at: passkeyVisit)
    }

    /// What the browser needs to make a passkey.
    ///
    /// - Returns: nil until `allowPasskey`, and when that is too long ago.
    public func newPasskey(at visit: Visit) async throws -> PasskeyRequest? {
        let passkeyVisit = try passkeyVisit(visit)
        let known = try await factors.factors(of: passkeyVisit.holder.id, in: visit.town).passkeys
        let (login, _) = try await account(visit)
        return try await check.passkeys.openRequest(besides: known, login: login, at: passkeyVisit)
    }

    /// - Parameter name: as it was typed.
    /// - Throws: `PasskeyFailure`; the question for the passkey waits on after `.nameMissing` and `.nameTooLong`.
    public func addPasskey(_ made: MadePasskey, name: String, at visit: Visit) async throws {
        let name = try PersonalText.passkeyName(typed: name)
        let passkey = try await check.passkeys.new(made, named: name, at: passkeyVisit(visit))
        try await factors.add(passkey, noting: try entry(.passkeyAdded, visit), in: visit.town)
    }

    /// - Throws: `AccountFailure.wrongCode`, `.paused`; `PasskeyFailure`, `.lastFactor` among them: somebody of the office
    ///   keeps a second factor.
    public func removePasskey(_ passkey: ID<Passkey>, _ answer: FactorAnswer, at visit: Visit) async throws {
        let passkeyVisit = try passkeyVisit(visit)
        try await counted(visit) {
            let isRemoved = try await factors.remove(
                passkey,
                of: passkeyVisit.holder.id,
                by: try await proof(answer, passkeyVisit),
                noting: try entry(.passkeyRemoved, visit),
                in: visit.town
            )
            guard isRemoved else { throw AccountFailure.wrongCode }
        }
    }

    private func passkeyVisit(_ visit: Visit) throws -> ProvePasskey.Visit {
        ProvePasskey.Visit(
            holder: try visit.staff.factorHolder(vault, in: visit.town),
            boundTo: vault.hash(visit.session),
            now: visit.now
        )
    }

    private func proof(_ answer: FactorAnswer, _ visit: ProvePasskey.Visit) async throws -> FactorProof {
        let factors = try await factors.factors(of: visit.holder.id, in: visit.town)
        return try await check.proof(of: answer, by: factors, at: visit)
    }
}

// MARK: - What all of it has in common

extension ChangeOwnAccess {
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
        } catch let failure as any Failure where failure.isWrongAnswer {
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
