public import CityKit

/// Where staff, their sessions and the keys of programs are kept.
public protocol AccountStore: AttemptStore {
    /// - Throws: `AccountFailure.loginTaken` when the town has an account under this login.
    func add(_ account: StaffAccount, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// The account whose login has this blind index, and what is known of failed attempts under it.
    func account(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> StaffAccount?

    func replacePasswordHash(_ hash: PasswordHash, of staff: ID<Staff>, in town: ID<Municipality>) async throws

    func open(_ session: StaffSession, noting entry: AuditEntry, in town: ID<Municipality>) async throws
    /// The session and its account; nil when the token is unknown or the account was closed.
    func session(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (StaffSession, Staff)?
    func touch(_ tokenHash: [UInt8], at now: Instant, in town: ID<Municipality>) async throws
    /// - Parameter entry: what the audit log tells; nothing where there is no such session.
    func close(_ tokenHash: [UInt8], noting entry: AuditEntry, in town: ID<Municipality>) async throws

    func add(_ key: APIKey, tokenHash: [UInt8], noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>)
        async throws
    /// Nil when the key is unknown or was revoked.
    func apiKey(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> APIKey?
    /// Those that were not revoked, in the order they were made.
    func apiKeys(in town: ID<Municipality>) async throws -> [APIKey]
    /// - Returns: whether there was such a key and it was not revoked before.
    func revoke(_ key: ID<APIKey>, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>) async throws
        -> Bool
}

/// A staff member with what signing in needs.
public struct StaffAccount: Sendable {
    public let staff: Staff
    public let loginIndex: [UInt8]
    /// Nil for somebody who has not answered the invitation yet.
    public let passwordHash: PasswordHash?
    public let createdAt: Instant

    public init(staff: Staff, loginIndex: [UInt8], passwordHash: PasswordHash?, createdAt: Instant) {
        self.staff = staff
        self.loginIndex = loginIndex
        self.passwordHash = passwordHash
        self.createdAt = createdAt
    }
}

/// A signed-in browser. The database keeps the hash of the token, the browser the token.
public struct StaffSession: Sendable, Equatable {
    public let tokenHash: [UInt8]
    public let staff: ID<Staff>
    public let openedAt: Instant
    public let seenAt: Instant

    public init(tokenHash: [UInt8], staff: ID<Staff>, openedAt: Instant, seenAt: Instant) {
        self.tokenHash = tokenHash
        self.staff = staff
        self.openedAt = openedAt
        self.seenAt = seenAt
    }

    /// Thirty minutes without a request, twelve hours in all (ASVS 5, 7.3).
    public func isOpen(at now: Instant) -> Bool { now < seenAt + .minutes(30) && now < openedAt + .hours(12) }
}
