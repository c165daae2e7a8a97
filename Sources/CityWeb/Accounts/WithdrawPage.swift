import CityDomain
import CityKit
import Hummingbird

/// Lets a guardian take the consent back, behind the link of a letter.
struct WithdrawPage {
    /// Of the young person.
    let profile: ResidentProfile

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("guardian.withdraw.title"),
            lead: words("guardian.withdraw.lead", ["person": .words(profile.name)]),
            action: visit.ownPath,
            fields: Button(words: words("guardian.withdraw.button"), look: .danger).html
        ).response(visit)
    }
}
