public import CityKit

/// Lets somebody who was invited to the office choose a password.
public struct JoinOffice: Sendable {
    private let staff: any StaffStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let signIn: SignIn
    private let audit: RecordAudit

    public init(staff: any StaffStore, vault: any Vault, hasher: any PasswordHasher, signIn: SignIn, audit: RecordAudit)
    {
        self.staff = staff
        self.vault = vault
        self.hasher = hasher
        self.signIn = signIn
        self.audit = audit
    }

    /// Who the link is for.
    ///
    /// - Throws: `AccountFailure.wrongLink`.
    public func login(_ link: Token?, in town: Municipality, at now: Instant) async throws -> EmailAddress {
        try login(of: try await invited(link, in: town, at: now), in: town)
    }

    /// Sets the password and goes on to the second step of signing in.
    ///
    /// - Throws: `AccountFailure.wrongLink`, `PasswordFailure`.
    public func callAsFunction(
        _ link: Token?,
        password: Password,
        request: String?,
        in town: Municipality,
        at now: Instant
    ) async throws -> SignInStep {
        let staff = try await invited(link, in: town, at: now)
        guard let link else { throw AccountFailure.wrongLink }
        let login = try login(of: staff, in: town)
        try PasswordRule.check(password, login: login)
        let act = RecordAudit.Act(.passwordSet, .staff(staff.id))
        let isSet = try await self.staff.setPassword(
            try await hasher.hash(password),
            by: vault.hash(link),
            noting: try audit.entry(act, by: staff.caller(in: request), in: town.id, at: now),
            in: town.id
        )
        guard isSet else { throw AccountFailure.wrongLink }
        return try await signIn.next(staff, login: login, request, in: town.id, at: now)
    }

    private func invited(_ link: Token?, in town: Municipality, at now: Instant) async throws -> Staff {
        guard let link, let (staff, at) = try await staff.invited(tokenHash: vault.hash(link), in: town.id),
            now < at + StaffInvitation.validity
        else { throw AccountFailure.wrongLink }
        return staff
    }

    private func login(of staff: Staff, in town: Municipality) throws -> EmailAddress {
        let slots = StaffSlots(town: town.id, staff: staff.id)
        return try vault.key(staff.personKey, in: slots.personKey).open(staff.login, in: slots.login)
    }
}
