public import CityKit

/// Lets the office say that it saw a resident with a document, or take that back. A level ends when the names change.
public struct VerifyResident: Sendable {
    private let residents: any ResidentStore & VerificationStore
    private let vault: any Vault
    private let log: AccountLog
    private let audit: RecordAudit

    public init(
        residents: any ResidentStore & VerificationStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.vault = vault
        self.audit = audit
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// The levels that the office gives: another one comes from an electronic identity.
    public static let ofOffice: [VerificationLevel] = [.contactConfirmed, .seenInPerson]

    /// - Parameter name: that of the account, as it stood on the page.
    /// - Throws: `AccountFailure.rightMissing`, `.residentUnknown`; `.nameChanged` when the account has another name by
    ///   now; `.levelNotOfOffice`.
    public func callAsFunction(
        _ id: ID<Resident>,
        as level: VerificationLevel,
        name: String,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws {
        let caller = try caller.using(.manageResidents)
        guard Self.ofOffice.contains(level) else { throw AccountFailure.levelNotOfOffice }
        guard let resident = try await residents.account(id, in: town.id)?.resident else {
            throw AccountFailure.residentUnknown
        }
        guard try resident.opened(vault, in: town.id).name == name else { throw AccountFailure.nameChanged }
        let act = RecordAudit.Act(.residentVerified, .resident(id, level))
        let isDone = try await residents.verify(
            id,
            as: level,
            seeing: resident.profile,
            logging: try log.event(.verified, of: resident, from: nil, in: town, at: now),
            noting: try audit.entry(act, by: caller, in: town.id, at: now),
            in: town.id
        )
        guard isDone else { throw AccountFailure.nameChanged }
    }
}

/// Lets an electronic identity verify the names of the account that it opens.
public struct VerifyByService: Sendable {
    private let residents: any ResidentStore & VerificationStore
    private let vault: any Vault
    private let log: AccountLog
    private let audit: RecordAudit

    public init(
        residents: any ResidentStore & VerificationStore,
        vault: any Vault,
        randomness: any Randomness,
        audit: RecordAudit
    ) {
        self.residents = residents
        self.vault = vault
        self.audit = audit
        log = AccountLog(vault: vault, randomness: randomness)
    }

    /// Raises the account to the level of the identity, where the names are the same; nothing else is changed.
    func callAsFunction(
        _ id: ID<Resident>,
        by identity: ProvedNames,
        from place: SignInPlace,
        in town: Municipality,
        at now: Instant
    ) async throws {
        guard let resident = try await residents.account(id, in: town.id)?.resident,
            resident.verification < identity.level,
            identity.fits(try resident.opened(vault, in: town.id))
        else { return }
        let act = RecordAudit.Act(.residentVerified, .resident(id, identity.level))
        _ = try await residents.verify(
            id,
            as: identity.level,
            seeing: resident.profile,
            logging: try log.event(.verified, of: resident, from: place, in: town, at: now),
            noting: try audit.entry(act, by: .resident(id), in: town.id, at: now),
            in: town.id
        )
    }
}

/// The names that a service vouches for, and how much that proves.
struct ProvedNames: Sendable {
    let givenName: String
    let surname: String
    let level: VerificationLevel

    /// Whether the account has these names, written with capitals or without.
    func fits(_ profile: ResidentProfile) -> Bool {
        Self.plain(givenName) == Self.plain(profile.givenName.text)
            && Self.plain(surname) == Self.plain(profile.surname.text)
    }

    private static func plain(_ name: String) -> String { name.trimmingSpaces().lowercased() }
}
