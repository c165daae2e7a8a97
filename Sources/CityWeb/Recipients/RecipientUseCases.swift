public import CityDomain

/// What people do to be written to, and what the office does with the register.
public struct RecipientUseCases: Sendable {
    let register: RegisterRecipient
    let confirm: ConfirmRecipient
    let own: OwnRecipient
    let keep: KeepRecipients

    public init(
        register: RegisterRecipient,
        confirm: ConfirmRecipient,
        own: OwnRecipient,
        keep: KeepRecipients
    ) {
        self.register = register
        self.confirm = confirm
        self.own = own
        self.keep = keep
    }
}
