public import CityKit

/// Why something about the register of recipients cannot be done.
public enum RecipientFailure: Failure, Hashable {
    /// The town has no register.
    case noRegister
    /// Not in this way.
    case wayNotOffered
    case name(PersonNameFailure, of: AccountFailure.NamePart)
    /// Not one address to write to; the first channel of the town has the field for one.
    case noContact(MessageChannel)
    /// The person has no address there, or none to which the town may write.
    case noAddress
    /// None of the addresses can be used, since the town does not write there.
    case channelNotOffered(MessageChannel)
    case detailMissing(RecipientDetail)
    case wrongBirthDate
    case addressTooLong
    case consentMissing
    /// The text that was agreed to is not the one that holds by now.
    case consentOutdated
    case unknown
    case suspensionEndsFirst
    /// A day that is none, in this field.
    case wrongDay(field: String)
    /// The browser is paired with nobody.
    case notPaired
    /// A code that is wrong, used, too old, or was typed wrongly too often.
    case wrongCode
    case tooManyCodes
    case tooManyDevices(most: Int)
    /// Somebody else changed the same recipient meanwhile.
    case changedMeanwhile
    case reasonMissing
    case notHeld
    /// No paper is missing that could come back.
    case noPaper
    /// Nobody said that the person asks for the deletion.
    case notConfirmed

    public var kind: FailureKind {
        switch self {
        case .noRegister, .unknown: .notFound
        case .wayNotOffered, .notPaired: .forbidden
        case .name(_, .givenName): .invalid(field: "givenName")
        case .name(_, .surname): .invalid(field: "surname")
        case .noContact(let channel): .invalid(field: channel.field)
        case .channelNotOffered(let channel): .invalid(field: channel.field)
        case .detailMissing(let detail): .invalid(field: detail.field)
        case .wrongBirthDate: .invalid(field: "birthDate")
        case .addressTooLong: .invalid(field: "address")
        case .consentMissing, .consentOutdated: .invalid(field: "consent")
        case .suspensionEndsFirst: .invalid(field: "until")
        case .wrongDay(let field): .invalid(field: field)
        case .wrongCode: .invalid(field: "code")
        case .reasonMissing: .invalid(field: "reason")
        case .notConfirmed: .invalid(field: "confirmed")
        case .tooManyCodes: .tooMany(retryAfter: .hours(1))
        case .tooManyDevices, .changedMeanwhile, .notHeld, .noAddress, .noPaper: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .noRegister: Text("recipient.noRegister")
        case .wayNotOffered: Text("recipient.wayNotOffered")
        case .name(let failure, let part): AccountFailure.name(failure, of: part).text
        case .noContact: Text("recipient.noContact")
        case .noAddress: Text("recipient.noAddress")
        case .noPaper: Text("recipient.noPaper")
        case .channelNotOffered(let channel): Text("recipient.channelNotOffered", ["channel": .text(channel.text)])
        case .detailMissing(let detail): Text("recipient.missing.\(detail.rawValue)")
        case .wrongBirthDate: Text("recipient.wrongBirthDate")
        case .addressTooLong: Text("recipient.addressTooLong", ["limit": .number(PersonalAddress.longestLine)])
        case .consentMissing: Text("recipient.consentMissing")
        case .consentOutdated: Text("recipient.consentOutdated")
        case .unknown: Text("recipient.unknown")
        case .suspensionEndsFirst: Text("recipient.suspensionEndsFirst")
        case .wrongDay: Text("recipient.wrongDay")
        case .notPaired: Text("recipient.notPaired")
        case .wrongCode: Text("recipient.wrongCode")
        case .tooManyCodes: Text("recipient.tooManyCodes")
        case .tooManyDevices(let most): Text("recipient.tooManyDevices", ["count": .number(most)])
        case .changedMeanwhile: Text("recipient.changedMeanwhile")
        case .reasonMissing: Text("recipient.reasonMissing")
        case .notHeld: Text("recipient.notHeld")
        case .notConfirmed: Text("recipient.notConfirmed")
        }
    }
}

extension MessageChannel {
    /// The field of a form in which its address is typed.
    public var field: String {
        switch self {
        case .email: "email"
        case .sms: "phone"
        case .eDelivery: "eDelivery"
        case .ePUAP: "ePUAP"
        case .app: "app"
        }
    }
}

extension RecipientDetail {
    public var field: String {
        switch self {
        case .birthDate: "birthDate"
        case .sex: "sex"
        case .address: "address"
        }
    }
}
