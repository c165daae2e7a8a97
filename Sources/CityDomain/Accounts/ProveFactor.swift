public import CityKit

/// The second step of signing in to the office: a code of an app on the telephone, or one of the recovery codes. Who has
/// none yet sets it up here. Guessing is slowed down by person and by network, as with passwords.
public struct ProveFactor: Sendable {
    private let factors: any FactorStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let digest: any OneTimeDigest
    private let throttle: Throttle
    private let audit: RecordAudit

    public init(
        factors: any FactorStore,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness,
        digest: any OneTimeDigest,
        audit: RecordAudit
    ) {
        self.factors = factors
        self.vault = vault
        self.randomness = randomness
        self.digest = digest
        throttle = Throttle(attempts: attempts)
        self.audit = audit
    }

    /// What the person is asked for.
    public enum Question: Sendable {
        case code
        /// To put the secret into an app, under this login, and to give the first code of it.
        case setUp(OneTimeSecret, login: EmailAddress)
    }

    public struct Entered: Sendable {
        /// For the browser's cookie.
        public let session: Token
        /// Of a factor that was just set up; shown once.
        public let recoveryCodes: [RecoveryCode]
    }

    func isSet(by staff: ID<Staff>, in town: ID<Municipality>) async throws -> Bool {
        try await factors.hasFactor(staff, in: town)
    }

    /// Begins the second step for somebody who gave the right password.
    ///
    /// - Returns: the token for the browser's cookie.
    func begin(_ staff: Staff, in town: ID<Municipality>, at now: Instant) async throws -> Token {
        let token = Token(from: randomness)
        let slots = StaffSlots(town: town, staff: staff.id)
        let isKnown = try await factors.hasFactor(staff.id, in: town)
        let key = try vault.key(staff.personKey, in: slots.personKey)
        let signIn = PendingSignIn(
            tokenHash: vault.hash(token),
            staff: staff.id,
            secret: isKnown ? nil : try key.seal(OneTimeSecret(from: randomness), in: slots.factor),
            openedAt: now
        )
        try await factors.begin(signIn, forgettingBefore: now - PendingSignIn.longest, in: town)
        return token
    }

    /// - Throws: `AccountFailure.signedOut` when the sign-in is unknown, used or too old.
    public func question(_ token: Token, in town: Municipality, at now: Instant) async throws -> Question {
        let pending = try await pending(token, in: town.id, at: now)
        guard pending.factor == nil, let sealed = pending.signIn.secret else { return .code }
        let slots = StaffSlots(town: town.id, staff: pending.staff.id)
        let key = try vault.key(pending.staff.personKey, in: slots.personKey)
        return .setUp(
            try key.open(sealed, in: slots.factor),
            login: try key.open(pending.staff.login, in: slots.login)
        )
    }

    /// - Throws: `AccountFailure.signedOut`, `.wrongCode`, `.paused`.
    public func callAsFunction(
        _ typed: String,
        by token: Token,
        network: String,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> Entered {
        let pending = try await pending(token, in: town.id, at: now)
        let subjects = subjects(pending.staff.id, network, in: town.id)
        if let pause = try await throttle.pause(of: subjects, in: town.id, at: now), pause > .zero {
            throw AccountFailure.paused(for: pause)
        }
        let attempt = Attempt(pending: pending, request: request, town: town.id, now: now)
        if let proof = try proof(typed, attempt), let entered = try await finish(proof, attempt) {
            try await throttle.forgetFailures(of: subjects, in: town.id)
            return entered
        }
        try await throttle.countFailure(of: subjects, in: town.id, at: now)
        let refusal = RecordAudit.Act(.signInRefused, .staff(pending.staff.id))
        try await audit(refusal, by: .stranger, request: request, in: town.id, at: now)
        throw AccountFailure.wrongCode
    }
}

// MARK: - What a code proves

extension ProveFactor {
    private struct Attempt {
        let pending: PendingFactor
        let request: String?
        let town: ID<Municipality>
        let now: Instant

        var staff: Staff { pending.staff }
    }

    private struct Proof {
        let stored: FinishedSignIn.Proof
        var recoveryCodes: [RecoveryCode] = []
    }

    private func pending(_ token: Token, in town: ID<Municipality>, at now: Instant) async throws -> PendingFactor {
        guard let pending = try await factors.pending(tokenHash: vault.hash(token), in: town),
            pending.signIn.isOpen(at: now)
        else { throw AccountFailure.signedOut }
        return pending
    }

    private func subjects(_ staff: ID<Staff>, _ network: String, in town: ID<Municipality>) -> [Throttle.Subject] {
        [
            Throttle.Subject(
                key: vault.secret(for: .signInCode, staff.rawValue, in: town),
                pause: SignInPause.ofLogin
            ),
            Throttle.Subject(
                key: vault.secret(for: .signInNetwork, network, in: town),
                pause: SignInPause.ofNetwork
            ),
        ]
    }

    /// Nil for what proves nothing.
    private func proof(_ typed: String, _ attempt: Attempt) throws -> Proof? {
        let digits = typed.filter { !$0.isWhitespace }
        let slots = StaffSlots(town: attempt.town, staff: attempt.staff.id)
        let key = try vault.key(attempt.staff.personKey, in: slots.personKey)
        if let factor = attempt.pending.factor {
            let secret = try key.open(factor.secret, in: slots.factor)
            if let step = secret.step(of: digits, after: factor.lastStep, at: attempt.now, by: digest) {
                return Proof(stored: .code(step: step))
            }
            return RecoveryCode(typed: typed).map {
                Proof(stored: .recovery($0.hash(of: attempt.staff.id, vault, in: attempt.town)))
            }
        }
        guard let sealed = attempt.pending.signIn.secret else { return nil }
        let secret = try key.open(sealed, in: slots.factor)
        return secret.step(of: digits, after: 0, at: attempt.now, by: digest).map { step in
            let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode(from: randomness) }
            let hashes = codes.map { $0.hash(of: attempt.staff.id, vault, in: attempt.town) }
            let factor = StaffFactor(secret: sealed, lastStep: step)
            return Proof(stored: .new(factor, recovery: hashes), recoveryCodes: codes)
        }
    }

    /// Nil when something of it was used meanwhile.
    private func finish(_ proof: Proof, _ attempt: Attempt) async throws -> Entered? {
        let token = Token(from: randomness)
        let staff = attempt.staff
        var acts: [AuditKind] = [.sessionOpened]
        if case .new = proof.stored { acts = [.factorSet, .sessionOpened] }
        let caller = staff.caller(in: attempt.request)
        let finished = FinishedSignIn(
            tokenHash: attempt.pending.signIn.tokenHash,
            proof: proof.stored,
            session: StaffSession(
                tokenHash: vault.hash(token),
                staff: staff.id,
                openedAt: attempt.now,
                seenAt: attempt.now
            ),
            notes: try acts.map { kind in
                let act = RecordAudit.Act(kind, .staff(staff.id))
                return try audit.entry(act, by: caller, in: attempt.town, at: attempt.now)
            }
        )
        guard try await factors.finish(finished, in: attempt.town) else { return nil }
        return Entered(session: token, recoveryCodes: proof.recoveryCodes)
    }
}

extension SecretPurpose {
    static let signInCode = Self(rawValue: "sign-in-code")
}
