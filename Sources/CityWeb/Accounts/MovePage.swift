import CityDomain
import CityKit
import Hummingbird

/// Asks, behind the link of a letter, whether the account may have another address.
struct MovePage {
    let email: EmailAddress

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("account.move.title"),
            lead: words("account.move.lead", ["email": .words(email.text)]),
            action: visit.ownPath,
            fields: Button(words: words("account.move.button")).html
        ).response(visit)
    }
}
