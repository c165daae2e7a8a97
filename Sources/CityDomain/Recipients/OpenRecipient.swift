public import CityKit

/// A recipient with all that is known of it, in memory only.
public struct OpenRecipient: Personal, Equatable {
    public let recipient: RegisteredRecipient
    public let profile: RecipientProfile
    /// Why it is held, in the words of the office; nil when it is not.
    public let holdReason: String?
}

extension RegisteredRecipient {
    func openedWhole(_ vault: any Vault, in town: ID<Municipality>) throws -> OpenRecipient {
        OpenRecipient(
            recipient: self,
            profile: try opened(vault, in: town),
            holdReason: try holdReason(vault, in: town)
        )
    }
}

extension RecipientForm {
    /// A form that is filled with what the register has.
    public init(_ profile: RecipientProfile) {
        self.init()
        givenName = profile.givenName.text
        surname = profile.surname.text
        birthDate = profile.birthDate.map { "\($0)" } ?? ""
        sex = profile.sex?.rawValue ?? ""
        address = profile.address?.line ?? ""
        flat = profile.address?.flat ?? ""
        email = profile.contacts.email?.text ?? ""
        phone = profile.contacts.phone?.formatted ?? ""
        eDelivery = profile.contacts.eDelivery?.text ?? ""
        ePUAP = profile.contacts.ePUAP?.text ?? ""
    }
}
