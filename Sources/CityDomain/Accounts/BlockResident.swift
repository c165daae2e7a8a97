public import CityKit

/// Lets the office look an account up by its address, and deprive its owner of the right to use it, at once. All throw
/// `AccountFailure.rightMissing`.
public struct BlockResident: Sendable {
    private let residents: any ResidentStore & ResidentBlockStore & GuardianStore
    private let vault: any Vault
    private let randomness: any Randomness
    private let audit: RecordAudit
    private let log: AccountLog

    public init(
        residents: any ResidentStore & ResidentBlockStore & GuardianStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.vault = vault
        self.randomness = randomness
        self.audit = audit
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// What the office sees of an account.
    public struct Record: Sendable {
        public let id: ID<Resident>
        public let profile: ResidentProfile
        public let createdAt: Instant
        public let verification: VerificationLevel
        /// Nil for an account that is open.
        public let block: Block?
        /// When a guardian agreed to the account; nil where nobody had to.
        public let guardianAgreedAt: Instant?
    }

    public struct Block: Sendable, Equatable {
        public let reason: String
        public let at: Instant
    }

    /// The account under an address. The search is in the audit log before anything is shown, found or not.
    ///
    /// - Throws: `EmailAddressFailure`.
    public func find(email typed: String, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> Record?
    {
        let email = try EmailAddress(typed: typed)
        let login = vault.index(email, of: .residentLogin, in: town.id)
        let account = try await residents.account(loginIndex: login, in: town.id)
        let object = account.map { AuditObject.resident($0.resident.id) } ?? .residents
        let look = RecordAudit.Act(.residentSought, object, reason: caller.reason, values: ["email": email.text])
        try await audit(look, by: try caller.using(.manageResidents), in: town.id, at: now)
        guard let account else { return nil }
        return try await record(account.resident, in: town.id)
    }

    /// The account, as it stands on its page. The look is in the audit log before anything is shown.
    ///
    /// - Throws: `AccountFailure.residentUnknown`.
    public func record(_ id: ID<Resident>, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> Record
    {
        guard let account = try await residents.account(id, in: town.id) else { throw AccountFailure.residentUnknown }
        let look = RecordAudit.Act(.residentViewed, .resident(id), reason: caller.reason)
        try await audit(look, by: try caller.using(.manageResidents), in: town.id, at: now)
        return try await record(account.resident, in: town.id)
    }

    private func record(_ resident: Resident, in town: ID<Municipality>) async throws -> Record {
        Record(
            id: resident.id,
            profile: try resident.opened(vault, in: town),
            createdAt: resident.createdAt,
            verification: resident.verification,
            block: try resident.block.map { Block(reason: try resident.blockReason(vault, in: town), at: $0.at) },
            guardianAgreedAt: try await residents.consent(for: resident.id, in: town)?.agreedAt
        )
    }

    /// Blocks the account: all its sessions end, and nobody gets in until it is opened again.
    ///
    /// - Throws: `AccountFailure.blockReason` when there is none or it is too long; `.residentUnknown` when the account
    ///   is gone or blocked already.
    public func block(
        _ id: ID<Resident>,
        reason typed: String,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let reason = typed.trimmingSpaces()
        guard !reason.isEmpty, reason.count <= ResidentBlock.longestReason else { throw AccountFailure.blockReason }
        guard let account = try await residents.account(id, in: town.id) else { throw AccountFailure.residentUnknown }
        let slots = ResidentSlots(town: town.id, resident: id)
        let key = try vault.key(account.resident.personKey, in: slots.personKey)
        let block = ResidentBlock(reason: try key.seal(PersonalText(reason), in: slots.blockReason), at: now)
        let act = RecordAudit.Act(.residentBlocked, .resident(id), values: ["reason": reason])
        let isDone = try await residents.block(
            id,
            block,
            letter: randomness.id(at: now),
            logging: try log.event(.blocked, of: account.resident, from: nil, in: town, at: now),
            noting: try audit.entry(act, by: try caller.using(.manageResidents), in: town.id, at: now),
            in: town.id
        )
        guard isDone else { throw AccountFailure.residentUnknown }
    }

    /// - Throws: `AccountFailure.residentUnknown` when the account is gone or not blocked.
    public func unblock(_ id: ID<Resident>, by caller: Caller, in town: Municipality, at now: Instant) async throws {
        guard let account = try await residents.account(id, in: town.id) else { throw AccountFailure.residentUnknown }
        let act = RecordAudit.Act(.residentUnblocked, .resident(id))
        let isDone = try await residents.unblock(
            id,
            letter: randomness.id(at: now),
            logging: try log.event(.unblocked, of: account.resident, from: nil, in: town, at: now),
            noting: try audit.entry(act, by: try caller.using(.manageResidents), in: town.id, at: now),
            in: town.id
        )
        guard isDone else { throw AccountFailure.residentUnknown }
    }
}
