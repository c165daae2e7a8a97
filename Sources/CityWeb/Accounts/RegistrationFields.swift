import CityDomain
import CityKit

/// The fields that the forms of new accounts and profiles share.
struct RegistrationFields {
    let form: RegistrationForm
    let errors: ErrorFields

    func names(_ words: Words) -> HTML {
        """
        \(field("givenName", TextLine(value: form.givenName, autocomplete: .givenName), words))
        \(field("surname", TextLine(value: form.surname, autocomplete: .familyName), words))
        """
    }

    private func field(_ name: String, _ line: TextLine, _ words: Words) -> Field {
        Field(name: name, label: words("register.\(name)"), error: errors[name], control: .line(line))
    }

    func phone(_ words: Words) -> Field {
        Field(
            name: "phone",
            label: words("register.phone"),
            hint: words("register.phone.hint"),
            error: errors["phone"],
            optional: words("form.optional"),
            control: .line(TextLine(value: form.phone, kind: .phone, width: .half, autocomplete: .tel))
        )
    }

    /// How old the person is, where a rule asks for guardians.
    func ageGroup(_ visit: Visit) -> HTML? {
        let words = visit.words
        return visit.town.accounts?.guardian.map { rule in
            Choices(
                name: "ageGroup",
                legend: words("register.ageGroup"),
                error: errors["ageGroup"],
                choices: AgeGroup.allCases.map { group in
                    Choices.Choice(
                        value: group.rawValue,
                        words: words("register.ageGroup.\(group.rawValue)", ["age": .number(rule.under)])
                    )
                },
                selected: [form.ageGroup?.rawValue ?? ""]
            ).html
        }
    }

    /// Whom to ask about somebody who is too young to agree alone.
    func guardian(_ visit: Visit) -> HTML? {
        let words = visit.words
        guard let rule = visit.town.accounts?.guardian else { return nil }
        let lines: [(String, TextLine)] = [
            ("guardianName", TextLine(value: form.guardianName)),
            ("guardianEmail", TextLine(value: form.guardianEmail, kind: .email)),
        ]
        return lines.html { name, line in
            Field(
                name: name,
                label: words("register.\(name)"),
                hint: words("register.guardian.hint", ["age": .number(rule.under)]),
                error: errors[name],
                optional: words("form.optional"),
                control: .line(line)
            ).html
        }
    }

    /// The warning of false data, what consent is for, the age and the regulation.
    func consents(_ visit: Visit) -> HTML {
        let words = visit.words
        let version = visit.town.regulation(on: visit.today)
        let age = visit.town.reports.minimumAge.map { minimum in
            Consent(
                name: "age",
                words: words("report.age.declare", ["count": .number(minimum.years)]),
                error: errors["age"],
                state: form.declaresAge ? .given : .open
            )
        }
        let terms = Consent(
            name: "terms",
            words: words("register.terms"),
            documents: [
                Link(
                    words("report.terms.regulation", ["date": .date(version?.effective ?? visit.today)]),
                    to: visit.path("regulation")
                ), Link(words("report.terms.privacy"), to: visit.path("privacy")),
            ],
            error: errors["terms"],
            value: version?.version ?? "",
            state: !form.termsVersion.isEmpty && form.termsVersion == version?.version ? .given : .open
        )
        return "<p class=\"small\">\(words("register.truth"))</p>\(purposes(visit))\(age)\(terms)"
    }

    /// What the data may be used for because their owner gives them (GDPR article 7).
    private func purposes(_ visit: Visit) -> HTML? {
        let words = visit.words
        let consented = visit.town.purposes.filter { $0.bases.contains(.consent) }
        guard !consented.isEmpty else { return nil }
        let list = consented.html { "<li>\(words.purpose(of: $0))</li>\n" }
        return """
            <div class="small">
            <p>\(words("register.consent"))</p>
            <ul class="bullets">
            \(list)</ul>
            <p>\(words("privacy.withdrawal"))</p>
            </div>
            """
    }
}
