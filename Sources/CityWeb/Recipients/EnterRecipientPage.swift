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
