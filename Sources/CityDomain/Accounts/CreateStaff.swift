public import CityKit

/// Makes accounts for people of the office.
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
        name: PersonName,
        login: EmailAddress,
        password: Password,
        role: StaffRole,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> ID<Staff> {
        try PasswordRule.check(password, login: login)
        let id: ID<Staff> = randomness.id(at: now)
        let slots = StaffSlots(town: town, staff: id)
        let person = try vault.newKey(in: slots.personKey)
        let staff = Staff(
            id: id,
            role: role,
            name: try person.key.seal(name, in: slots.name),
            login: try person.key.seal(login, in: slots.login),
            personKey: person.wrapped
        )
        let account = StaffAccount(
            staff: staff,
            loginIndex: vault.index(login, of: .staffLogin, in: town),
            passwordHash: try await hasher.hash(password),
            createdAt: now
        )
        let act = RecordAudit.Act(.staffCreated, .staff(id), values: ["role": role.rawValue])
        try await accounts.add(account, noting: try audit.entry(act, by: actor, in: town, at: now), in: town)
        return id
    }
}
