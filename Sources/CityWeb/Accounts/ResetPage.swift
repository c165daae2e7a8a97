import CityDomain
import CityKit
import Hummingbird

/// Asks for a new password, behind the link of a letter.
struct ResetPage {
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let password = PasswordField(
            name: "password",
            label: words("account.password.new"),
            hint: words("register.password.hint"),
            error: errors["password"],
            autocomplete: .newPassword
        )
        return AccountForm(
            title: words("account.reset.title"),
            lead: words("account.reset.lead"),
            action: visit.ownPath,
            fields: "\(password.html(words))\(Button(words: words("account.password.button")))",
            errors: errors
        ).response(visit)
    }
}
