public import CityKit

/// Signs residents in and out, and shows them where they are signed in.
public struct SignInResident: Sendable {
    private let residents: any ResidentStore & AccountEventStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let door: PasswordDoor
    private let factor: ProveResidentFactor
    private let log: AccountLog

    public init(
        residents: any ResidentStore & AccountEventStore,
        attempts: any AttemptStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        factor: ProveResidentFactor
    ) {
        self.residents = residents
        self.vault = vault
        self.randomness = randomness
        self.factor = factor
        log = AccountLog(vault: vault, randomness: randomness)
        door = PasswordDoor(
            vault: vault,
            hasher: hasher,
            throttle: Throttle(attempts: attempts),
            logins: .residentLogin
        )
    }

    /// A resident who is signed in.
    public struct Signed: Sendable {
        public let resident: Resident
        public let profile: ResidentProfile
        public let session: ResidentSession
        /// Where the request comes from.
        public let place: SignInPlace
    }

    /// Where a resident is signed in.
    public struct Device: Sendable, Equatable {
        public let id: ID<ResidentSession>
        /// What the browser says it is.
        public let name: String
        public let openedAt: Instant
        public let seenAt: Instant
        /// Whether the resident looks at it from this one.
        public let isThisOne: Bool
    }

    /// - Throws: `AccountFailure.wrongLoginOrPassword`, whichever it was; `AccountFailure.paused`, `.blocked`.
    public func callAsFunction(
        login: String,
        password: Password,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> SignInStep {
        let attempt = PasswordDoor.Attempt(login: login, password: password, network: place.network, now: now)
        let resident: Resident = try await door.enter(attempt, in: town.id) { email in
            try await residents.account(loginIndex: vault.index(email, of: .residentLogin, in: town.id), in: town.id)
                .map { PasswordDoor.Holder(account: $0.resident, passwordHash: $0.passwordHash) }
        } renew: { resident, hash in
            try await residents.replacePasswordHash(hash, of: resident.id, in: town.id)
        } refused: { resident in
            guard let resident else { return try await residents.noteNobody(at: now, in: town.id) }
            try await note(.refused, of: resident, from: place, in: town, at: now)
        }
        return try await next(resident, at: .account, from: place, in: town, at: now)
    }

    /// Goes on with a resident who got past the first step.
    ///
    /// - Throws: `AccountFailure.blocked` when the office has closed the account.
    func next(
        _ resident: Resident,
        at door: PendingSignIn.Door,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> SignInStep {
        try await refuseIfBlocked(resident, from: place, in: town, at: now)
        if try await factor.isSet(by: resident.id, in: town.id) {
            return .factor(try await factor.begin(resident, at: door, in: town.id, at: now))
        }
        return .session(try await open(resident, by: door.event, from: place, in: town, at: now))
    }

    private func note(
        _ refusal: AccountEvent.Kind,
        of resident: Resident,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let event = try log.event(refusal, of: resident, from: place, in: town, at: now)
        try await residents.note(event, warning: randomness.id(at: now), in: town.id)
    }

    private func refuseIfBlocked(
        _ resident: Resident,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard resident.block != nil else { return }
        try await note(.refusedAsBlocked, of: resident, from: place, in: town, at: now)
        throw AccountFailure.blocked(try resident.blockReason(vault, in: town.id))
    }

    /// Opens a session for a resident who needs no second step.
    private func open(
        _ resident: Resident,
        by way: AccountEvent.Kind,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Token {
        let token = Token(from: randomness)
        let session = try ResidentSession(
            of: resident,
            by: token,
            from: place,
            vault: vault,
            randomness: randomness,
            in: town.id,
            at: now
        )
        let event = try log.event(way, of: resident, from: place, in: town, at: now)
        try await residents.open(session, logging: event, in: town.id)
        return token
    }

    /// Signs a resident in whose account was just made.
    public func begin(_ id: ID<Resident>, from place: SignInPlace, in town: Municipality, at now: Instant) async throws
        -> SignInStep
    {
        guard let account = try await residents.account(id, in: town.id) else { throw AccountFailure.signedOut }
        return try await next(account.resident, at: .account, from: place, in: town, at: now)
    }

    /// Who the token belongs to; the session lives on with every request.
    ///
    /// - Throws: `AccountFailure.signedOut`.
    public func session(_ token: Token, from place: SignInPlace, in town: Municipality, at now: Instant) async throws
        -> Signed
    {
        let hash = vault.hash(token)
        guard let (session, resident) = try await residents.session(tokenHash: hash, in: town.id),
            session.isOpen(at: now), resident.block == nil
        else { throw AccountFailure.signedOut }
        if now - session.seenAt > .minutes(10) { try await residents.touch(hash, at: now, in: town.id) }
        let profile = try resident.opened(vault, in: town.id)
        return Signed(resident: resident, profile: profile, session: session, place: place)
    }

    /// The devices on which the resident is signed in, the last one first.
    public func devices(of signed: Signed, in town: Municipality, at now: Instant) async throws -> [Device] {
        let slots = ResidentSlots(town: town.id, resident: signed.resident.id)
        let key = try vault.key(signed.resident.personKey, in: slots.personKey)
        return try await residents.sessions(of: signed.resident.id, in: town.id).filter { $0.isOpen(at: now) }
            .map { session in
                Device(
                    id: session.id,
                    name: try key.open(session.device, in: slots.device).words,
                    openedAt: session.openedAt,
                    seenAt: session.seenAt,
                    isThisOne: session.id == signed.session.id
                )
            }
    }

    public func signOut(_ signed: Signed, on device: ID<ResidentSession>, in town: Municipality, at now: Instant)
        async throws
    {
        let event = try log.event(.signedOut, of: signed, in: town, at: now)
        try await residents.close(device, logging: event, in: town.id)
    }

    /// Signs the resident out on every device but this one.
    public func signOutElsewhere(_ signed: Signed, in town: Municipality, at now: Instant) async throws {
        let event = try log.event(.signedOutElsewhere, of: signed, in: town, at: now)
        try await residents.closeAll(keeping: signed.session.tokenHash, logging: event, in: town.id)
    }
}

extension ResidentSession {
    /// A new session, in the browser that is given the token.
    init(
        of resident: Resident,
        by token: Token,
        from place: SignInPlace,
        vault: any Vault,
        randomness: any Randomness,
        in town: ID<Municipality>,
        at now: Instant
    ) throws {
        let slots = ResidentSlots(town: town, resident: resident.id)
        let key = try vault.key(resident.personKey, in: slots.personKey)
        self.init(
            id: randomness.id(at: now),
            tokenHash: vault.hash(token),
            resident: resident.id,
            device: try key.seal(PersonalText(place.device), in: slots.device),
            openedAt: now,
            seenAt: now
        )
    }
}
