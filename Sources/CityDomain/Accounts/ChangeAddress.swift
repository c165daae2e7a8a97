public import CityKit

/// Moves an account to another address. The owner asks for it with a proof, and both addresses answer a letter:
/// the old one, so that nobody takes an account away by a borrowed browser; the new one, since only who reads its mail
/// may have it as a login (I-25).
public struct ChangeAddress: Sendable {
    private let residents: any ResidentStore & AddressChangeStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let owner: ProveOwner
    private let log: AccountLog

    public init(
        residents: any ResidentStore & AddressChangeStore,
        owner: ProveOwner,
        vault: any Vault,
        randomness: any Randomness
    ) {
        self.residents = residents
        self.vault = vault
        self.randomness = randomness
        log = AccountLog(vault: vault, randomness: randomness)
        self.owner = owner
    }

    /// A change that waits for letters to be answered.
    public struct Waiting: Sendable, Equatable {
        public let address: EmailAddress
        public let askedAt: Instant
        /// Whether the old and the new address answered.
        public let hasLeft: Bool
        public let hasArrived: Bool
    }

    /// What became of an answer.
    public enum Outcome: Sendable, Equatable {
        /// The other letter is not answered yet.
        case waiting
        case changed
    }

    /// Sends a letter to either address. Whether the new one has an account is not to be told from the outcome.
    ///
    /// - Throws: `Failures` with `EmailAddressFailure`, `AccountFailure.sameAddress`, and what
    ///   `ProveOwner` throws.
    public func ask(
        _ signed: SignInResident.Signed,
        for typed: String,
        proof: OwnerProof,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let email = try EmailAddress(typed: typed)
        guard email.indexForm != signed.profile.email.indexForm else { throw AccountFailure.sameAddress }
        let account = try await owner.check(proof, for: .address, of: signed, in: town, at: now)
        let slots = ResidentSlots(town: town.id, resident: account.resident.id)
        let key = try vault.key(account.resident.personKey, in: slots.personKey)
        let change = AddressChange(
            resident: account.resident.id,
            address: try key.seal(email, in: slots.newAddress),
            loginIndex: vault.index(email, of: .residentLogin, in: town.id),
            askedAt: now
        )
        try await residents.ask(
            change,
            leave: randomness.id(at: now),
            arrive: randomness.id(at: now),
            since: now - .hours(1),
            in: town.id
        )
    }

    /// The change that waits; nil when none does.
    public func waiting(of signed: SignInResident.Signed, in town: Municipality, at now: Instant) async throws
        -> Waiting?
    {
        guard let change = try await residents.addressChange(of: signed.resident.id, in: town.id),
            change.isOpen(at: now)
        else { return nil }
        return Waiting(
            address: try signed.resident.address(of: change, vault, in: town.id),
            askedAt: change.askedAt,
            hasLeft: change.leftAt != nil,
            hasArrived: change.arrivedAt != nil
        )
    }

    public func cancel(_ signed: SignInResident.Signed, in town: Municipality, at now: Instant) async throws {
        try await residents.cancelAddressChange(of: signed.resident.id, at: now, in: town.id)
    }

    /// The new address behind a link that works.
    ///
    /// - Throws: `AccountFailure.wrongLink`.
    public func address(behind link: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant)
        async throws
        -> EmailAddress
    {
        let open = try await open(link, token: token, in: town.id, at: now)
        return try open.account.resident.address(of: open.change, vault, in: town.id)
    }

    /// Answers a letter; with both answered the account stands under the new address and is signed out everywhere.
    ///
    /// - Throws: `AccountFailure.wrongLink`, `.loginTaken`, `.changedMeanwhile`.
    public func agree(
        by link: ID<AccountLink>,
        token: Token?,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws -> Outcome {
        let open = try await open(link, token: token, in: town.id, at: now)
        let resident = open.account.resident
        let slots = ResidentSlots(town: town.id, resident: resident.id)
        let key = try vault.key(resident.personKey, in: slots.personKey)
        let old = try key.open(resident.profile, in: slots.profile)
        let profile = ResidentProfile(
            givenName: old.givenName,
            surname: old.surname,
            email: try key.open(open.change.address, in: slots.newAddress),
            phone: old.phone
        )
        let isChanged = try await residents.agree(
            by: open.link,
            profile: try key.seal(profile, in: slots.profile),
            replacing: resident.profile,
            supporterIndex: vault.index(profile.email, of: .supporterEmail, in: town.id),
            logging: try log.event(.addressChanged, of: resident, from: place, in: town, at: now),
            in: town.id
        )
        return isChanged ? .changed : .waiting
    }

    private struct Open {
        let link: AccountLink
        let account: ResidentAccount
        let change: AddressChange
    }

    private func open(_ id: ID<AccountLink>, token: Token?, in town: ID<Municipality>, at now: Instant) async throws
        -> Open
    {
        try vault.check(token, of: id, in: town)
        guard let (link, account) = try await residents.link(id, in: town), link.isOpen(at: now),
            [.leave, .arrive].contains(link.purpose),
            let change = try await residents.addressChange(of: account.resident.id, in: town)
        else { throw AccountFailure.wrongLink }
        return Open(link: link, account: account, change: change)
    }
}

extension Resident {
    /// The new address that a change of this resident's names.
    func address(of change: AddressChange, _ vault: any Vault, in town: ID<Municipality>) throws -> EmailAddress {
        let slots = ResidentSlots(town: town, resident: id)
        return try vault.key(personKey, in: slots.personKey).open(change.address, in: slots.newAddress)
    }
}
