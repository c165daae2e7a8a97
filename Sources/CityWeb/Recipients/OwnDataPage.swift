import CityDomain
import CityKit
import Hummingbird

/// Corrects the own data.
struct OwnDataPage {
    let rules: RecipientRules
    let form: RecipientForm
    /// What is changed; another profile by now is not overwritten.
    let seen: Sealed<RecipientProfile>
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RecipientFields(form: form, errors: errors, rules: rules)
        return AccountForm(
            title: words("messages.data.title"),
            lead: words("messages.data.lead"),
            back: Link(words("page.back"), to: visit.path("messages")),
            action: visit.path("messages/data"),
            hidden: [seen.hiddenField],
            fields: """
                \(fields.person(visit))
                \(fields.language(visit))
                \(fields.contacts(words))
                \(Button(words: words("account.save")))
                """,
            errors: errors
        ).response(visit)
    }
}
