public import CityKit

/// Lets residents change their password, signed in or by a link in a letter.
public struct ResidentPassword: Sendable {
    private let residents: any ResidentStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let owner: ProveOwner
    private let log: AccountLog

    public init(
        residents: any ResidentStore,
        owner: ProveOwner,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness
    ) {
        self.residents = residents
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        log = AccountLog(vault: vault, randomness: randomness)
        self.owner = owner
    }

    /// Sends a link to the owner of the address. Whether there is an account is not to be told from the outcome.
    ///
    /// - Throws: `EmailAddressFailure`.
    public func forgotten(email typed: String, in town: Municipality, at now: Instant) async throws {
        let email = try EmailAddress(typed: typed)
        try await residents.sendLink(
            randomness.id(at: now),
            .reset,
            loginIndex: vault.index(email, of: .residentLogin, in: town.id),
            since: now - .hours(1),
            at: now,
            in: town.id
        )
    }

    /// - Throws: `AccountFailure.wrongLink`.
    public func check(_ link: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant) async throws {
        _ = try await account(behind: link, token: token, in: town, at: now)
    }

    /// Sets a new password by the link and signs the account out everywhere.
    ///
    /// - Throws: `AccountFailure.wrongLink`, `PasswordFailure`.
    public func reset(
        _ link: ID<AccountLink>,
        token: Token?,
        to password: Password,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let resident = try await account(behind: link, token: token, in: town, at: now).resident
        let event = try log.event(.passwordReset, of: resident, from: place, in: town, at: now)
        try await set(password, of: resident, by: link, keeping: nil, logging: event, in: town)
    }

    /// Sets a new password and signs the account out on all other devices.
    ///
    /// - Throws: `AccountFailure.wrongPassword` when `old` is not the password, `.paused`; `PasswordFailure`.
    public func change(
        _ signed: SignInResident.Signed,
        from old: Password,
        to new: Password,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let account = try await owner.check(old, of: signed, in: town, at: now)
        let event = try log.event(.passwordChanged, of: signed, in: town, at: now)
        let kept = signed.session.tokenHash
        try await set(new, of: account.resident, by: nil, keeping: kept, logging: event, in: town)
    }

    private func set(
        _ password: Password,
        of resident: Resident,
        by link: ID<AccountLink>?,
        keeping kept: [UInt8]?,
        logging event: AccountEvent,
        in town: Municipality
    ) async throws {
        try PasswordRule.check(password, login: try resident.opened(vault, in: town.id).email)
        let hash = try await hasher.hash(password)
        try await residents.setPassword(hash, of: resident.id, by: link, keeping: kept, logging: event, in: town.id)
    }

    private func account(behind id: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant) async throws
        -> ResidentAccount
    {
        try vault.check(token, of: id, in: town.id)
        guard let (link, account) = try await residents.link(id, in: town.id), link.purpose == .reset,
            link.isOpen(at: now)
        else { throw AccountFailure.wrongLink }
        return account
    }
}
