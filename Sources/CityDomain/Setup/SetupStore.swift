public import CityKit

/// Where links of the wizard are kept, with what was typed; and the one way to make a town with its administrator.
public protocol SetupStore: Sendable {
    func add(_ link: SetupLink) async throws

    /// Nil when there is none, or its time is over.
    func link(_ tokenHash: [UInt8], at now: Instant) async throws -> SetupLink?

    /// Whether any link works at this moment: where none does, there is no wizard.
    func hasLinks(at now: Instant) async throws -> Bool

    /// Keeps what was typed in the place of what was read.
    ///
    /// - Returns: whether it did: not where another window was faster, and where the link works no more or was used.
    func save(
        _ draft: Sealed<SetupDraft>,
        over read: Sealed<SetupDraft>,
        of tokenHash: [UInt8],
        at now: Instant
    ) async throws -> Bool

    /// Makes town and administrator and uses the link up, all in one transaction; other links for a first town go.
    ///
    /// - Throws: `SetupFailure.linkGone` when the link was used or its time is over, or when it was for a first town and there is
    ///   one; `SetupFailure.idTaken`.
    func make(_ town: TownToMake, by tokenHash: [UInt8], at now: Instant) async throws

    /// Forgets links whose time is over, with what was typed.
    func sweep(at now: Instant) async throws
}

/// A town that nobody made yet, and who will administer it.
public struct TownToMake: Sendable {
    public let files: MunicipalityFiles
    public let account: StaffAccount
    public let invitation: StaffInvitation
    public let invitationHash: [UInt8]
    /// Of the town, of the account, of the invitation.
    public let entries: Entries
    /// As `MunicipalityRevision.author`.
    public let author: String
    /// What takes the place of what was typed.
    public let emptied: Sealed<SetupDraft>

    public struct Entries: Sendable {
        public let town: AuditEntry
        public let account: AuditEntry
        public let invitation: AuditEntry
    }
}
