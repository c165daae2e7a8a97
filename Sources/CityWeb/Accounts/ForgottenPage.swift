import CityDomain
import CityKit
import Hummingbird

/// Asks for the address of an account whose password was forgotten.
struct ForgottenPage {
    var email = ""
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let field = Field(
            name: "email",
            label: words("register.email"),
            error: errors["email"],
            control: .line(TextLine(value: email, kind: .email, autocomplete: .email))
        )
        return AccountForm(
            title: words("account.forgotten.title"),
            lead: words("account.forgotten.lead"),
            action: visit.path("account/forgotten"),
            fields: "\(field)\(Button(words: words("account.forgotten.button")))",
            errors: errors,
            reach: .open
        ).response(visit)
    }
}
