import CityDomain
import CityKit
import Hummingbird

/// The form of a new account.
struct RegisterPage {
    var form = RegistrationForm()
    var errors = ErrorFields.none
    /// Whether a service said who it is but vouches for no address, so that a letter has to.
    var isUnproved = false

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("register.title"),
            lead: words("register.lead"),
            before: isUnproved ? unproved(words) : nil,
            action: visit.path("account/register"),
            fields: fields(visit),
            ways: [Link(words("register.signIn"), to: visit.path("account/sign-in"))],
            after: ServiceLinks.ofResidents(visit).html,
            errors: errors,
            reach: .open
        ).response(visit)
    }

    private func unproved(_ words: Words) -> HTML {
        Notice(
            kind: .information,
            title: words("register.unproved.title"),
            text: HTML(text: words("register.unproved.text"))
        ).html
    }

    private func fields(_ visit: Visit) -> HTML {
        let words = visit.words
        let fields = RegistrationFields(form: form, errors: errors)
        let email = Field(
            name: "email",
            label: words("register.email"),
            hint: words("register.email.hint"),
            error: errors["email"],
            control: .line(TextLine(value: form.email, kind: .email, autocomplete: .email))
        )
        let password = PasswordField(
            name: "password",
            label: words("register.password"),
            hint: words("register.password.hint"),
            error: errors["password"],
            autocomplete: .newPassword
        )
        return """
            \(fields.names(words))
            \(email)
            \(fields.phone(words))
            \(password.html(words))
            \(fields.ageGroup(visit))\(fields.guardian(visit))
            \(fields.consents(visit))
            \(Button(words: words("register.button")))
            """
    }
}
