public import CityKit

/// Makes accounts for residents: a registration, a letter with a link, and an account once the link is answered.
///
/// Nothing tells whether an address has an account: the answer is the same, the password is hashed in any case, and what
/// differs goes to the address by mail.
public struct RegisterResident: Sendable {
    private let residents: any ResidentStore & GuardianStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let throttle: Throttle

    /// Letters to one address in an hour.
    public static let mostLetters = 3

    public init(
        residents: any ResidentStore & GuardianStore,
        attempts: any AttemptStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness
    ) {
        self.residents = residents
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        throttle = Throttle(attempts: attempts)
    }

    /// Takes a registration and sends the letter: to its address, or to the guardian of somebody who is too young to agree
    /// alone.
    ///
    /// - Parameter network: where it comes from; one network may register so often, then it has to wait.
    /// - Throws: `Failures` with all that is wrong; `AccountFailure.noAccounts`, `.paused`; `PasswordHasherFailure`.
    public func callAsFunction(
        _ form: RegistrationForm,
        language: Language,
        network: String,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard town.accounts != nil else { throw AccountFailure.noAccounts }
        let (checked, password) = try form.checked(in: town, on: town.clock.date(of: now))
        try await count(network, in: town.id, at: now)
        let account = try ResidentAccount(
            checked,
            try await hasher.hash(password),
            language,
            hasPassword: true,
            vault: vault,
            randomness: randomness,
            in: town.id,
            at: now
        )
        let link: ID<AccountLink> = randomness.id(at: now)
        guard let guardian = checked.guardian else {
            return try await residents.register(account, link: link, since: now - .hours(1), in: town.id)
        }
        let consent = try consent(of: guardian, for: account.resident, in: town.id, at: now)
        try await residents.register(account, awaiting: consent, link: link, since: now - .hours(1), in: town.id)
    }

    private func consent(of guardian: Guardian, for resident: Resident, in town: ID<Municipality>, at now: Instant)
        throws -> GuardianConsent
    {
        let slots = ResidentSlots(town: town, resident: resident.id)
        return GuardianConsent(
            resident: resident.id,
            guardian: try vault.key(resident.personKey, in: slots.personKey).seal(guardian, in: slots.guardian),
            index: vault.index(guardian.email, of: .residentLogin, in: town),
            askedAt: now
        )
    }

    /// Every registration counts, so that nobody can send letters to the whole town.
    private func count(_ network: String, in town: ID<Municipality>, at now: Instant) async throws {
        let subject = Throttle.Subject(
            key: vault.secret(for: .registrationNetwork, network, in: town),
            pause: { Throttle.doubling($0 - 20, most: .hours(1)) }
        )
        try await throttle.count(subject, in: town, at: now)
    }
}

// MARK: - The link in the letter

extension RegisterResident {
    /// Whether the link can still make an account.
    ///
    /// - Throws: `AccountFailure.wrongLink`.
    public func check(_ link: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant) async throws {
        _ = try await registration(link, token: token, in: town, at: now)
    }

    /// Makes the account. The password that was chosen is asked for once more: who registers somebody else's address
    /// cannot have its owner open an account whose password the stranger knows.
    ///
    /// - Throws: `AccountFailure.wrongLink`, `.wrongPassword`, `.loginTaken`, `.paused`.
    public func activate(
        _ link: ID<AccountLink>,
        token: Token?,
        password: Password,
        in town: Municipality,
        at now: Instant
    ) async throws -> ID<Resident> {
        let account = try await registration(link, token: token, in: town, at: now)
        let subject = Throttle.Subject(
            key: vault.secret(for: .activation, link.rawValue, in: town.id),
            pause: SignInPause.ofLogin
        )
        try await throttle.attempt(
            by: subject,
            from: nil,
            in: town.id,
            at: now,
            isWrong: { $0 as? AccountFailure == .wrongPassword }
        ) {
            guard try await hasher.check(password, against: account.passwordHash) != .wrong else {
                throw AccountFailure.wrongPassword
            }
        }
        try await residents.activate(link, telling: randomness.id(at: now), at: now, in: town.id)
        return account.resident.id
    }

    private func registration(_ id: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant) async throws
        -> ResidentAccount
    {
        try vault.check(token, of: id, in: town.id)
        guard let (link, account) = try await residents.link(id, in: town.id), link.purpose == .activate,
            link.isOpen(at: now)
        else { throw AccountFailure.wrongLink }
        return account
    }
}

extension SecretPurpose {
    static let registrationNetwork = Self(rawValue: "registration-network")
    static let activation = Self(rawValue: "activation")
}
