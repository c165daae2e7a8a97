public import CityKit

/// What somebody types to get into the register, or a clerk for somebody: nothing in it has been checked.
public struct RecipientForm: Personal, Equatable {
    public var givenName = ""
    public var surname = ""
    /// A day as ISO 8601 has it, as date fields of browsers send it; empty when none.
    public var birthDate = ""
    /// A word of `RecipientProfile.Sex`; empty when none.
    public var sex = ""
    public var address = ""
    public var flat = ""
    public var email = ""
    public var phone = ""
    public var eDelivery = ""
    public var ePUAP = ""
    /// Of what the person gets; nil where it was not asked for.
    public var language: Language?
    /// Where the code goes; nil for the first address that there is.
    public var codeChannel: MessageChannel?
    /// The version of the text that the person agreed to; empty when to none.
    public var consent = ""

    public init() {}
}

/// A form after every check.
struct CheckedRecipient: Sendable {
    let profile: RecipientProfile
    let codeChannel: MessageChannel
    let consent: String
}

/// Collects what is wrong with a form.
struct RecipientFormCheck {
    private let typed: RecipientForm
    private let rules: RecipientRules
    private let addresses: SearchAddresses
    private var form: FormCheck

    init(
        _ typed: RecipientForm,
        by rules: RecipientRules,
        _ addresses: SearchAddresses,
        in town: Municipality,
        on today: CivilDate
    ) {
        self.typed = typed
        self.rules = rules
        self.addresses = addresses
        form = FormCheck(in: town, on: today)
    }

    /// - Throws: `Failures` with everything that is wrong, so that all can be mended at once.
    mutating func finish() throws -> CheckedRecipient {
        let profile = profile()
        if typed.consent.isEmpty {
            form.fail(RecipientFailure.consentMissing)
        } else if typed.consent != rules.consent.version {
            form.fail(RecipientFailure.consentOutdated)
        }
        guard let profile, form.failures.isEmpty else { throw Failures(form.failures) }
        let channels = profile.contacts.channels
        let wanted = typed.codeChannel.flatMap { channels.contains($0) ? $0 : nil }
        guard let channel = wanted ?? rules.channels.offered.first(where: channels.contains) else {
            throw Failures([noContact])
        }
        return CheckedRecipient(profile: profile, codeChannel: channel, consent: typed.consent)
    }

    /// A profile alone, as when it is changed.
    ///
    /// - Throws: `Failures` with everything that is wrong.
    mutating func changed() throws -> RecipientProfile {
        guard let profile = profile(), form.failures.isEmpty else { throw Failures(form.failures) }
        return profile
    }

    private mutating func profile() -> RecipientProfile? {
        let givenName = name(typed.givenName, .givenName)
        let surname = name(typed.surname, .surname)
        let birthDate = birthDate()
        let sex = RecipientProfile.Sex(rawValue: typed.sex)
        let address = address()
        let contacts = contacts()
        let given: [RecipientDetail: Bool] = [
            .birthDate: !typed.birthDate.isEmpty, .sex: sex != nil,
            .address: !typed.address.trimmingInvisible().isEmpty,
        ]
        for detail in RecipientDetail.allCases where rules.registration.required?.contains(detail) == true {
            if given[detail] == false { form.fail(RecipientFailure.detailMissing(detail)) }
        }
        guard let givenName, let surname else { return nil }
        return RecipientProfile(
            givenName: givenName,
            surname: surname,
            birthDate: birthDate,
            sex: sex,
            address: address,
            contacts: contacts
        )
    }

    private var noContact: RecipientFailure {
        let channel = rules.channels.offered.first(where: \.hasAddress) ?? .email
        return RecipientFailure.noContact(channel)
    }

    private mutating func name(_ typed: String, _ part: AccountFailure.NamePart) -> PersonName? {
        form.take { () throws(RecipientFailure) in
            do throws(PersonNameFailure) {
                return try PersonName(typed: typed)
            } catch {
                throw .name(error, of: part)
            }
        }
    }

    /// Nobody is older than 130 years or not yet born.
    private mutating func birthDate() -> CivilDate? {
        guard !typed.birthDate.isEmpty else { return nil }
        let today = form.today
        guard let date = CivilDate(typed.birthDate), date <= today, today.year - date.year <= 130 else {
            form.fail(RecipientFailure.wrongBirthDate)
            return nil
        }
        return date
    }

    private mutating func address() -> PersonalAddress? {
        let line = typed.address.trimmingInvisible()
        let flat = typed.flat.trimmingInvisible()
        guard !line.isEmpty else { return nil }
        guard line.count <= PersonalAddress.longestLine, flat.count <= PersonalAddress.longestFlat else {
            form.fail(RecipientFailure.addressTooLong)
            return nil
        }
        if case .house(let match) = addresses.resolve(line),
            let found = PersonalAddress(match, flat: flat, in: form.town.profile.languages.first ?? .polish)
        {
            return found
        }
        return PersonalAddress(line: line, flat: flat)
    }

    private mutating func contacts() -> RecipientContacts {
        let failuresBefore = form.failures.count
        let contacts = RecipientContacts(
            email: form.optional(typed.email) { text throws(EmailAddressFailure) in try EmailAddress(typed: text) },
            phone: form.optionalPhone(typed.phone),
            eDelivery: form.optional(typed.eDelivery) { text throws(EDeliveryAddressFailure) in
                try EDeliveryAddress(typed: text)
            },
            ePUAP: form.optional(typed.ePUAP) { text throws(EDeliveryAddressFailure) in try EPUAPAddress(typed: text) }
        )
        for channel in contacts.channels where !rules.channels.offered.contains(channel) {
            form.fail(RecipientFailure.channelNotOffered(channel))
        }
        if contacts.channels.isEmpty, form.failures.count == failuresBefore { form.fail(noContact) }
        return contacts
    }
}
