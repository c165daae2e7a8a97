import CityDomain
import CityKit
import Hummingbird

/// The form by which somebody asks to be written to by the town (RC-02, RC-08).
struct SubscribePage {
    let rules: RecipientRules
    var form = RecipientForm()
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RecipientFields(form: form, errors: errors, rules: rules)
        return AccountForm(
            title: words("subscribe.title"),
            lead: words("subscribe.lead", ["town": .words(words(visit.town.profile.name))]),
            action: visit.path("messages/register"),
            fields: """
                \(fields.person(visit))
                <h2>\(words("recipient.contacts"))</h2>
                <p>\(words("recipient.contacts.text"))</p>
                \(fields.contacts(words))
                \(fields.codeChannel(words))
                \(fields.consent("subscribe.consent", visit))
                \(Button(words: words("subscribe.button")))
                """,
            ways: [Link(words("subscribe.code"), to: visit.path("messages/code"))],
            errors: errors,
            reach: .open
        ).response(visit)
    }
}
