import CityKit

/// Asks residents who are signed in for their password before something that a borrowed browser must not do. Wrong ones
/// are counted by account.
struct OwnPassword: Sendable {
    let residents: any ResidentStore
    let vault: any Vault
    let hasher: any PasswordHasher
    let throttle: Throttle

    /// - Returns: the account as it stands.
    /// - Throws: `AccountFailure.wrongPassword`, `.paused`; `.residentSignedOut` when the account is gone.
    func check(_ password: Password, of resident: ID<Resident>, in town: ID<Municipality>, at now: Instant) async throws
        -> ResidentAccount
    {
        let subject = Throttle.Subject(
            key: vault.secret(for: .ownPassword, resident.rawValue, in: town),
            pause: SignInPause.ofLogin
        )
        if let pause = try await throttle.pause(of: [subject], in: town, at: now), pause > .zero {
            throw AccountFailure.paused(for: pause)
        }
        guard let account = try await residents.account(resident, in: town) else {
            throw AccountFailure.residentSignedOut
        }
        guard try await hasher.check(password, against: account.passwordHash) != .wrong else {
            try await throttle.countFailure(of: [subject], in: town, at: now)
            throw AccountFailure.wrongPassword
        }
        try await throttle.forgetFailures(of: [subject], in: town)
        return account
    }
}

extension SecretPurpose {
    static let ownPassword = Self(rawValue: "own-password")
}
