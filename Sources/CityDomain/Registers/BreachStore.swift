public import CityKit

/// The register of breaches. Each write is one durable transaction.
public protocol BreachStore: Sendable {
    func add(_ breach: SealedBreach, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Those that are open first, then the closed ones; of both the last that became known first; at most `limit`.
    func breaches(limit: Int, in town: ID<Municipality>) async throws -> [SealedBreach]

    func breach(_ id: ID<Breach>, in town: ID<Municipality>) async throws -> SealedBreach?

    /// Stores a breach as it was changed; nothing when somebody else changed it meanwhile.
    ///
    /// - Parameter before: as it was read.
    /// - Returns: whether it was stored.
    func replace(
        _ before: SealedBreach,
        with after: SealedBreach,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    func add(_ person: TouchedPerson, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// In the order they were added.
    func persons(of breach: ID<Breach>, in town: ID<Municipality>) async throws -> [TouchedPerson]
}

public struct SealedBreach: Sendable, Equatable {
    public let breach: Breach
    public let words: Sealed<BreachWords>

    public init(breach: Breach, words: Sealed<BreachWords>) {
        self.breach = breach
        self.words = words
    }
}

/// Somebody whose data a breach touched: by a report or an account, sealed.
public struct TouchedPerson: Sendable, Equatable {
    public let id: ID<TouchedPerson>
    public let breach: ID<Breach>
    public let subject: Sealed<RegisterWords>

    public init(id: ID<TouchedPerson>, breach: ID<Breach>, subject: Sealed<RegisterWords>) {
        self.id = id
        self.breach = breach
        self.subject = subject
    }
}

/// The places in the database where the words of the registers are sealed, under a key that stands nowhere.
struct RegisterSlots {
    let town: ID<Municipality>

    func breach(_ id: ID<Breach>) -> Slot { Slot(town, table: "breaches", row: id, column: "words") }
    func person(_ id: ID<TouchedPerson>) -> Slot { Slot(town, table: "breach_persons", row: id, column: "subject") }
    func entry(_ id: ID<RegisterEntry>) -> Slot { Slot(town, table: "register_entries", row: id, column: "words") }
}

extension SecretPurpose {
    static let registers = Self(rawValue: "registers")
}
