public import CityKit

/// Somebody who wants to be told of changes to a report, mostly of somebody else's (I-17), and has shown that mail to
/// the address is read. Known by nothing but the address; erased with it.
public enum Follower {
    /// How long an address waits for its owner's answer.
    static let waits = Duration.days(2)
}

/// A follower on the way into the store.
public struct NewFollower: Sendable {
    public let id: ID<Follower>
    public let report: ID<Report>
    public let email: Sealed<EmailAddress>
    /// Equal for equal addresses of a town.
    public let emailIndex: [UInt8]
    public let personKey: WrappedKey
    public let language: Language
    public let askedAt: Instant

    public init(
        id: ID<Follower>,
        report: ID<Report>,
        email: Sealed<EmailAddress>,
        emailIndex: [UInt8],
        personKey: WrappedKey,
        language: Language,
        askedAt: Instant
    ) {
        self.id = id
        self.report = report
        self.email = email
        self.emailIndex = emailIndex
        self.personKey = personKey
        self.language = language
        self.askedAt = askedAt
    }
}

/// A follower as the store keeps it.
public struct StoredFollower: Sendable {
    public let id: ID<Follower>
    public let report: ReportNumber
    public let email: Sealed<EmailAddress>
    public let personKey: WrappedKey
    public let language: Language
    /// Nil while nobody has answered from the address.
    public let confirmedAt: Instant?

    public init(
        id: ID<Follower>,
        report: ReportNumber,
        email: Sealed<EmailAddress>,
        personKey: WrappedKey,
        language: Language,
        confirmedAt: Instant?
    ) {
        self.id = id
        self.report = report
        self.email = email
        self.personKey = personKey
        self.language = language
        self.confirmedAt = confirmedAt
    }

    func address(_ vault: any Vault, in town: ID<Municipality>) throws -> EmailAddress {
        let slots = FollowerSlots(town: town, follower: id)
        return try vault.key(personKey, in: slots.personKey).open(email, in: slots.email)
    }
}

/// The places in the database where parts of a follower are sealed.
struct FollowerSlots {
    let town: ID<Municipality>
    let follower: ID<Follower>

    var personKey: Slot { Slot(town, table: "data_keys", row: follower, column: "person") }
    var email: Slot { Slot(town, table: "report_followers", row: follower, column: "email") }
}

extension IndexedColumn {
    static let followerEmail = Self(table: "report_followers", column: "email_index", length: .full)
}

extension SecretPurpose {
    static let followerLink = Self(rawValue: "follower-link")
}

extension Vault {
    /// The token in the links of a follower's letters: the same in each of them.
    func token(of follower: ID<Follower>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .followerLink, follower.rawValue, in: town))
    }
}
