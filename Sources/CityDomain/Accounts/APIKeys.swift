public import CityKit
import Synchronization

/// Makes and checks the keys of programs.
///
/// A key that was found is remembered for a second: a program that submits thousands of reports costs one look into the
/// database a second, and a revoked key works for a second at most.
public final class APIKeys: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit
    private let remembered = Mutex<[Remembered: (key: APIKey, until: Instant)]>([:])

    private static let memory = Duration.seconds(1)
    private static let mostRemembered = 1_000

    private struct Remembered: Hashable {
        let town: ID<Municipality>
        let tokenHash: [UInt8]
    }

    public init(accounts: any AccountStore, vault: any Vault, randomness: any Randomness, audit: RecordAudit) {
        self.accounts = accounts
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
    }

    /// A new key. It is shown once; the database keeps its hash.
    ///
    /// - Parameter scopes: to narrow what the role may; nil for all of it.
    public func create(
        name: String,
        role: APIRole,
        scopes: Set<APIScope>? = nil,
        limit: RequestLimit = .ofKey,
        expiresAt: Instant? = nil,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Token {
        let token = Token(from: randomness)
        let key = APIKey(
            id: randomness.id(at: now),
            name: name,
            role: role,
            scopes: scopes,
            limit: limit,
            expiresAt: expiresAt
        )
        let values = ["name": name, "scopes": key.scopes.sorted().map(\.rawValue).joined(separator: " ")]
        let act = RecordAudit.Act(.keyCreated, .key(key.id), values: values)
        let entry = try audit.entry(act, by: actor, in: town, at: now)
        try await accounts.add(key, tokenHash: vault.hash(token), noting: entry, at: now, in: town)
        return token
    }

    /// All keys of the town that were not revoked, in the order they were made.
    public func all(in town: ID<Municipality>) async throws -> [APIKey] { try await accounts.apiKeys(in: town) }

    /// - Throws: `AccountFailure.keyUnknown` when the town has no such key, or has revoked it.
    public func revoke(_ key: ID<APIKey>, by actor: AuditActor, in town: ID<Municipality>, at now: Instant) async throws
    {
        let entry = try audit.entry(RecordAudit.Act(.keyRevoked, .key(key)), by: actor, in: town, at: now)
        guard try await accounts.revoke(key, noting: entry, at: now, in: town) else { throw AccountFailure.keyUnknown }
    }

    /// - Throws: `AccountFailure.keyMissing` for nothing, `AccountFailure.keyUnknown` for what is no key of this town.
    public func check(_ typed: String?, in town: ID<Municipality>, at now: Instant) async throws -> APIKey {
        guard let typed, !typed.isEmpty else { throw AccountFailure.keyMissing }
        guard let token = Token(typed: typed) else { throw AccountFailure.keyUnknown }
        let wanted = Remembered(town: town, tokenHash: vault.hash(token))
        if let found = remembered.withLock({ $0[wanted] }), now < found.until { return found.key }
        guard let key = try await accounts.apiKey(tokenHash: wanted.tokenHash, in: town), key.isKnown(at: now) else {
            throw AccountFailure.keyUnknown
        }
        remembered.withLock { remembered in
            if remembered.count >= Self.mostRemembered { remembered.removeAll() }
            remembered[wanted] = (key, now + Self.memory)
        }
        return key
    }
}

extension APIKey {
    fileprivate func isKnown(at now: Instant) -> Bool { expiresAt.map { now < $0 } ?? true }
}
