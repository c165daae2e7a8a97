public import CityKit

/// The second step of signing in to an account whose owner switched it on: a passkey, a code of an app, or a recovery code.
/// Guessing is slowed down by person and by network, and stands in the log of the account.
public struct ProveResidentFactor: Sendable {
    private let factors: any FactorStore
    private let events: any AccountEventStore
    private let check: CheckFactor
    private let vault: any Vault
    private let randomness: any Randomness
    private let attempts: FactorAttempts
    private let log: AccountLog

    public init(
        factors: any FactorStore,
        events: any AccountEventStore,
        check: CheckFactor,
        attempts: any AttemptStore,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.factors = factors
        self.events = events
        self.check = check
        self.vault = vault
        self.randomness = randomness
        self.attempts = FactorAttempts(throttle: Throttle(attempts: attempts), vault: vault)
        log = AccountLog(vault: vault, randomness: randomness)
    }

    func isSet(by resident: ID<Resident>, in town: ID<Municipality>) async throws -> Bool {
        try await factors.hasFactor(resident.factorHolder, in: town)
    }

    /// Begins the second step for somebody who got past the first.
    ///
    /// - Returns: the token for the browser's cookie.
    func begin(_ resident: Resident, at door: PendingSignIn.Door, in town: ID<Municipality>, at now: Instant)
        async throws -> Token
    {
        let token = Token(from: randomness)
        let holder = resident.id.factorHolder
        let signIn = PendingSignIn(tokenHash: vault.hash(token), holder: holder, door: door, openedAt: now)
        try await factors.begin(signIn, nil, forgettingBefore: now - PendingSignIn.longest, in: town)
        return token
    }

    /// - Throws: `AccountFailure.residentSignedOut` when the sign-in is unknown, used or too old.
    public func question(_ token: Token, in town: Municipality, at now: Instant) async throws -> FactorQuestion {
        let pending = try await pending(token, in: town.id, at: now)
        return try await check.question(for: pending.factors, at: visit(pending, in: town.id, at: now))
    }

    /// - Returns: the token for the browser's cookie.
    /// - Throws: `AccountFailure.residentSignedOut`, `.wrongCode`, `.paused`; `PasskeyFailure`.
    public func callAsFunction(
        _ answer: FactorAnswer,
        by token: Token,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        let pending = try await pending(token, in: town.id, at: now)
        let visit = try visit(pending, in: town.id, at: now)
        return try await attempts.counted(visit.holder.id, from: place.network, in: town.id, at: now) {
            let proof = try await check.proof(of: answer, by: pending.factors, at: visit)
            return try await enter(pending, by: proof, from: place, in: town, at: now)
        } refused: { _ in
            let event = try log.event(.refusedFactor, of: pending.person, from: place, in: town, at: now)
            try await events.note(event, warning: randomness.id(at: now), in: town.id)
        }
    }

    private func pending(_ token: Token, in town: ID<Municipality>, at now: Instant) async throws
        -> PendingFactor<Resident>
    {
        guard let pending = try await factors.pendingResident(tokenHash: vault.hash(token), in: town),
            pending.signIn.isOpen(at: now)
        else { throw AccountFailure.residentSignedOut }
        return pending
    }

    private func visit(_ pending: PendingFactor<Resident>, in town: ID<Municipality>, at now: Instant) throws
        -> ProvePasskey.Visit
    {
        ProvePasskey.Visit(
            holder: try pending.person.factorHolder(vault, in: town),
            boundTo: pending.signIn.tokenHash,
            now: now
        )
    }

    private func enter(
        _ pending: PendingFactor<Resident>,
        by proof: FactorProof,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        let token = Token(from: randomness)
        let session = try ResidentSession(
            of: pending.person,
            by: token,
            from: place,
            vault: vault,
            randomness: randomness,
            in: town.id,
            at: now
        )
        let event = try log.event(pending.signIn.door.event, of: pending.person, from: place, in: town, at: now)
        let finished = FinishedSignIn(
            tokenHash: pending.signIn.tokenHash,
            holder: pending.signIn.holder,
            proof: .known(proof),
            session: .account(session, logging: event)
        )
        guard try await factors.finish(finished, in: town.id) else { throw AccountFailure.wrongCode }
        return token
    }
}

extension PendingSignIn.Door {
    /// What the log of an account tells of whoever came in by it.
    var event: AccountEvent.Kind { self == .accountByService ? .signedInByService : .signedIn }
}
