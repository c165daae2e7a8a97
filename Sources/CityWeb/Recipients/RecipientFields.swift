import CityDomain
import CityKit
import Hummingbird

/// The fields of a recipient, on the person's own form and on that of the office.
struct RecipientFields {
    let form: RecipientForm
    let errors: ErrorFields
    let rules: RecipientRules

    /// Names and what people are chosen by.
    func person(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            \(line("givenName", TextLine(value: form.givenName, autocomplete: .givenName), words))
            \(line("surname", TextLine(value: form.surname, autocomplete: .familyName), words))
            \(line("birthDate", TextLine(value: form.birthDate, kind: .date, width: .half, autocomplete: .birthday), words))
            \(sex(words))
            \(address(visit))
            \(line("flat", TextLine(value: form.flat, width: .short, autocomplete: .off), words))
            """
    }

    /// Where the person can be written to, as far as the town writes there.
    func contacts(_ words: Words) -> HTML {
        rules.channels.offered.filter(\.hasAddress).html { channel in
            let line =
                switch channel {
                case .email: TextLine(value: form.email, kind: .email, autocomplete: .email)
                case .sms: TextLine(value: form.phone, kind: .phone, width: .half, autocomplete: .tel)
                case .eDelivery: TextLine(value: form.eDelivery, width: .half, autocomplete: .off)
                case .ePUAP, .app: TextLine(value: form.ePUAP, width: .half, autocomplete: .off)
                }
            return Field(
                name: channel.field,
                label: words("recipient.\(channel.field)"),
                hint: words("recipient.\(channel.field).hint"),
                error: errors[channel.field],
                optional: words("form.optional"),
                control: .line(line)
            ).html
        }
    }

    /// Of what the person gets, where the town has several.
    func language(_ visit: Visit) -> HTML? {
        let languages = visit.town.profile.languages
        guard languages.count > 1 else { return nil }
        return Field(
            name: "language",
            label: visit.words("recipient.language"),
            control: .select(
                Select(
                    options: languages.map { Select.Option(value: $0.rawValue, words: $0.ownName) },
                    selected: (form.language ?? languages[0]).rawValue
                )
            )
        ).html
    }

    /// Where the code goes, where there is a choice.
    func codeChannel(_ words: Words) -> HTML? {
        let channels = rules.channels.offered.filter(\.hasAddress)
        guard channels.count > 1 else { return nil }
        return Choices(
            name: "codeChannel",
            legend: words("recipient.codeChannel"),
            hint: words("recipient.codeChannel.hint"),
            choices: channels.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [(form.codeChannel ?? channels[0]).rawValue],
            columns: .two
        ).html
    }

    /// The text that is agreed to, and the box.
    func consent(_ key: String, _ visit: Visit) -> HTML {
        let words = visit.words
        let consent = Consent(
            name: "consent",
            words: words(key),
            documents: [Link(words("report.terms.privacy"), to: visit.path("privacy"))],
            error: errors["consent"],
            value: rules.consent.version,
            state: form.consent == rules.consent.version ? .given : .open
        )
        return "<p class=\"small\">\(words(rules.consent.text))</p>\(consent)"
    }

    private func isRequired(_ detail: RecipientDetail) -> Bool {
        rules.registration.required?.contains(detail) == true
    }

    private func line(_ name: String, _ line: TextLine, _ words: Words) -> Field {
        let isOptional = name == "flat" || RecipientDetail(rawValue: name).map { !isRequired($0) } ?? false
        return Field(
            name: name,
            label: words("recipient.\(name)"),
            error: errors[name],
            optional: isOptional ? words("form.optional") : nil,
            control: .line(line)
        )
    }

    private func sex(_ words: Words) -> HTML {
        Choices(
            name: "sex",
            legend: words("recipient.sex"),
            error: errors["sex"],
            optional: isRequired(.sex) ? nil : words("form.optional"),
            choices: RecipientProfile.Sex.allCases.map { Choices.Choice(value: $0.rawValue, words: words($0.text)) },
            selected: [form.sex],
            columns: .two
        ).html
    }

    private func address(_ visit: Visit) -> HTML {
        Field(
            name: "address",
            label: visit.words("recipient.address"),
            hint: visit.words("recipient.address.hint"),
            error: errors["address"],
            optional: isRequired(.address) ? nil : visit.words("form.optional"),
            control: .line(TextLine(value: form.address, autocomplete: .off, suggestions: visit.addressSuggestions))
        ).html
    }
}

extension RecipientForm {
    /// What was typed.
    init(_ form: FormData, _ town: Municipality) {
        self.init()
        language = Language(rawValue: form["language"]).flatMap { town.profile.languages.contains($0) ? $0 : nil }
        givenName = form["givenName"]
        surname = form["surname"]
        birthDate = form["birthDate"]
        sex = form["sex"]
        address = form["address"]
        flat = form["flat"]
        email = form["email"]
        phone = form["phone"]
        eDelivery = form["eDelivery"]
        ePUAP = form["ePUAP"]
        codeChannel = MessageChannel(rawValue: form["codeChannel"])
        consent = form["consent"]
    }
}

extension Site {
    /// A visit to what is about messages from the town.
    ///
    /// - Throws: `RecipientFailure.noRegister`.
    func recipientVisit(_ request: Request, _ context: CityContext) throws -> (Visit, RecipientRules) {
        let visit = try visit(request, context)
        guard let rules = visit.town.recipients else { throw RecipientFailure.noRegister }
        return (visit, rules)
    }
}
