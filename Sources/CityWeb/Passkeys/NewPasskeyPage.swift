import CityDomain
import CityKit
import Hummingbird

/// Names a passkey and lets the browser make it.
struct NewPasskeyPage {
    let page: OfficePage
    let request: PasskeyRequest
    /// What was typed before.
    var name: String?
    var errors = ErrorFields.none

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let form = PasskeyForm(
            request: request,
            action: visit.path("office/account/passkeys/new"),
            button: Button(words: words("passkey.make")),
            name: PasskeyForm.nameField(typed: name, error: errors["name"], visit),
            error: errors["passkey"]
        )
        return page.response(
            visit,
            """
            \(BackLink(words("ownAccount.title"), to: visit.path("office/account")))
            \(errors.summary)\(PageHead(title: page.title, lead: words("passkey.new.lead")))
            <div class="measure stack">
            \(form.html(visit))
            <p data-without-passkey>\(words("passkey.missing"))</p>
            </div>
            """
        )
    }
}
