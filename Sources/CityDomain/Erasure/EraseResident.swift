public import CityKit

/// Erases a resident's account (A-31, G-03, G-25): the person's key and data are destroyed, the reports go on as anonymous
/// cases.
///
/// The ledger outside the database is written first. Whatever fails afterwards, `FinishErasures` completes it: an erasure
/// that somebody has confirmed is never lost, and never undone by an old backup.
public struct EraseResident: Sendable {
    private let residents: any ResidentStore & GuardianStore
    private let erasures: any ErasureStore
    private let ledger: any ErasureLedger
    private let claims: ClaimReports
    private let vault: any Vault
    private let owner: ProveOwner
    private let audit: RecordAudit

    public init(
        residents: any ResidentStore & GuardianStore,
        erasures: any ErasureStore,
        ledger: any ErasureLedger,
        claims: ClaimReports,
        owner: ProveOwner,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.erasures = erasures
        self.ledger = ledger
        self.claims = claims
        self.vault = vault
        self.audit = audit
        self.owner = owner
    }

    /// Erases the account of a resident who is signed in and proves to be the owner. Consent is withdrawn
    /// by it.
    ///
    /// - Throws: what `ProveOwner` throws.
    public func callAsFunction(
        _ signed: SignInResident.Signed,
        proof: OwnerProof,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let account = try await owner.check(proof, for: .erasure, of: signed, in: town, at: now)
        try await erase(account, on: .consentWithdrawn, by: .resident(account.resident.id), in: town.id, at: now)
    }

    /// Erases an account for the office.
    ///
    /// - Parameter reason: for the last letter and the audit log; at most `ResidentBlock.longestReason` characters.
    /// - Throws: `ErasureFailure`; `AccountFailure.rightMissing`.
    public func callAsFunction(
        _ resident: ID<Resident>,
        on ground: ErasureGround,
        reason: String,
        by caller: Caller,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let caller = try caller.using(.manageResidents)
        let words = reason.trimmingSpaces()
        guard !words.isEmpty, words.count <= ResidentBlock.longestReason else { throw ErasureFailure.reasonMissing }
        guard let account = try await residents.account(resident, in: town) else {
            throw ErasureFailure.unknownResident
        }
        let act = RecordAudit.Act(.accountErased, .resident(resident, ground), values: ["reason": words])
        let entry = try audit.entry(act, by: caller, in: town, at: now)
        try await erase(account, noting: entry, ground, letter: .reason(words), in: town, at: now)
    }

    /// Whose account a guardian's letter is about.
    ///
    /// - Throws: `AccountFailure.wrongLink` when there is no such account, or it needed no guardian.
    public func ward(_ resident: ID<Resident>, token: Token?, in town: Municipality) async throws -> ResidentProfile {
        try await guarded(resident, token: token, in: town.id).resident.opened(vault, in: town.id)
    }

    /// Erases the account of a young person whose guardian takes the consent back (GDPR article 7(3)).
    ///
    /// - Throws: `AccountFailure.wrongLink`.
    public func callAsFunction(ward resident: ID<Resident>, token: Token?, in town: Municipality, at now: Instant)
        async throws
    {
        let account = try await guarded(resident, token: token, in: town.id)
        try await erase(account, on: .consentWithdrawn, by: .guardian(of: resident), in: town.id, at: now)
    }

    private func guarded(_ resident: ID<Resident>, token: Token?, in town: ID<Municipality>) async throws
        -> ResidentAccount
    {
        try vault.check(token, ofGuardianOf: resident, in: town)
        guard let account = try await residents.account(resident, in: town),
            try await residents.consent(for: resident, in: town) != nil
        else { throw AccountFailure.wrongLink }
        return account
    }

    /// Erases an account that is not needed any more by the rules of its town.
    ///
    /// - Returns: whether there was such an account.
    func unneeded(_ resident: ID<Resident>, by actor: AuditActor, in town: ID<Municipality>, at now: Instant)
        async throws
        -> Bool
    {
        guard let account = try await residents.account(resident, in: town) else { return false }
        try await erase(account, on: .notNeeded, by: actor, in: town, at: now)
        return true
    }

    private func erase(
        _ account: ResidentAccount,
        on ground: ErasureGround,
        by actor: AuditActor,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        let act = RecordAudit.Act(.accountErased, .resident(account.resident.id, ground))
        let entry = try audit.entry(act, by: actor, in: town, at: now)
        try await erase(account, noting: entry, ground, letter: .sent, in: town, at: now)
    }

