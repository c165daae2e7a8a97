public import CityKit

/// How surely a resident is who the account says, from the weakest on (K28).
public enum VerificationLevel: String, Sendable, Codable, CaseIterable, Comparable {
    /// Nothing was proved: a registration whose letter nobody answered.
    case none
    /// Mail to the address reaches whoever has the account.
    case contactConfirmed
    /// The office saw the person with a document that has the names of the account.
    case seenInPerson
    /// An electronic identity of a state has the names of the account.
    case electronicIdentity

    public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public var text: Text { Text("verification.\(rawValue)") }
}

/// Where levels of accounts are kept.
public protocol VerificationStore: Sendable {
    /// Stores the level in one durable transaction, with a line in the log of the account.
    ///
    /// - Parameter profile: as it was seen; names that changed meanwhile are not verified.
    /// - Returns: false when the account is gone, or its profile another one.
    func verify(
        _ resident: ID<Resident>,
        as level: VerificationLevel,
        seeing profile: Sealed<ResidentProfile>,
        logging event: AccountEvent,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool
}
