public import CityDomain
import CityKit
import CityVault

extension TestTownHall {
    /// A resident at the pages about the second step.
    public func factorVisit(of signed: SignInResident.Signed, in town: Municipality) throws -> ChangeFactors.Visit {
        try protectAccount.visit(of: signed, in: town, at: now)
    }

    /// What the resident may set up, after the proof of the password.
    public func offer(to signed: SignInResident.Signed, in town: Municipality) async throws -> FactorSetUp {
        try await protectAccount.allow(.password(.sample), of: signed, in: town, at: now)
        guard let setUp = try await changeFactors.setUp(at: factorVisit(of: signed, in: town)) else { throw NoLetter() }
        return setUp
    }

    /// Switches the second step on by an app, and lets the clock go on to codes that were not used.
    public func protect(_ signed: SignInResident.Signed, in town: Municipality) async throws -> (
        secret: OneTimeSecret, recovery: [RecoveryCode]
    ) {
        let secret = try await offer(to: signed, in: town).secret
        let visit = try factorVisit(of: signed, in: town)
        let recovery = try await changeFactors.add(.code(code(of: secret)), at: visit)
        clock.advance(.minutes(5))
        return (secret, recovery)
    }

    /// Switches the second step on by a passkey.
    public func protect(_ signed: SignInResident.Signed, by passkey: FakePasskey, in town: Municipality) async throws
        -> [RecoveryCode]
    {
        let challenge = try await offer(to: signed, in: town).passkey.challenge
        let answer = FactorAnswer.newPasskey(passkey.make(challenge).made, name: "Laptop")
        return try await changeFactors.add(answer, at: factorVisit(of: signed, in: town))
    }

    /// What an app shows at this moment.
    public func code(of secret: OneTimeSecret) -> String {
        secret.code(of: now.milliseconds / 30_000, by: CryptoOneTimeDigest())
    }
}
