public import CityKit

/// Where everything about a person is that an erasure takes away. Each call is one durable transaction.
public protocol ErasureStore: Sendable {
    /// Destroys the person's keys and rows: account, sessions, links, drafts, subscriptions, letters that wait, and the
    /// contact data of the person's reports. The reports stay, and show that their reporter was erased.
    ///
    /// - Returns: whether there was such an account; nothing is noted when there was none.
    func erase(_ erasure: Erasure, noting entry: AuditEntry, in town: ID<Municipality>) async throws -> Bool

    /// The accounts that became a part of this one.
    func merged(into resident: ID<Resident>, in town: ID<Municipality>) async throws -> [ID<Resident>]

    /// The last letter to somebody whose account is erased; nil once it was sent or is too old.
    func farewell(_ resident: ID<Resident>, in town: ID<Municipality>) async throws -> Farewell?

    /// Forgets, in all towns, addresses of last letters that are sent or given up, and those from before `moment`, at most
    /// `limit`.
    /// - Returns: how many were forgotten.
    func sweepFarewells(before moment: Instant, limit: Int) async throws -> Int
}

/// What a store has to know to erase a person.
public struct Erasure: Sendable {
    public let resident: ID<Resident>
    /// By which registrations and links of the address are found.
    public let loginIndex: [UInt8]
    /// By which subscriptions of the address are found.
    public let followerIndex: [UInt8]
    /// By which the address is found where it says "me too" without the account.
    public let supporterIndex: [UInt8]
    /// Under which wrong passwords are counted.
    public let attempts: [[UInt8]]
    /// Nil where no letter goes out.
    public let farewell: Farewell?
    public let at: Instant

    public init(
        resident: ID<Resident>,
        loginIndex: [UInt8],
        followerIndex: [UInt8],
        supporterIndex: [UInt8],
        attempts: [[UInt8]],
        farewell: Farewell?,
        at: Instant
    ) {
        self.resident = resident
        self.loginIndex = loginIndex
        self.followerIndex = followerIndex
        self.supporterIndex = supporterIndex
        self.attempts = attempts
        self.farewell = farewell
        self.at = at
    }
}

/// The address for one last letter, under a key of its own: the person's is gone.
public struct Farewell: Sendable {
    public let email: Sealed<EmailAddress>
    /// Why the office deleted the account; nil where its owner did.
    public let reason: Sealed<PersonalText>?
    public let key: WrappedKey
    public let language: Language

    public init(email: Sealed<EmailAddress>, reason: Sealed<PersonalText>?, key: WrappedKey, language: Language) {
        self.email = email
        self.reason = reason
        self.key = key
        self.language = language
    }

    /// How long the letter may wait for the mail server before the address is forgotten all the same.
    static let waits = Duration.days(7)
}

/// The places in the database where the parts of a farewell are sealed.
struct FarewellSlots {
    let town: ID<Municipality>
    let resident: ID<Resident>

    var key: Slot { Slot(town, table: "data_keys", row: resident, column: "farewell") }
    var email: Slot { Slot(town, table: "farewells", row: resident, column: "email") }
    var reason: Slot { Slot(town, table: "farewells", row: resident, column: "reason") }
}

/// Forgets the addresses of last letters.
public struct SweepFarewells: Sendable {
    private let erasures: any ErasureStore

    private static let slice = 1_000

    public init(erasures: any ErasureStore) { self.erasures = erasures }

    public func callAsFunction(at now: Instant) async throws {
        while try await erasures.sweepFarewells(before: now - Farewell.waits, limit: Self.slice) == Self.slice {}
    }
}
