public import CityKit

/// A person to whom the town writes, as the register has it (RC-01, RC-03).
public struct RegisteredRecipient: Sendable, Equatable {
    public let id: ID<RegisteredRecipient>
    public let number: RecipientNumber
    public let profile: Sealed<RecipientProfile>
    public let personKey: WrappedKey
    /// Of what the person gets.
    public let language: Language
    public let choices: RecipientChoices
    /// One for each address that the person has.
    public let contacts: [MessageChannel: ContactStanding]
    public let hold: RecipientHold?
    public let suspension: RecipientSuspension?
    public let origin: RecipientOrigin
    public let consent: RecipientConsent
    public let createdAt: Instant

    public init(
        id: ID<RegisteredRecipient>,
        number: RecipientNumber,
        profile: Sealed<RecipientProfile>,
        personKey: WrappedKey,
        language: Language,
        choices: RecipientChoices,
        contacts: [MessageChannel: ContactStanding],
        hold: RecipientHold? = nil,
        suspension: RecipientSuspension? = nil,
        origin: RecipientOrigin,
        consent: RecipientConsent,
        createdAt: Instant
    ) {
        self.id = id
        self.number = number
        self.profile = profile
        self.personKey = personKey
        self.language = language
        self.choices = choices
        self.contacts = contacts
        self.hold = hold
        self.suspension = suspension
        self.origin = origin
        self.consent = consent
        self.createdAt = createdAt
    }
}

/// What became of one address of a recipient.
public struct ContactStanding: Sendable, Equatable {
    /// When the code that was sent there came back; nil while nobody knows whose address it is.
    public let confirmedAt: Instant?
    /// When the person said to write there no more, by STOP or by one click; nil while the town may.
    public let stoppedAt: Instant?

    public init(confirmedAt: Instant? = nil, stoppedAt: Instant? = nil) {
        self.confirmedAt = confirmedAt
        self.stoppedAt = stoppedAt
    }
}

/// The office doubts the data: what is for the person waits until a clerk has checked them (RC-10).
public struct RecipientHold: Sendable, Equatable {
    public let since: Instant
    /// Sealed like everything else about the person.
    public let reason: Sealed<PersonalText>

    public init(since: Instant, reason: Sealed<PersonalText>) {
        self.since = since
        self.reason = reason
    }
}

/// The person wants nothing for some time (G-11).
public struct RecipientSuspension: Sendable, Equatable {
    public let from: CivilDate
    /// The last day; nil until the person says so.
    public let until: CivilDate?

    /// - Throws: `RecipientFailure.suspensionEndsFirst`.
    public init(from: CivilDate, until: CivilDate?) throws(RecipientFailure) {
        if let until, until < from { throw .suspensionEndsFirst }
        self.from = from
        self.until = until
    }

    public func holds(on day: CivilDate) -> Bool { from <= day && until.map { day <= $0 } ?? true }

    public func isOver(on day: CivilDate) -> Bool { until.map { $0 < day } ?? false }
}

/// How somebody came into the register.
public struct RecipientOrigin: Sendable, Equatable {
    public let way: Way
    /// Who of the office wrote the data down; nil for everybody who did it without the office.
    public let officer: Officer?

    public enum Way: String, Sendable, Codable, CaseIterable {
        /// The person's own form on the pages of the town.
        case form
        /// A clerk, at the person's express request.
        case clerk
        /// A list that the town brought along.
        case file
        /// A form that came by electronic delivery.
        case eDelivery
        /// A form that came by ePUAP, which the trusted profile confirms.
        case ePUAP

        public var text: Text { Text("recipient.way.\(rawValue)") }

        /// Whether a paper has to be signed: the other ways carry the consent themselves.
        public var needsDocument: Bool { self == .clerk }
    }

    public init(_ way: Way, officer: Officer? = nil) {
        self.way = way
        self.officer = officer
    }
}

/// The person agrees to be written to in electronic ways (art. 6(1)(a) GDPR).
public struct RecipientConsent: Sendable, Equatable {
    /// Of the text that was agreed to.
    public let version: String
    public let givenAt: Instant
    /// Nil where no paper is needed.
    public let document: DocumentState?

    public enum DocumentState: String, Sendable, CaseIterable {
        /// Nobody has signed the paper yet, or it has not come back.
        case missing
        case signed

        public var text: Text { Text("recipient.document.\(rawValue)") }
    }

    public init(version: String, givenAt: Instant, document: DocumentState?) {
        self.version = version
        self.givenAt = givenAt
        self.document = document
    }
}

/// The places in the database where parts of a recipient are sealed.
struct RecipientSlots {
    let town: ID<Municipality>
    let recipient: ID<RegisteredRecipient>

    var personKey: Slot { Slot(town, table: "data_keys", row: recipient, column: "person") }
    var profile: Slot { Slot(town, table: "recipients", row: recipient, column: "profile") }
    var traits: Slot { Slot(town, table: "recipients", row: recipient, column: "traits") }
    var holdReason: Slot { Slot(town, table: "recipients", row: recipient, column: "hold_reason") }

    func device(_ device: ID<RecipientDevice>) -> Slot {
        Slot(town, table: "recipient_devices", row: device, column: "device")
    }
}

extension RegisteredRecipient {
    func key(_ vault: any Vault, in town: ID<Municipality>) throws -> any DataKey {
        try vault.key(personKey, in: RecipientSlots(town: town, recipient: id).personKey)
    }

    func opened(_ vault: any Vault, in town: ID<Municipality>) throws -> RecipientProfile {
        try key(vault, in: town).open(profile, in: RecipientSlots(town: town, recipient: id).profile)
    }

    func holdReason(_ vault: any Vault, in town: ID<Municipality>) throws -> String? {
        guard let hold else { return nil }
        let slots = RecipientSlots(town: town, recipient: id)
        return try key(vault, in: town).open(hold.reason, in: slots.holdReason).words
    }
}
