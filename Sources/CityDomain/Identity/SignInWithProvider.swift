public import CityKit

/// Signs residents in by a service that knows them, makes accounts for whoever is new, and joins a service to an account.
///
/// A service opens an account only after both were proved: the account by its password or session, the person at the
/// service by the service. An address that the service merely names opens nothing.
public struct SignInWithProvider: Sendable {
    private let providers: any IdentityProviders
    private let ask: AskProvider
    private let identities: any IdentityStore
    private let residents: any ResidentStore
    private let signIn: SignInResident
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let verify: VerifyByService
    private let log: AccountLog

    public init(
        providers: any IdentityProviders,
        identities: any IdentityStore,
        residents: any ResidentStore,
        signIn: SignInResident,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        verify: VerifyByService
    ) {
        self.providers = providers
        ask = AskProvider(providers: providers, identities: identities, vault: vault, randomness: randomness)
        self.identities = identities
        self.residents = residents
        self.signIn = signIn
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        self.verify = verify
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// The services of a town: those that its rules name and the installation has, in the order of the rules.
    public func services(in town: Municipality) -> [IdentityProvider] {
        let named = town.accounts?.providers?.services ?? []
        return named.compactMap { id in providers.all.first { $0.id == id } }
            .filter { $0.users == .residents && town.admits($0) }
    }

    private func index(of identity: ProvedIdentity, in town: ID<Municipality>) -> [UInt8] {
        vault.index(IdentitySubject(identity), of: .identitySubject, in: town)
    }
}

// MARK: - To the service and back

extension SignInWithProvider {
    public enum Outcome: Sendable {
        case signedIn(SignInStep)
        /// The service opens the account of whoever is signed in from now on.
        case linked
        /// Nobody has an account by this identity: the rest of it is to be typed.
        case new
        /// There is an account under the address that the service vouches for: its password has to be given first.
        case hasAccount
        /// The service vouches for no address, so that an account needs a letter.
        case unproved(ProvedIdentity)
    }

    /// - Parameter resident: whose account the service is to open; nil for signing in.
    /// - Throws: `IdentityFailure.unknown`, `.unavailable`.
    public func leave(
        for provider: ID<IdentityProvider>,
        as resident: SignInResident.Signed?,
        returnAddress: String,
        in town: Municipality,
        at now: Instant
    ) async throws -> IdentityDeparture {
        let service = try services(in: town).service(provider)
        return try await ask.leave(
            for: service,
            as: resident?.resident.id,
            returnAddress: returnAddress,
            in: town.id,
            at: now
        )
    }

    /// - Throws: `IdentityFailure`.
    public func arrive(
        _ arrival: IdentityArrival,
        as signed: SignInResident.Signed?,
        in town: Municipality,
        at now: Instant
    )
        async throws -> Outcome
    {
        let service = try services(in: town).service(arrival.provider)
        let (answer, flow, browser) = try await ask.answer(to: arrival, from: service, in: town.id, at: now)
        let identity = answer.identity
        if let owner = flow.resident {
            // Whoever signed out meanwhile, or is somebody else by now, proved only one of the two.
            guard let signed, signed.resident.id == owner else { throw IdentityFailure.stale }
            return try await link(identity, to: signed.resident, from: arrival.place, in: town, at: now)
        }
        return try await enter(identity, browser, from: arrival.place, in: town, at: now)
    }

