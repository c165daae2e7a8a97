public import CityKit

/// A key that somebody's telephone, computer or security key holds and answers with, so that there is nothing to type, to
/// forget or to give away.
public struct Passkey: Sendable {
    public let id: ID<Passkey>
    public let holder: ID<FactorHolder>
    /// What its owner calls it.
    public let name: Sealed<PersonalText>
    public let credential: Sealed<PasskeyCredential>
    /// A keyed hash of the credential's id: no passkey is of two people.
    public let credentialIndex: [UInt8]
    /// How often it answered, where the authenticator counts; else 0.
    public let counter: UInt32
    public let createdAt: Instant
    /// When it answered last.
    public let usedAt: Instant?

    public init(
        id: ID<Passkey>,
        holder: ID<FactorHolder>,
        name: Sealed<PersonalText>,
        credential: Sealed<PasskeyCredential>,
        credentialIndex: [UInt8],
        counter: UInt32,
        createdAt: Instant,
        usedAt: Instant?
    ) {
        self.id = id
        self.holder = holder
        self.name = name
        self.credential = credential
        self.credentialIndex = credentialIndex
        self.counter = counter
        self.createdAt = createdAt
        self.usedAt = usedAt
    }

    /// How many somebody can have.
    public static let most = 10
    /// Of a name, in Unicode scalars.
    public static let longestName = 60
}

/// A passkey as its owner sees it.
public struct NamedPasskey: Personal, Equatable {
    public let id: ID<Passkey>
    public let name: PersonalText
    public let createdAt: Instant
    public let usedAt: Instant?
}

/// An answer of a passkey that was checked.
public struct PasskeyUse: Sendable, Equatable {
    public let passkey: ID<Passkey>
    public let counter: UInt32
    public let at: Instant
}

/// The places in the database where parts of a passkey are sealed, under the key of its owner.
struct PasskeySlots {
    let town: ID<Municipality>
    let passkey: ID<Passkey>

    var name: Slot { Slot(town, table: "passkeys", row: passkey, column: "name") }
    var credential: Slot { Slot(town, table: "passkeys", row: passkey, column: "credential") }
}
