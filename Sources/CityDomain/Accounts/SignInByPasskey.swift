public import CityKit

/// Signs residents in by a passkey alone: the device that holds it has asked for a finger, a face or a PIN, so that it stands
/// for both steps. Nobody types who it is, and an answer tells nobody which passkeys there are.
public struct SignInByPasskey: Sendable {
    private let factors: any FactorStore
    private let events: any AccountEventStore
    private let passkeys: ProvePasskey
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
        passkeys = check.passkeys
        self.vault = vault
        self.randomness = randomness
        self.attempts = FactorAttempts(throttle: Throttle(attempts: attempts), vault: vault)
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// Asks a browser for a passkey.
    ///
    /// - Returns: the token for the browser's cookie, which the answer has to come with.
    public func question(in town: Municipality, at now: Instant) async throws -> (token: Token, PasskeyRequest) {
        let token = Token(from: randomness)
        return (token, try await passkeys.askForAny(boundTo: vault.hash(token), in: town.id, at: now))
    }

    /// - Returns: the token for the browser's cookie.
    /// - Throws: `AccountFailure.paused`, `.blocked`; `PasskeyFailure`.
    public func callAsFunction(
        _ answer: PasskeyAnswer,
        by token: Token,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        let check = try await passkeys.checkOfAny(boundTo: vault.hash(token), in: town.id, at: now)
        let index = passkeys.index(of: answer.credential, in: town.id)
        let found = try await factors.resident(credentialIndex: index, in: town.id)
        do {
            return try await enter(by: answer, found, check, Entry(place: place, town: town, now: now))
        } catch PasskeyFailure.refused {
            // Whatever did not fit: nobody learns which passkeys there are.
            throw PasskeyFailure.stranger
        }
    }

    /// From where and when somebody comes.
    private struct Entry {
        let place: SignInPlace
        let town: Municipality
        let now: Instant
    }

    private func enter(
        by answer: PasskeyAnswer,
        _ found: (resident: Resident, passkey: Passkey)?,
        _ check: PasskeyCheck,
        _ entry: Entry
    ) async throws -> Token {
        let town = entry.town.id
        // By network alone: whoever has seen the id of a passkey once could make its owner wait for good, and nobody guesses
        // a signature.
        return try await attempts.counted(nil, from: entry.place.network, in: town, at: entry.now) {
            guard let found else { throw PasskeyFailure.refused(.credential) }
            let holder = try found.resident.factorHolder(vault, in: town)
            let use = try passkeys.use(answer, of: found.passkey, check, by: holder, at: entry.now)
            return try await open(found.resident, by: use, entry)
        } refused: { _ in
            guard let found else { return try await events.noteNobody(at: entry.now, in: town) }
            try await note(.refusedFactor, of: found.resident, entry)
        }
    }

    private func open(_ resident: Resident, by use: PasskeyUse, _ entry: Entry) async throws -> Token {
        let (town, now) = (entry.town, entry.now)
        guard resident.block == nil else {
            try await note(.refusedAsBlocked, of: resident, entry)
            throw AccountFailure.blocked(try resident.blockReason(vault, in: town.id))
        }
        let token = Token(from: randomness)
        let session = try ResidentSession(
            of: resident,
            by: token,
            from: entry.place,
            vault: vault,
            randomness: randomness,
            in: town.id,
            at: now
        )
        let event = try log.event(.signedInByPasskey, of: resident, from: entry.place, in: town, at: now)
        let finished = FinishedSignIn(
            tokenHash: nil,
            holder: resident.id.factorHolder,
            proof: .known(.passkey(use)),
            session: .account(session, logging: event)
        )
        guard try await factors.finish(finished, in: town.id) else { throw PasskeyFailure.late }
        return token
    }

    private func note(_ kind: AccountEvent.Kind, of resident: Resident, _ entry: Entry) async throws {
        let event = try log.event(kind, of: resident, from: entry.place, in: entry.town, at: entry.now)
        try await events.note(event, warning: randomness.id(at: entry.now), in: entry.town.id)
    }
}
