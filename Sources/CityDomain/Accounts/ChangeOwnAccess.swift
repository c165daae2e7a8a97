public import CityKit

/// Lets people of the office change the ways into their own account: the password here, second factors by `ChangeFactors`.
/// Each change asks for what a borrowed browser does not know; wrong answers are counted together with those at the door.
public struct ChangeOwnAccess: Sendable {
    private let accounts: any AccountStore
    private let staff: any StaffStore
    private let vault: any Vault
    private let hasher: any PasswordHasher
    private let randomness: any Randomness
    private let attempts: FactorAttempts
    private let audit: RecordAudit

    public init(
        accounts: any AccountStore,
        staff: any StaffStore,
        vault: any Vault,
        hasher: any PasswordHasher,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.accounts = accounts
        self.staff = staff
        self.vault = vault
        self.hasher = hasher
        self.randomness = randomness
        attempts = FactorAttempts(throttle: Throttle(attempts: accounts), vault: vault)
        self.audit = audit
    }

    /// A member of the office at a page of their own.
    public struct Visit: Sendable {
        let staff: Staff
        let session: Token
        let request: String?
        let language: Language
        let town: ID<Municipality>
        let now: Instant

        /// - Parameter language: of the letter about a change.
        public init(
            _ signed: SignIn.Signed,
            session: Token,
            request: String?,
            language: Language,
            in town: Municipality,
            at now: Instant
        ) {
            staff = signed.staff
            self.session = session
            self.request = request
            self.language = language
            self.town = town.id
            self.now = now
        }
    }

    /// Not for whoever signs in by the directory or the service of the office.
    public func hasPassword(_ visit: Visit) async throws -> Bool {
        try await account(visit).account.passwordHash != nil
    }

    /// The same visit, for a change of second factors.
    public func factors(at visit: Visit) throws -> ChangeFactors.Visit {
        ChangeFactors.Visit(
            holder: try visit.staff.factorHolder(vault, in: visit.town),
            boundTo: vault.hash(visit.session),
            now: visit.now,
            note: { change in
                let notice = StaffNotice(
                    id: randomness.id(at: visit.now),
                    staff: visit.staff.id,
                    change: change,
                    language: visit.language,
                    createdAt: visit.now
                )
                return .office(try entry(change.audited, visit), notice)
            },
            // What fails in a session is counted, and stands in no log.
            refused: {}
        )
    }

    /// Ends every session but this one.
    ///
    /// - Throws: `AccountFailure.wrongPassword`, `.paused`; `PasswordFailure`.
    public func password(_ old: Password, to new: Password, at visit: Visit) async throws {
        let (login, account) = try await account(visit)
        try await attempts.counted(visit.staff.id.factorHolder, from: nil, in: visit.town, at: visit.now) {
            guard let hash = account.passwordHash, try await hasher.check(old, against: hash) != .wrong else {
                throw AccountFailure.wrongPassword
            }
        } refused: { _ in
        }
        try PasswordRule.check(new, login: login)
        try await staff.changePassword(
            try await hasher.hash(new),
            of: visit.staff.id,
            keeping: vault.hash(visit.session),
            noting: try entry(.passwordSet, visit),
            in: visit.town
        )
    }

    private func account(_ visit: Visit) async throws -> (login: EmailAddress, account: StaffAccount) {
        let slots = StaffSlots(town: visit.town, staff: visit.staff.id)
        let login = try vault.key(visit.staff.personKey, in: slots.personKey).open(visit.staff.login, in: slots.login)
        let index = vault.index(login, of: .staffLogin, in: visit.town)
        guard let account = try await accounts.account(loginIndex: index, in: visit.town) else {
            throw AccountFailure.signedOut
        }
        return (login, account)
    }

    private func entry(_ kind: AuditKind, _ visit: Visit) throws -> AuditEntry {
        let caller = visit.staff.caller(in: visit.request)
        return try audit.entry(RecordAudit.Act(kind, .staff(visit.staff.id)), by: caller, in: visit.town, at: visit.now)
    }
}
