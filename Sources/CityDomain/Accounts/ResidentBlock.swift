public import CityKit

/// Why and since when an account opens to nobody.
public struct ResidentBlock: Sendable, Equatable {
    /// In the words of the office; the owner reads them.
    public let reason: Sealed<PersonalText>
    public let at: Instant

    public init(reason: Sealed<PersonalText>, at: Instant) {
        self.reason = reason
        self.at = at
    }

    /// Characters of a reason.
    public static let longestReason = 1_000
}

/// Where accounts are blocked. Each write is one durable transaction.
public protocol ResidentBlockStore: Sendable {
    /// Blocks the account, ends all its sessions and sends its owner a letter.
    ///
    /// - Returns: false when there is no such account, or it is blocked already.
    func block(
        _ resident: ID<Resident>,
        _ block: ResidentBlock,
        letter: ID<AccountLink>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Lets the owner in again and sends a letter that says so.
    ///
    /// - Returns: false when there is no such account, or it is not blocked.
    func unblock(
        _ resident: ID<Resident>,
        letter: ID<AccountLink>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool
}