    private func link(
        _ identity: ProvedIdentity,
        to resident: Resident,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Outcome {
        let linked = LinkedIdentity(provider: identity.provider, linkedAt: now)
        let event = try log.event(.serviceLinked, of: resident, from: place, in: town, at: now)
        try await identities.link(linked, index: index(of: identity, in: town.id), logging: event, in: town.id)
        try await verify(resident.id, by: identity, from: place, in: town, at: now)
        return .linked
    }

    private func enter(
        _ identity: ProvedIdentity,
        _ browser: Token,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Outcome {
        if let resident = try await identities.resident(index: index(of: identity, in: town.id), in: town.id) {
            let step = try await signIn.next(resident, at: .accountByService, from: place, in: town, at: now)
            try await verify(resident.id, by: identity, from: place, in: town, at: now)
            return .signedIn(step)
        }
        guard let email = identity.verifiedEmail else { return .unproved(identity) }
        let login = vault.index(email, of: .residentLogin, in: town.id)
        guard try await residents.account(loginIndex: login, in: town.id) == nil else { return .hasAccount }
        let slots = WaitingSlots(town: town.id, browserHash: vault.hash(browser))
        let key = try vault.newKey(in: slots.key)
        let waiting = WaitingIdentity(
            browserHash: slots.browserHash,
            identity: try key.key.seal(identity, in: slots.identity),
            key: key.wrapped,
            provedAt: now
        )
        try await identities.keep(waiting, in: town.id)
        return .new
    }
}

// MARK: - A new account

extension SignInWithProvider {
    /// What the service said of whoever came back in this browser.
    ///
    /// - Throws: `IdentityFailure.stale` when nothing waits.
    public func waiting(_ browser: Token?, in town: Municipality, at now: Instant) async throws -> ProvedIdentity {
        guard let browser,
            let waiting = try await identities.waiting(browserHash: vault.hash(browser), in: town.id),
            now < waiting.provedAt + WaitingIdentity.longest
        else { throw IdentityFailure.stale }
        let slots = WaitingSlots(town: town.id, browserHash: waiting.browserHash)
        return try vault.key(waiting.key, in: slots.key).open(waiting.identity, in: slots.identity)
    }

    /// Makes the account and signs its owner in. The address is the one that the service vouches for, so that no letter
    /// is needed; a password can be set later by a letter.
    ///
    /// - Parameter form: names, phone number, regulation and age.
    /// - Throws: `Failures` with all that is wrong; `IdentityFailure.stale`, `.taken`; `AccountFailure.loginTaken`.
    public func open(
        _ form: RegistrationForm,
        _ browser: Token?,
        language: Language,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> SignInStep {
        let identity = try await waiting(browser, in: town, at: now)
        guard let browser, let email = identity.verifiedEmail else { throw IdentityFailure.stale }
        let checked = try form.checked(by: email, in: town, on: town.clock.date(of: now))
        // Nobody knows this password: the account has one, so that trying to sign in takes as long as with any other.
        let hash = try await hasher.hash(Password(typed: Token(from: randomness).text))
        let account = try ResidentAccount(
            checked,
            hash,
            language,
            hasPassword: false,
            vault: vault,
            randomness: randomness,
            in: town.id,
            at: now
        )
        try await identities.open(
            account,
            by: LinkedIdentity(provider: identity.provider, linkedAt: now),
            index: index(of: identity, in: town.id),
            browserHash: vault.hash(browser),
            in: town.id
        )
        try await verify(account.resident.id, by: identity, from: place, in: town, at: now)
        return try await signIn.next(account.resident, at: .accountByService, from: place, in: town, at: now)
    }

    /// Lets the identity say how surely the account has its owner's names, where it does.
    private func verify(
        _ resident: ID<Resident>,
        by identity: ProvedIdentity,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard let names = identity.provedNames else { return }
        try await verify(resident, by: names, from: place, in: town, at: now)
    }
}

// MARK: - The services of an account

extension SignInWithProvider {
    /// The services that open the account.
    public func identities(of signed: SignInResident.Signed, in town: Municipality) async throws -> [LinkedIdentity] {
        try await identities.identities(of: signed.resident.id, in: town.id)
    }

    /// - Throws: `IdentityFailure.lastWay`.
    public func unlink(
        _ provider: ID<IdentityProvider>,
        from signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let event = try log.event(.serviceUnlinked, of: signed, in: town, at: now)
        try await identities.unlink(provider, logging: event, in: town.id)
    }
}

/// The places in the database where a waiting identity is sealed.
private struct WaitingSlots {
    let town: ID<Municipality>
    let browserHash: [UInt8]

    var key: Slot { slot("wrapped_key") }
    var identity: Slot { slot("identity") }

    private func slot(_ column: String) -> Slot {
        Slot(town, table: "waiting_identities", row: Base32.encode(browserHash), column: column)
    }
}
