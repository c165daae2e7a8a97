import CityDomain
import CityKit
import Hummingbird

/// A clerk writes somebody down who asked for it (RC-07).
struct EnterRecipientPage {
    let page: OfficePage
    let rules: RecipientRules
    let form: RecipientForm
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let fields = RecipientFields(form: form, errors: errors, rules: rules)
        let content = Form(action: visit.path("office/recipients/new")).html(
            """
            \(fields.person(visit))
            \(fields.language(visit))
            <h2>\(words("recipient.contacts"))</h2>
            \(fields.contacts(words))
            \(fields.codeChannel(words))
            \(fields.consent("recipient.consent.asked", visit))
            \(Button(words: words("recipient.new.button")))
            """
        )
        return page.response(
            visit,
            """
            \(BackLink(words("recipient.title"), to: visit.path("office/recipients")))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("recipient.new.lead")))
            <div class="measure">\(content)</div>
            """
        )
    }
}
