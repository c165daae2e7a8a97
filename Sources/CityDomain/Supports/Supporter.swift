public import CityKit

/// Somebody who says "me too" of a report instead of sending the same again (I-17): an account, or a guest who has shown that
/// mail to the address is read. Counted once for each person, and never named.
public enum Supporter {
    /// How long an address waits for its owner's answer.
    static let waits = Duration.days(2)
}

/// A supporter on the way into the store.
public struct NewSupporter: Sendable {
    public let id: ID<Supporter>
    public let report: ID<Report>
    public let person: Person
    /// Equal for equal addresses of a town.
    public let emailIndex: [UInt8]
    public let askedAt: Instant

    public enum Person: Sendable {
        case resident(ID<Resident>)
        case guest(Guest)
    }

    public struct Guest: Sendable {
        public let email: Sealed<EmailAddress>
        public let personKey: WrappedKey
        public let language: Language
        /// By which an account of the same address is found.
        public let loginIndex: [UInt8]

        public init(email: Sealed<EmailAddress>, personKey: WrappedKey, language: Language, loginIndex: [UInt8]) {
            self.email = email
            self.personKey = personKey
            self.language = language
            self.loginIndex = loginIndex
        }
    }

    public init(id: ID<Supporter>, report: ID<Report>, person: Person, emailIndex: [UInt8], askedAt: Instant) {
        self.id = id
        self.report = report
        self.person = person
        self.emailIndex = emailIndex
        self.askedAt = askedAt
    }
}

/// An account that says "me too", and of what.
public struct AccountSupporter: Sendable {
    public let report: ReportNumber
    public let resident: Resident

    public init(report: ReportNumber, resident: Resident) {
        self.report = report
        self.resident = resident
    }
}

/// A guest as the store keeps one.
public struct StoredSupporter: Sendable {
    public let id: ID<Supporter>
    public let report: ReportNumber
    public let email: Sealed<EmailAddress>
    public let personKey: WrappedKey
    public let language: Language
    /// Nil while nobody has answered from the address.
    public let confirmedAt: Instant?

    public init(
        id: ID<Supporter>,
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
        let slots = SupporterSlots(town: town, supporter: id)
        return try vault.key(personKey, in: slots.personKey).open(email, in: slots.email)
    }
}

/// The places in the database where parts of a supporter are sealed.
struct SupporterSlots {
    let town: ID<Municipality>
    let supporter: ID<Supporter>

    var personKey: Slot { Slot(town, table: "data_keys", row: supporter, column: "person") }
    var email: Slot { Slot(town, table: "report_supports", row: supporter, column: "email") }
}

extension IndexedColumn {
    static let supporterEmail = Self(table: "report_supports", column: "email_index", length: .full)
}

extension SecretPurpose {
    static let supporterLink = Self(rawValue: "supporter-link")
}

extension Vault {
    /// The token in the link of a guest's letter.
    func token(of supporter: ID<Supporter>, in town: ID<Municipality>) -> Token {
        Token(bytes: secret(for: .supporterLink, supporter.rawValue, in: town))
    }
}