    private func erase(
        _ account: ResidentAccount,
        noting entry: AuditEntry,
        _ ground: ErasureGround,
        letter: LastLetter,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws {
        // An old backup has the accounts that became a part of this one; they come before it, so that none is left out.
        for resident in try await erasures.merged(into: account.resident.id, in: town) + [account.resident.id] {
            try await ledger.add(ErasureRecord(town: town, resident: resident, ground: ground, at: now))
        }
        let erasure = try await erasure(of: account, letter, in: town, at: now)
        _ = try await erasures.erase(erasure, noting: entry, in: town)
    }

    /// Whether the person gets one last letter.
    public enum LastLetter: Sendable {
        case sent
        /// It says why the office deleted the account.
        case reason(String)
        /// It went out before, or nobody knows whether it did.
        case unsent
    }

    /// Does in the database what a record says; nothing where it is done.
    ///
    /// - Returns: whether there was anything to do.
    func finish(_ record: ErasureRecord, _ letter: LastLetter, by actor: AuditActor, at now: Instant) async throws
        -> Bool
    {
        guard let account = try await residents.account(record.resident, in: record.town) else { return false }
        let act = RecordAudit.Act(.accountErased, .resident(record.resident, record.ground))
        let entry = try audit.entry(act, by: actor, in: record.town, at: now)
        let erasure = try await erasure(of: account, letter, in: record.town, at: now)
        return try await erasures.erase(erasure, noting: entry, in: record.town)
    }

    /// Reports that the person sent before without the account, and whose address is confirmed, go along.
    private func erasure(
        of account: ResidentAccount,
        _ letter: LastLetter,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> Erasure {
        let resident = account.resident
        let email = try resident.opened(vault, in: town).email
        _ = try await claims.claim(for: resident.id, email, in: town)
        return Erasure(
            resident: resident.id,
            loginIndex: account.loginIndex,
            followerIndex: vault.index(email, of: .followerEmail, in: town),
            supporterIndex: vault.index(email, of: .supporterEmail, in: town),
            attempts: [
                vault.secret(for: .residentLogin, email.indexForm.lowercased(), in: town),
                vault.secret(for: .ownPassword, resident.id.rawValue, in: town),
                vault.attempts(at: resident.id.factorHolder, in: town),
                vault.secret(for: .complaintOfAddress, email.indexForm, in: town),
            ],
            farewell: try farewell(letter, to: email, of: resident, in: town),
            at: now
        )
    }

    private func farewell(
        _ letter: LastLetter,
        to email: EmailAddress,
        of resident: Resident,
        in town: ID<Municipality>
    ) throws -> Farewell? {
        var reason: String?
        switch letter {
        case .unsent: return nil
        case .sent: break
        case .reason(let words): reason = words
        }
        let slots = FarewellSlots(town: town, resident: resident.id)
        let key = try vault.newKey(in: slots.key)
        return Farewell(
            email: try key.key.seal(email, in: slots.email),
            reason: try reason.map { try key.key.seal(PersonalText($0), in: slots.reason) },
            key: key.wrapped,
            language: resident.language
        )
    }
}

/// Completes erasures that the ledger knows and the database does not: after a crash, and after a restored backup.
public struct FinishErasures: Sendable {
    private let ledger: any ErasureLedger
    private let erase: EraseResident

    public init(ledger: any ErasureLedger, erase: EraseResident) {
        self.ledger = ledger
        self.erase = erase
    }

    /// - Returns: how many accounts were there to be erased.
    @discardableResult
    public func callAsFunction(_ letter: EraseResident.LastLetter, by actor: AuditActor, at now: Instant) async throws
        -> Int
    {
        var count = 0
        for record in Set(try await ledger.records()) {
            if try await erase.finish(record, letter, by: actor, at: now) { count += 1 }
        }
        return count
    }
}

public enum ErasureFailure: Failure, Equatable {
    /// There is none, or it is too long.
    case reasonMissing
    case groundMissing
    case unknownResident

    public var kind: FailureKind {
        switch self {
        case .reasonMissing: .invalid(field: "reason")
        case .groundMissing: .invalid(field: "ground")
        case .unknownResident: .notFound
        }
    }

    public var text: Text {
        switch self {
        case .reasonMissing:
            Text("erasure.failure.reasonMissing", ["limit": .number(ResidentBlock.longestReason)])
        case .groundMissing: Text("rights.failure.groundMissing")
        case .unknownResident: Text("erasure.failure.unknownResident")
        }
    }
}
