public import CityKit

/// Asks residents who are signed in for a proof that the account is theirs: the password, or the code of a letter where the
/// account has none. Wrong ones are counted by account and stand in its log.
public struct ProveOwner: Sendable {
    private let residents: any ResidentStore & AccountEventStore & OwnerCodeStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let throttle: Throttle
    private let log: AccountLog

    public init(
        residents: any ResidentStore & AccountEventStore & OwnerCodeStore,
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
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// Sends a code to the address of an account that has no password. It works once, for an hour and for this act alone;
    /// one that was sent before works no more.
    ///
    /// - Throws: `AccountFailure.hasPassword`; `.lettersUsedUp` when the address was sent enough of them.
    public func sendCode(
        for act: OwnerAct,
        to signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard !signed.resident.hasPassword else { throw AccountFailure.hasPassword }
        let link = AccountLink(
            id: randomness.id(at: now),
            purpose: act.purpose,
            resident: signed.resident.id,
            createdAt: now
        )
        guard try await residents.sendCode(link, since: now - .hours(1), in: town.id) else {
            throw AccountFailure.lettersUsedUp
        }
    }

    /// - Returns: the account as it stands.
    /// - Throws: `AccountFailure.wrongPassword`, `.wrongLetterCode`, `.paused`; `.residentSignedOut` when the account is
    ///   gone.
    func check(
        _ proof: OwnerProof,
        for act: OwnerAct,
        of signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant
    ) async throws -> ResidentAccount {
        try await check(signed, in: town, at: now) { account in
            switch proof {
            case .password(let password): try await check(password, of: account)
            case .code(let typed): try await use(typed, for: act, of: account.resident, in: town.id, at: now)
            }
        }
    }

    /// The same for the password alone.
    func check(_ password: Password, of signed: SignInResident.Signed, in town: Municipality, at now: Instant)
        async throws -> ResidentAccount
    {
        try await check(signed, in: town, at: now) { account in try await check(password, of: account) }
    }

    /// - Parameter proof: throws an `AccountFailure` when it is wrong.
    private func check(
        _ signed: SignInResident.Signed,
        in town: Municipality,
        at now: Instant,
        _ proof: (ResidentAccount) async throws -> Void
    ) async throws -> ResidentAccount {
        let id = signed.resident.id
        let subject = Throttle.Subject(
            key: vault.secret(for: .ownPassword, id.rawValue, in: town.id),
            pause: SignInPause.ofLogin
        )
        guard let account = try await residents.account(id, in: town.id) else { throw AccountFailure.residentSignedOut }
        return try await throttle.attempt(
            by: subject,
            from: nil,
            in: town.id,
            at: now,
            isWrong: { $0 is AccountFailure }
        ) {
            do {
                try await proof(account)
            } catch let failure as AccountFailure {
                let event = try log.event(.refused, of: signed, in: town, at: now)
                try await residents.note(event, warning: randomness.id(at: now), in: town.id)
                throw failure
            }
            return account
        }
    }

    private func check(_ password: Password, of account: ResidentAccount) async throws {
        guard try await hasher.check(password, against: account.passwordHash) != .wrong else {
            throw AccountFailure.wrongPassword
        }
    }

    /// A code is used up before what it allows is done: of two who send it, one gets through.
    private func use(
        _ typed: String,
        for act: OwnerAct,
        of resident: Resident,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        guard !resident.hasPassword, let code = OwnerCode(typed: typed),
            let link = try await residents.code(for: act.purpose, of: resident.id, in: town), link.isOpen(at: now),
            code.isEqual(OwnerCode(of: link.id, vault, in: town), vault),
            try await residents.useCode(link.id, at: now, in: town)
        else { throw AccountFailure.wrongLetterCode }
    }
}

extension SecretPurpose {
    static let ownPassword = Self(rawValue: "own-password")
}
