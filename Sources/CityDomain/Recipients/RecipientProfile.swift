public import CityKit

/// What is known of a recipient. Nothing of it is stored in clear (G-09).
public struct RecipientProfile: Sealable, Personal, Codable, Hashable {
    public let givenName: PersonName
    public let surname: PersonName
    public let birthDate: CivilDate?
    /// As the person declared it.
    public let sex: Sex?
    public let address: PersonalAddress?
    public let contacts: RecipientContacts

    public enum Sex: String, Codable, Sendable, CaseIterable {
        case female, male

        public var text: Text { Text("recipient.sex.\(rawValue)") }
    }

    public init(
        givenName: PersonName,
        surname: PersonName,
        birthDate: CivilDate? = nil,
        sex: Sex? = nil,
        address: PersonalAddress? = nil,
        contacts: RecipientContacts
    ) {
        self.givenName = givenName
        self.surname = surname
        self.birthDate = birthDate
        self.sex = sex
        self.address = address
        self.contacts = contacts
    }

    public var name: String { "\(givenName.text) \(surname.text)" }
}

/// Where a recipient can be written to: one address at most for each channel.
public struct RecipientContacts: Personal, Codable, Hashable {
    public let email: EmailAddress?
    public let phone: PhoneNumber?
    public let eDelivery: EDeliveryAddress?
    public let ePUAP: EPUAPAddress?

    public init(
        email: EmailAddress? = nil,
        phone: PhoneNumber? = nil,
        eDelivery: EDeliveryAddress? = nil,
        ePUAP: EPUAPAddress? = nil
    ) {
        self.email = email
        self.phone = phone
        self.eDelivery = eDelivery
        self.ePUAP = ePUAP
    }

    /// As people write it; nil where there is none.
    public func text(of channel: MessageChannel) -> String? {
        switch channel {
        case .email: email?.text
        case .sms: phone?.formatted
        case .eDelivery: eDelivery?.text
        case .ePUAP: ePUAP?.text
        case .app: nil
        }
    }

    /// The channels with an address, in the order of the type.
    public var channels: [MessageChannel] { MessageChannel.allCases.filter { text(of: $0) != nil } }

    /// By which the same address is found again; nil where there is none.
    func index(of channel: MessageChannel, _ vault: any Vault, in town: ID<Municipality>) -> [UInt8]? {
        func index(_ value: (some BlindIndexable)?) -> [UInt8]? {
            value.map { vault.index($0, of: .recipientContact, in: town) }
        }
        return switch channel {
        case .email: index(email)
        case .sms: index(phone)
        case .eDelivery: index(eDelivery)
        case .ePUAP: index(ePUAP)
        case .app: nil
        }
    }
}

/// The names of a person in whatever order they are typed.
struct RecipientNames: BlindIndexable, SealableText {
    let plainText: String
    var indexForm: String { plainText }

    init(plainText: String) { self.plainText = plainText }

    init(_ profile: RecipientProfile) {
        plainText = [profile.givenName.indexForm, profile.surname.indexForm].sorted().joined(separator: "\n")
    }
}

extension IndexedColumn {
    static let recipientNames = Self(table: "recipients", column: "names_index", length: .full)
    static let recipientSurname = Self(table: "recipients", column: "surname_index", length: .full)
    static let recipientContact = Self(table: "recipient_contacts", column: "contact_index", length: .full)
}
