import CityDomain
import CityKit
import Hummingbird

/// Asks for the rest of an account whose owner a service vouches for.
struct CompletePage {
    let identity: ProvedIdentity
    var form: RegistrationForm
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RegistrationFields(form: form, errors: errors)
        return AccountForm(
            title: words("complete.title"),
            lead: words("complete.lead", ["email": .words(identity.email ?? "")]),
            action: visit.path("account/complete"),
            fields: """
                \(fields.names(words))
                \(fields.phone(words))
                \(fields.ageGroup(visit))
                \(fields.consents(visit))
                \(Button(words: words("register.button")))
                """,
            errors: errors
        ).response(visit)
    }
}
