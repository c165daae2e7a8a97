import CityDomain
import CityKit
import Hummingbird

/// The form of a new account.
struct RegisterPage {
    var form = Registration()
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(title: words("register.title"), section: .account, isFaulty: !errors.isEmpty)
        return page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("register.title"))</h1>
            <p>\(words("register.lead"))</p>
            \(Form(action: visit.path("account/register")).html("\(fields(visit))\(Button(words: words("register.button")))"))
            <p>\(Link(words("register.signIn"), to: visit.path("account/sign-in")))</p>
            </div>
            """
        )
    }

    private func fields(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            \(field("givenName", .line(TextLine(value: form.givenName, autocomplete: .givenName)), words))
            \(field("surname", .line(TextLine(value: form.surname, autocomplete: .familyName)), words))
            \(field("email", .line(TextLine(value: form.email, kind: .email, autocomplete: .email)), words))
            \(Field(
                name: "phone",
                label: words("register.phone"),
                hint: words("register.phone.hint"),
                error: errors["phone"],
                optional: words("form.optional"),
                control: .line(TextLine(value: form.phone, kind: .phone, width: .half, autocomplete: .tel))
            ))
            \(PasswordField(name: "password", label: words("register.password"), hint: words("register.password.hint"),
                error: errors["password"], autocomplete: .newPassword).html(words))
            \(consents(visit))
            """
    }

    private func field(_ name: String, _ control: Field.Control, _ words: Words) -> Field {
        let hint = name == "email" ? words("register.email.hint") : nil
        return Field(name: name, label: words("register.\(name)"), hint: hint, error: errors[name], control: control)
    }

    private func consents(_ visit: Visit) -> HTML {
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
        return "<p class=\"small\">\(words("register.truth"))</p>\(age)\(terms)"
    }
}

/// A password with the switch that shows it.
struct PasswordField {
    let name: String
    let label: String
    var hint: String?
    let error: String?
    let autocomplete: Autocomplete

    func html(_ words: Words) -> HTML {
        Field(
            name: name,
            label: label,
            hint: hint,
            error: error,
            control: .line(
                TextLine(
                    kind: .password,
                    autocomplete: autocomplete,
                    reveal: TextLine.Reveal(show: words("signIn.show"), hide: words("signIn.hide"))
                )
            )
        ).html
    }
}

/// Says that a letter is on its way, whether there is an account or not.
struct LetterSentPage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("letterSent.title"), section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(words("letterSent.title"))</h1>
            <p>\(words("letterSent.text"))</p>
            <p>\(words("letterSent.late"))</p>
            </div>
            """
        )
    }
}

/// Asks for the password that was chosen, and makes the account.
struct ActivatePage {
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let page = PublicPage(
            title: words("activate.title"),
            section: .account,
            robots: .hidden,
            isFaulty: !errors.isEmpty
        )
        let password = PasswordField(
            name: "password",
            label: words("activate.password"),
            error: errors["password"],
            autocomplete: .currentPassword
        )
        return page.response(
            visit,
            status: errors.isEmpty ? .ok : .unprocessableContent,
            """
            <div class="measure stack">\(errors.summary)
            <h1>\(words("activate.title"))</h1>
            <p>\(words("activate.lead"))</p>
            \(Form(action: visit.ownPath).html("\(password.html(words))\(Button(words: words("activate.button")))"))
            </div>
            """
        )
    }
}
