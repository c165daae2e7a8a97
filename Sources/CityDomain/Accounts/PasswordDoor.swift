import CityKit

/// Checks a login and a password, slowly for those who guess: failures are counted by login and by network. Staff and
/// residents have doors of their own, so that who guesses at one does not close the other.
struct PasswordDoor: Sendable {
    let vault: any Vault
    let hasher: any PasswordHasher
    let throttle: Throttle
    /// What failures of a login are counted under.
    let logins: SecretPurpose
    /// Knows the passwords of accounts that have none here; nil where all have one.
    var directory: (any StaffDirectory)?

    /// A login as somebody typed it, with what goes along.
    struct Attempt: Sendable {
        let login: String
        let password: Password
        let network: String
        let now: Instant

        var email: EmailAddress? { try? EmailAddress(typed: login) }
    }

    /// What a door has to know of an account.
    struct Holder<Account: Sendable>: Sendable {
        let account: Account
        /// Nil for an account whose password the directory knows, if anybody.
        let passwordHash: PasswordHash?
    }

    /// - Parameters:
    ///   - holder: the account under an address; nil when there is none.
    ///   - renew: stores a new hash of the same password.
    ///   - refused: told of a wrong login or password, with the account where there is one; not of a pause.
    /// - Throws: `AccountFailure.wrongLoginOrPassword`, whichever it was; `AccountFailure.paused`.
    func enter<Account: Sendable>(
        _ attempt: Attempt,
        in town: ID<Municipality>,
        holder: (EmailAddress) async throws -> Holder<Account>?,
        renew: (Account, PasswordHash) async throws -> Void,
        refused: (Account?) async throws -> Void = { _ in }
    ) async throws -> Account {
        var found: Holder<Account>?
        do {
            return try await throttle.attempt(
                by: login(attempt, in: town),
                from: vault.network(attempt.network, in: town),
                in: town,
                at: attempt.now,
                isWrong: { $0 as? AccountFailure == .wrongLoginOrPassword }
            ) {
                if let email = attempt.email { found = try await holder(email) }
                let check = try await check(attempt, against: found?.passwordHash, in: town)
                guard let found, check != .wrong else { throw AccountFailure.wrongLoginOrPassword }
                if check == .rightWithOldHash {
                    try await renew(found.account, try await hasher.hash(attempt.password))
                }
                return found.account
            }
        } catch AccountFailure.wrongLoginOrPassword {
            try await refused(found?.account)
            throw AccountFailure.wrongLoginOrPassword
        }
    }

    private func check(_ attempt: Attempt, against hash: PasswordHash?, in town: ID<Municipality>) async throws
        -> PasswordCheck
    {
        // Hashed in any case: a login whose password is kept here takes no longer than one that nobody knows.
        async let kept = hasher.check(attempt.password, against: hash)
        guard hash == nil, let directory, directory.serves(town), let email = attempt.email else {
            return try await kept
        }
        let isKnown = try await directory.hasPerson(email, with: attempt.password, in: town)
        _ = try await kept
        return isKnown ? .right : .wrong
    }

    private func login(_ attempt: Attempt, in town: ID<Municipality>) -> Throttle.Subject {
        let login = (attempt.email?.indexForm ?? attempt.login).lowercased()
        return Throttle.Subject(key: vault.secret(for: logins, login, in: town), pause: SignInPause.ofLogin)
    }
}

/// How long the next attempt must wait. Nobody is locked out for good, or anyone could lock the mayor out.
enum SignInPause {
    /// Five free tries, then 1, 2, 4, … seconds, at most a quarter of an hour.
    static func ofLogin(_ failures: Int) -> Duration { Throttle.doubling(failures - 5, most: .minutes(15)) }

    /// Fifty free tries: a whole office may share one address.
    static func ofNetwork(_ failures: Int) -> Duration { Throttle.doubling(failures - 50, most: .minutes(5)) }
}

extension SecretPurpose {
    static let signInLogin = Self(rawValue: "sign-in-login")
    static let residentLogin = Self(rawValue: "resident-login")
    static let signInNetwork = Self(rawValue: "sign-in-network")
}
