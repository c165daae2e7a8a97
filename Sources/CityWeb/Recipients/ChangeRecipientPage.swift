import CityDomain
import CityKit
import Hummingbird

/// A clerk corrects the data of a recipient.
struct ChangeRecipientPage {
    let page: OfficePage
    let rules: RecipientRules
    let form: RecipientForm
    /// What is changed; another profile by now is not overwritten.
    let seen: Sealed<RecipientProfile>
    let errors: ErrorFields

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let place = "office/recipients/\(visit.recipientID)"
        let fields = RecipientFields(form: form, errors: errors, rules: rules)
        let content = Form(action: visit.path("\(place)/data"), hidden: [seen.hiddenField]).html(
            """
            \(fields.person(visit))
            \(fields.language(visit))
            \(fields.contacts(words))
            \(Button(words: words("account.save")))
            """
        )
        return page.response(
            visit,
            """
            \(BackLink(words("page.back"), to: visit.path(place)))
            \(errors.summary)
            \(PageHead(title: page.title, lead: words("recipient.change.lead")))
            <div class="measure">\(content)</div>
            """
        )
    }
}
