public import CityKit

/// Where people of the office are kept, with their roles and invitations.
public protocol StaffStore: Sendable {
    /// Everybody, those whose account is closed included, in the order in which the accounts were made.
    func people(in town: ID<Municipality>) async throws -> [StaffRecord]

    func person(_ id: ID<Staff>, in town: ID<Municipality>) async throws -> StaffRecord?

    /// Whose login has this blind index; also of a closed account.
    func person(loginIndex: [UInt8], in town: ID<Municipality>) async throws -> ID<Staff>?

    /// Lets `change` alter the person as they stand now and stores the outcome in one transaction. A closed account and one
    /// without a second factor lose their sessions at once.
    ///
    /// - Parameters:
    ///   - entry: what the audit log tells; nothing where nothing changed.
    ///   - change: pure; may run more than once.
    /// - Throws: `StaffFailure.notFound`, what `change` throws.
    func change(
        _ id: ID<Staff>,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout StaffState) throws -> Void
    ) async throws

    /// Makes a link by which the person sets a password, in place of earlier ones, and the delivery of its letter where it
    /// has one.
    ///
    /// - Throws: `StaffFailure.notFound` also for a closed account.
    func invite(
        _ invitation: StaffInvitation,
        tokenHash: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// The link that the person has not used, whether or not its time is over.
    func invitation(of id: ID<Staff>, in town: ID<Municipality>) async throws -> StaffInvitation?

    /// Nil for one that was used, replaced or withdrawn.
    func invitation(_ id: ID<StaffInvitation>, in town: ID<Municipality>) async throws
        -> (invitation: StaffInvitation, staff: Staff)?

    /// Nothing happens, and nothing is noted, where there is none.
    func withdrawInvitation(of id: ID<Staff>, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Who a link is for, and when it was made; nil for one that was used, replaced or never was.
    func invited(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> (staff: Staff, at: Instant)?

    /// Sets the password, uses the link up and ends the sessions of the person.
    ///
    /// - Returns: false when the link was used meanwhile.
    func setPassword(
        _ hash: PasswordHash,
        by tokenHash: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Stores another password, uses up links to set one, and ends every session of the person but `kept`.
    func changePassword(
        _ hash: PasswordHash,
        of staff: ID<Staff>,
        keeping kept: [UInt8],
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws
}

/// Somebody of the office as they are kept.
public struct StaffRecord: Sendable {
    public let staff: Staff
    public let standing: StaffStanding
    public let createdAt: Instant

    public init(staff: Staff, standing: StaffStanding, createdAt: Instant) {
        self.staff = staff
        self.standing = standing
        self.createdAt = createdAt
    }
}

/// Whether somebody can sign in.
public enum StaffStanding: String, Sendable, CaseIterable {
    /// Was never here.
    case invited
    /// Has a password and no second factor.
    case withoutFactor
    /// Has a second factor, or signs in by a service of the office.
    case active
    case closed
}

/// What can be changed about somebody of the office.
public struct StaffState: Sendable, Equatable {
    public internal(set) var rights: StaffRights
    public internal(set) var closedAt: Instant?
    /// A second factor, or a link to a person at a service, which stands for both.
    public internal(set) var hasFactor: Bool
    /// How many other people are administrators and can sign in.
    public let otherAdministrators: Int

    public init(rights: StaffRights, closedAt: Instant?, hasFactor: Bool, otherAdministrators: Int) {
        self.rights = rights
        self.closedAt = closedAt
        self.hasFactor = hasFactor
        self.otherAdministrators = otherAdministrators
    }

    private var isAdministrator: Bool { closedAt == nil && rights.grants.contains { $0.role == .administrator } }

    /// The same after a change.
    ///
    /// - Throws: `StaffFailure.lastAdministrator`, what `change` throws.
    func changed(_ change: (inout Self) throws -> Void) throws -> Self {
        var after = self
        try change(&after)
        guard !isAdministrator || after.isAdministrator || otherAdministrators > 0 else {
            throw StaffFailure.lastAdministrator
        }
        return after
    }
}
