public import CityKit

/// Makes and checks the keys of programs.
public struct APIKeys: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let randomness: any Randomness

    public init(accounts: any AccountStore, vault: any Vault, randomness: any Randomness) {
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
    }

    /// A new key. It is shown once; the database keeps its hash.
    public func create(name: String, role: APIRole, in town: ID<Municipality>, at now: Instant) async throws -> Token {
        let token = Token(from: randomness)
        let key = APIKey(id: randomness.id(at: now), name: name, role: role)
        try await accounts.add(key, tokenHash: vault.hash(token), at: now, in: town)
        return token
    }

    /// - Throws: `AccountFailure.keyMissing` for nothing, `AccountFailure.keyUnknown` for what is no key of this town.
    public func check(_ typed: String?, in town: ID<Municipality>) async throws -> APIKey {
        guard let typed, !typed.isEmpty else { throw AccountFailure.keyMissing }
        guard let token = Token(typed: typed), let key = try await accounts.apiKey(tokenHash: vault.hash(token), in: town)
        else { throw AccountFailure.keyUnknown }
        return key
    }
}
