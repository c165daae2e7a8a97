public import CityKit

/// The second step of signing in to the office: a passkey, a code of an app on the telephone, or one of the recovery codes.
/// Who has none yet sets one up here. Guessing is slowed down by person and by network, as with passwords.
public struct ProveFactor: Sendable {
    private let factors: any FactorStore
    private let check: CheckFactor
    private let vault: any Vault
    private let randomness: any Randomness
    private let throttle: Throttle
    private let audit: RecordAudit

    public init(
        factors: any FactorStore,
        check: CheckFactor,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.factors = factors
        self.check = check
        self.vault = vault
        self.randomness = randomness
        throttle = Throttle(attempts: attempts)
        self.audit = audit
    }

    /// What the person is asked for.
    public enum Question: Sendable {
        case known(FactorQuestion)
        /// To put the secret into an app, under this login, and to give the first code of it; or to make a passkey.
        case setUp(OneTimeSecret, login: EmailAddress, PasskeyRequest)
    }

    public struct Entered: Sendable {
        /// For the browser's cookie.
        public let session: Token
        /// Of a factor that was just set up; shown once.
        public let recoveryCodes: [RecoveryCode]
    }

    func isSet(by staff: ID<Staff>, in town: ID<Municipality>) async throws -> Bool {
        try await factors.hasFactor(staff.factorHolder, in: town)
    }

    /// Begins the second step for somebody who gave the right password.
    ///
    /// - Returns: the token for the browser's cookie.
    func begin(_ staff: Staff, in town: ID<Municipality>, at now: Instant) async throws -> Token {
        let token = Token(from: randomness)
        let isKnown = try await factors.hasFactor(staff.id.factorHolder, in: town)
        let holder = try staff.factorHolder(vault, in: town)
        let signIn = PendingSignIn(
            tokenHash: vault.hash(token),
            staff: staff.id,
            secret: isKnown ? nil : try holder.key.seal(OneTimeSecret(from: randomness), in: holder.secretSlot),
            openedAt: now
        )
        try await factors.begin(signIn, forgettingBefore: now - PendingSignIn.longest, in: town)
        return token
    }

    /// - Throws: `AccountFailure.signedOut` when the sign-in is unknown, used or too old.
    public func question(_ token: Token, in town: Municipality, at now: Instant) async throws -> Question {
        let pending = try await pending(token, in: town.id, at: now)
        let visit = try visit(pending, in: town.id, at: now)
        guard pending.factors.isEmpty, let sealed = pending.signIn.secret else {
            return .known(try await check.question(for: pending.factors, at: visit))
        }
        let slots = StaffSlots(town: town.id, staff: pending.staff.id)
        let login = try visit.holder.key.open(pending.staff.login, in: slots.login)
        return .setUp(
            try visit.holder.key.open(sealed, in: visit.holder.secretSlot),
            login: login,
            try await check.passkeys.askForNew(besides: [], login: login, at: visit)
        )
    }

    /// - Throws: `AccountFailure.signedOut`, `.wrongCode`, `.paused`; `PasskeyFailure`.
    public func callAsFunction(
        _ answer: FactorAnswer,
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
        let visit = try visit(pending, in: town.id, at: now)
        do {
            let entered = try await enter(by: answer, pending, request, visit)
            try await throttle.forgetFailures(of: subjects, in: town.id)
            return entered
        } catch let failure as any Failure where failure.isWrongAnswer {
            try await throttle.countFailure(of: subjects, in: town.id, at: now)
            let refusal = RecordAudit.Act(.signInRefused, .staff(pending.staff.id, part: failure.auditedPart))
            try await audit(refusal, by: .stranger, request: request, in: town.id, at: now)
            throw failure
        }
    }
}

// MARK: - What an answer proves

extension ProveFactor {
    private func pending(_ token: Token, in town: ID<Municipality>, at now: Instant) async throws -> PendingFactor {
        guard let pending = try await factors.pending(tokenHash: vault.hash(token), in: town),
            pending.signIn.isOpen(at: now)
        else { throw AccountFailure.signedOut }
        return pending
    }

    private func visit(_ pending: PendingFactor, in town: ID<Municipality>, at now: Instant) throws
        -> ProvePasskey.Visit
    {
        ProvePasskey.Visit(
            holder: try pending.staff.factorHolder(vault, in: town),
            boundTo: pending.signIn.tokenHash,
            now: now
        )
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

    /// What an answer proves, with the recovery codes of a new factor and what the audit log tells.
    private struct Proved {
        let proof: FinishedSignIn.Proof
        var recoveryCodes: [RecoveryCode] = []
        var acts: [RecordAudit.Act] = []
    }

    /// - Throws: `AccountFailure.wrongCode`, `PasskeyFailure`.
    private func proved(by answer: FactorAnswer, _ pending: PendingFactor, _ visit: ProvePasskey.Visit) async throws
        -> Proved
    {
        guard pending.factors.isEmpty, let secret = pending.signIn.secret else {
            return Proved(proof: .known(try await check.proof(of: answer, by: pending.factors, at: visit)))
        }
        let factor = try await check.firstProof(of: answer, with: secret, at: visit)
        let recovery = check.recoveryCodes(of: visit.holder)
        return Proved(
            proof: .new(factor, recovery: recovery.hashes),
            recoveryCodes: recovery.codes,
            acts: [RecordAudit.Act(.factorSet, .staff(pending.staff.id, part: factor.auditedPart))]
        )
    }

    /// - Throws: `AccountFailure.wrongCode`, also when something of it was used meanwhile; `PasskeyFailure`.
    private func enter(
        by answer: FactorAnswer,
        _ pending: PendingFactor,
        _ request: String?,
        _ visit: ProvePasskey.Visit
    ) async throws -> Entered {
        let proved = try await proved(by: answer, pending, visit)
        let (token, staff) = (Token(from: randomness), pending.staff)
        let caller = staff.caller(in: request)
        let acts = proved.acts + [RecordAudit.Act(.sessionOpened, .staff(staff.id))]
        let finished = FinishedSignIn(
            tokenHash: pending.signIn.tokenHash,
            proof: proved.proof,
            session: StaffSession(
                tokenHash: vault.hash(token),
                staff: staff.id,
                openedAt: visit.now,
                seenAt: visit.now
            ),
            notes: try acts.map { try audit.entry($0, by: caller, in: visit.town, at: visit.now) }
        )
        guard try await factors.finish(finished, in: visit.town) else { throw AccountFailure.wrongCode }
        return Entered(session: token, recoveryCodes: proved.recoveryCodes)
    }
}

extension SecretPurpose {
    static let signInCode = Self(rawValue: "sign-in-code")
}
