import CityDomain
import CityKit
import Hummingbird

/// Changes the password of an account.
struct PasswordPage {
    var errors = ErrorFields.none
    /// Whether the error is of the old password.
    var isOldWrong = false

    func response(_ visit: Visit, of signed: SignInResident.Signed) -> Response {
        signed.resident.hasPassword ? change(visit) : firstPassword(visit, signed.profile.email)
    }

    /// An account that a service opened gets its first password the way a forgotten one is replaced.
    private func firstPassword(_ visit: Visit, _ email: EmailAddress) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("account.change.password"),
            lead: words("account.password.none"),
            back: Link(words("page.back"), to: visit.path("account")),
            action: visit.path("account/forgotten"),
            hidden: [("email", email.text)],
            fields: Button(words: words("account.password.letter")).html
        ).response(visit)
    }

    private func change(_ visit: Visit) -> Response {
        let words = visit.words
        let old = PasswordField(
            name: "old",
            label: words("account.password.old"),
            error: isOldWrong ? errors["password"] : nil,
            autocomplete: .currentPassword
        )
        let new = PasswordField(
            name: "password",
            label: words("account.password.new"),
            hint: words("register.password.hint"),
            error: isOldWrong ? nil : errors["password"],
            autocomplete: .newPassword
        )
        return AccountForm(
            title: words("account.change.password"),
            lead: words("account.password.lead"),
            back: Link(words("page.back"), to: visit.path("account")),
            action: visit.path("account/password"),
            fields: "\(old.html(words))\(new.html(words))\(Button(words: words("account.password.button")))",
            errors: errors
        ).response(visit)
    }
}
