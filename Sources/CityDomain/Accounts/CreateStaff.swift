public import CityKit

/// Makes accounts for people of the office whose password is known already: at the command line, in a demonstration.
public struct CreateStaff: Sendable {
    private let accounts: any AccountStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        self.audit = audit
    }

    /// - Throws: `PasswordFailure` when the password is too weak; `AccountFailure.loginTaken`.
    public func callAsFunction(
        _ new: NewStaff,
        password: Password,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> ID<Staff> {
        try PasswordRule.check(password, login: new.login)
        let id: ID<Staff> = randomness.id(at: now)
        let account = try new.account(id, passwordHash: try await hasher.hash(password), vault, in: town, at: now)
        let entry = try audit.entry(new.act(of: id), by: actor, in: town, at: now)
        try await accounts.add(account, noting: entry, in: town)
        return id
    }
}
