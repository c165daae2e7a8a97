import CityDomain
import CityKit
import Hummingbird

/// Asks for the password that was chosen, and makes the account.
struct ActivatePage {
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let password = PasswordField(
            name: "password",
            label: words("activate.password"),
            error: errors["password"],
            autocomplete: .currentPassword
        )
        return AccountForm(
            title: words("activate.title"),
            lead: words("activate.lead"),
            action: visit.ownPath,
            fields: "\(password.html(words))\(Button(words: words("activate.button")))",
            errors: errors
        ).response(visit)
    }
}
