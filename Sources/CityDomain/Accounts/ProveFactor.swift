public import CityKit

/// The second step of signing in to the office: a passkey, a code of an app on the telephone, or one of the recovery codes.
/// Who has none yet sets one up here. Guessing is slowed down by person and by network, as with passwords.
public struct ProveFactor: Sendable {
    private let factors: any FactorStore
    private let check: CheckFactor
    private let vault: any Vault
    private let randomness: any Randomness
    private let attempts: FactorAttempts
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
        self.attempts = FactorAttempts(throttle: Throttle(attempts: attempts), vault: vault)
        self.audit = audit
    }

    /// What the person is asked for.
    public enum Question: Sendable {
        case known(FactorQuestion)
        /// To give the first answer of an app or of a passkey.
        case setUp(FactorSetUp)
    }

    public struct Entered: Sendable {
        /// For the browser's cookie.
        public let session: Token
        /// Of a factor that was just set up; shown once.
        public let recoveryCodes: [RecoveryCode]
    }

    /// From where an answer comes.
    public struct Place: Sendable {
        let network: String
        let request: String?
        let language: Language

        /// - Parameter language: of the letter about a factor that is set up.
        public init(network: String, request: String?, language: Language) {
            self.network = network
            self.request = request
            self.language = language
        }
    }

    func isSet(by staff: ID<Staff>, in town: ID<Municipality>) async throws -> Bool {
        try await factors.hasFactor(staff.factorHolder, in: town)
    }

    /// Begins the second step for somebody who gave the right password.
    ///
    /// - Returns: the token for the browser's cookie.
    func begin(_ staff: Staff, in town: ID<Municipality>, at now: Instant) async throws -> Token {
        let token = Token(from: randomness)
        let holder = try staff.factorHolder(vault, in: town)
        let signIn = PendingSignIn(tokenHash: vault.hash(token), holder: holder.id, door: .office, openedAt: now)
        let isKnown = try await isSet(by: staff.id, in: town)
        let visit = ProvePasskey.Visit(holder: holder, boundTo: signIn.tokenHash, now: now)
        let offer = isKnown ? nil : try check.newOffer(at: visit)
        try await factors.begin(signIn, offer, forgettingBefore: now - PendingSignIn.longest, in: town)
        return token
    }

    /// - Throws: `AccountFailure.signedOut` when the sign-in is unknown, used or too old.
    public func question(_ token: Token, in town: Municipality, at now: Instant) async throws -> Question {
        let pending = try await pending(token, in: town.id, at: now)
        let visit = try visit(pending, in: town.id, at: now)
        guard pending.factors.isEmpty, let offer = try await check.offer(at: visit) else {
            return .known(try await check.question(for: pending.factors, at: visit))
        }
        return .setUp(try await check.setUp(by: offer, besides: [], asking: .anew, at: visit))
    }

    /// - Throws: `AccountFailure.signedOut`, `.wrongCode`, `.paused`; `PasskeyFailure`.
    public func callAsFunction(
        _ answer: FactorAnswer,
        by token: Token,
        from place: Place,
        in town: Municipality,
        at now: Instant
    ) async throws -> Entered {
        let pending = try await pending(token, in: town.id, at: now)
        let visit = try visit(pending, in: town.id, at: now)
        return try await attempts.counted(visit.holder.id, from: place.network, in: town.id, at: now) {
            try await enter(by: answer, pending, place, visit)
        } refused: { failure in
            let refusal = RecordAudit.Act(.signInRefused, .staff(pending.person.id, part: failure.auditedPart))
            try await audit(refusal, by: .stranger, request: place.request, in: town.id, at: now)
        }
    }
}

// MARK: - What an answer proves

extension ProveFactor {
    private func pending(_ token: Token, in town: ID<Municipality>, at now: Instant) async throws
        -> PendingFactor<Staff>
    {
        guard let pending = try await factors.pendingStaff(tokenHash: vault.hash(token), in: town),
            pending.signIn.isOpen(at: now)
        else { throw AccountFailure.signedOut }
        return pending
    }

    private func visit(_ pending: PendingFactor<Staff>, in town: ID<Municipality>, at now: Instant) throws
        -> ProvePasskey.Visit
    {
        ProvePasskey.Visit(
            holder: try pending.person.factorHolder(vault, in: town),
            boundTo: pending.signIn.tokenHash,
            now: now
        )
    }

    /// What an answer proves, with the recovery codes of a new factor.
    private struct Proved {
        let proof: FinishedSignIn.Proof
        var recoveryCodes: [RecoveryCode] = []
    }

    /// - Throws: `AccountFailure.wrongCode`, `PasskeyFailure`.
    private func proved(
        by answer: FactorAnswer,
        _ pending: PendingFactor<Staff>,
        _ place: Place,
        _ visit: ProvePasskey.Visit
    ) async throws -> Proved {
        guard pending.factors.isEmpty, let offer = try await check.offer(at: visit) else {
            return Proved(proof: .known(try await check.proof(of: answer, by: pending.factors, at: visit)))
        }
        let factor = try await check.firstProof(of: answer, to: offer, at: visit)
        let recovery = check.recoveryCodes(of: visit.holder)
        let act = RecordAudit.Act(.factorSet, .staff(pending.person.id, part: factor.auditedPart))
        let caller = pending.person.caller(in: place.request)
        let note = FactorNote.office(
            try audit.entry(act, by: caller, in: visit.town, at: visit.now),
            StaffNotice(
                id: randomness.id(at: visit.now),
                staff: pending.person.id,
                change: factor.change,
                language: place.language,
                createdAt: visit.now
            )
        )
        return Proved(proof: .new(factor, recovery: recovery.hashes, note), recoveryCodes: recovery.codes)
    }

    /// - Throws: `AccountFailure.wrongCode`, also when something of it was used meanwhile; `PasskeyFailure`.
    private func enter(
        by answer: FactorAnswer,
        _ pending: PendingFactor<Staff>,
        _ place: Place,
        _ visit: ProvePasskey.Visit
    ) async throws -> Entered {
        let proved = try await proved(by: answer, pending, place, visit)
        let (token, staff, now) = (Token(from: randomness), pending.person, visit.now)
        let session = StaffSession(tokenHash: vault.hash(token), staff: staff.id, openedAt: now, seenAt: now)
        let act = RecordAudit.Act(.sessionOpened, .staff(staff.id))
        let caller = staff.caller(in: place.request)
        let finished = FinishedSignIn(
            tokenHash: pending.signIn.tokenHash,
            holder: visit.holder.id,
            proof: proved.proof,
            session: .office(session, noting: try audit.entry(act, by: caller, in: visit.town, at: now))
        )
        guard try await factors.finish(finished, in: visit.town) else { throw AccountFailure.wrongCode }
        return Entered(session: token, recoveryCodes: proved.recoveryCodes)
    }
}
