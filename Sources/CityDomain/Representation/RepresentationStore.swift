public import CityKit

/// Where authorities to act for others are kept. Each write is one durable transaction.
public protocol RepresentationStore: Sendable {
    /// - Parameter most: so many requests of one account wait for the office at once.
    /// - Throws: `RepresentationFailure.tooMany`; `AccountFailure.residentSignedOut` when the account was closed or erased
    ///   meanwhile.
    func add(_ request: SealedRepresentation, most: Int, noting entry: AuditEntry, in town: ID<Municipality>)
        async throws

    /// All of an account, the last one asked for first.
    func representations(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [SealedRepresentation]

    /// Nil when there is none.
    func representation(_ id: ID<Representation>, in town: ID<Municipality>) async throws -> SealedRepresentation?

    /// Those that the office has not decided about, the oldest first.
    func waiting(limit: Int, in town: ID<Municipality>) async throws -> [SealedRepresentation]

    /// Lets `change` move it as it stands now, and stores the outcome with what the audit log tells of it.
    ///
    /// - Parameters:
    ///   - resident: whose it was when it was read.
    ///   - reason: why it was refused or ended, for the owner of the account; sealed under that resident's key.
    ///   - letter: to the owner of the account, who is told; nil for an act of that person.
    ///   - change: pure; sees the level of the account in the same transaction.
    /// - Throws: `RepresentationFailure.unknown`, also when it went to another account meanwhile; what `change` throws.
    func change(
        _ id: ID<Representation>,
        of resident: ID<Resident>,
        reason: Sealed<PersonalText>?,
        telling letter: AccountLink?,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ change: @escaping @Sendable (inout Representation, VerificationLevel) throws -> Void
    ) async throws
}

/// An authority with what is sealed of it under the key of the account.
public struct SealedRepresentation: Sendable, Equatable {
    public let representation: Representation
    public let details: Sealed<RepresentationDetails>
    /// Why the office refused it or ended it.
    public let reason: Sealed<PersonalText>?

    public init(
        representation: Representation,
        details: Sealed<RepresentationDetails>,
        reason: Sealed<PersonalText>?
    ) {
        self.representation = representation
        self.details = details
        self.reason = reason
    }
}

/// An authority as the owner of the account and the office read it.
public struct OpenRepresentation: Personal {
    public let representation: Representation
    public let details: RepresentationDetails
    /// Nil where nobody refused or ended it.
    public let reason: String?

    init(_ sealed: SealedRepresentation, under key: any DataKey, in town: ID<Municipality>) throws {
        let slots = RepresentationSlots(town: town, representation: sealed.representation.id)
        representation = sealed.representation
        details = try key.open(sealed.details, in: slots.details)
        reason = try sealed.reason.map { try key.open($0, in: slots.reason).words }
    }
}

/// The places in the database where parts of an authority are sealed.
struct RepresentationSlots {
    let town: ID<Municipality>
    let representation: ID<Representation>

    var details: Slot { Slot(town, table: "representations", row: representation, column: "details") }
    var reason: Slot { Slot(town, table: "representations", row: representation, column: "reason") }
}
