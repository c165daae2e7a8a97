public import CityKit

/// Lets a guardian agree to the account of a young person, or refuse, by the link of a letter (A-33, K02). Until then nothing
/// can be done with the registration, and without an answer it is forgotten.
public struct AnswerAsGuardian: Sendable {
    private let residents: any ResidentStore & GuardianStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(residents: any ResidentStore & GuardianStore, vault: any Vault, randomness: any Randomness) {
        self.residents = residents
        self.vault = vault
        self.randomness = randomness
    }

    /// Who asks whom.
    public struct Question: Sendable, Equatable {
        /// Of the young person.
        public let profile: ResidentProfile
        public let guardian: Guardian
    }

    public enum Answer: String, Sendable, CaseIterable {
        case agrees, refuses
    }

    /// - Throws: `AccountFailure.wrongLink`.
    public func question(behind link: ID<AccountLink>, token: Token?, in town: Municipality, at now: Instant)
        async throws -> Question
    {
        try vault.check(token, of: link, in: town.id)
        guard let (found, account) = try await residents.link(link, in: town.id), found.purpose == .guardian,
            found.isOpen(at: now),
            let consent = try await residents.consent(for: account.resident.id, in: town.id)
        else { throw AccountFailure.wrongLink }
        return Question(
            profile: try account.resident.opened(vault, in: town.id),
            guardian: try consent.opened(for: account.resident, vault, in: town.id)
        )
    }

    /// - Throws: `AccountFailure.wrongLink`.
    public func callAsFunction(
        _ answer: Answer,
        by link: ID<AccountLink>,
        token: Token?,
        in town: Municipality,
        at now: Instant
    ) async throws {
        _ = try await question(behind: link, token: token, in: town, at: now)
        switch answer {
        case .agrees: try await residents.agree(by: link, letter: randomness.id(at: now), at: now, in: town.id)
        case .refuses: try await residents.refuse(by: link, at: now, in: town.id)
        }
    }
}
