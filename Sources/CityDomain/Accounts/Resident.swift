public import CityKit

/// A resident's account in one town.
public struct Resident: Sendable, Equatable {
    public let id: ID<Resident>
    public let profile: Sealed<ResidentProfile>
    public let personKey: WrappedKey
    /// Of the letters.
    public let language: Language
    /// The version of the regulation that was accepted.
    public let termsVersion: String
    /// The age that was declared, in years; nil where the town asks for none.
    public let declaredAge: Int?
    public let createdAt: Instant
    /// Whether the owner has chosen a password; an account made by a service has none at first.
    public let hasPassword: Bool
    public let verification: VerificationLevel
    /// Nil for an account that is open.
    public let block: ResidentBlock?

    public init(
        id: ID<Resident>,
        profile: Sealed<ResidentProfile>,
        personKey: WrappedKey,
        language: Language,
        termsVersion: String,
        declaredAge: Int?,
        createdAt: Instant,
        hasPassword: Bool,
        verification: VerificationLevel = .none,
        block: ResidentBlock? = nil
    ) {
        self.id = id
        self.profile = profile
        self.personKey = personKey
        self.language = language
        self.termsVersion = termsVersion
        self.declaredAge = declaredAge
        self.createdAt = createdAt
        self.hasPassword = hasPassword
        self.verification = verification
        self.block = block
    }
}

/// What a resident gives at registration and may change at any time. Never public.
public struct ResidentProfile: Sealable, Personal, Codable, Hashable {
    public let givenName: PersonName
    public let surname: PersonName
    /// The login.
    public let email: EmailAddress
    public let phone: PhoneNumber?

    public init(givenName: PersonName, surname: PersonName, email: EmailAddress, phone: PhoneNumber?) {
        self.givenName = givenName
        self.surname = surname
        self.email = email
        self.phone = phone
    }

    public var name: String { "\(givenName.text) \(surname.text)" }
}

/// An account, or one that waits for its link, with what signing in needs.
public struct ResidentAccount: Sendable, Equatable {
    public let resident: Resident
    public let loginIndex: [UInt8]
    public let passwordHash: PasswordHash

    public init(resident: Resident, loginIndex: [UInt8], passwordHash: PasswordHash) {
        self.resident = resident
        self.loginIndex = loginIndex
        self.passwordHash = passwordHash
    }
}

extension ResidentAccount {
    /// A new account under a key of its own.
    init(
        _ registration: CheckedRegistration,
        _ passwordHash: PasswordHash,
        _ language: Language,
        hasPassword: Bool,
        vault: any Vault,
        randomness: any Randomness,
        in town: ID<Municipality>,
        at now: Instant
    ) throws {
        let id: ID<Resident> = randomness.id(at: now)
        let slots = ResidentSlots(town: town, resident: id)
        let key = try vault.newKey(in: slots.personKey)
        let resident = Resident(
            id: id,
            profile: try key.key.seal(registration.profile, in: slots.profile),
            personKey: key.wrapped,
            language: language,
            termsVersion: registration.termsVersion,
            declaredAge: registration.declaredAge,
            createdAt: now,
            hasPassword: hasPassword
        )
        self.init(
            resident: resident,
            loginIndex: vault.index(registration.profile.email, of: .residentLogin, in: town),
            passwordHash: passwordHash
        )
    }
}

/// The places in the database where parts of a resident's account are sealed. An account has them from its registration
/// on.
struct ResidentSlots {
    let town: ID<Municipality>
    let resident: ID<Resident>

    var personKey: Slot { Slot(town, table: "data_keys", row: resident, column: "person") }
    var profile: Slot { Slot(town, table: "residents", row: resident, column: "profile") }
    var blockReason: Slot { Slot(town, table: "residents", row: resident, column: "block_reason") }
    var newAddress: Slot { Slot(town, table: "address_changes", row: resident, column: "address") }
    var factor: Slot { Slot(town, table: "factors", row: resident, column: "secret") }
    var device: Slot { Slot(town, table: "resident_sessions", row: resident, column: "device") }

    func place(of event: ID<AccountEvent>) -> Slot { Slot(town, table: "account_events", row: event, column: "place") }
}

extension IndexedColumn {
    static let residentLogin = Self(table: "residents", column: "login_index", length: .full)
}

extension Resident {
    func opened(_ vault: any Vault, in town: ID<Municipality>) throws -> ResidentProfile {
        let slots = ResidentSlots(town: town, resident: id)
        return try vault.key(personKey, in: slots.personKey).open(profile, in: slots.profile)
    }

    /// Why the account is closed; empty where it is open.
    func blockReason(_ vault: any Vault, in town: ID<Municipality>) throws -> String {
        guard let block else { return "" }
        let slots = ResidentSlots(town: town, resident: id)
        return try vault.key(personKey, in: slots.personKey).open(block.reason, in: slots.blockReason).words
    }
}
