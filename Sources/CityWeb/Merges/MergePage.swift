import CityDomain
import CityKit
import Hummingbird

/// Asks, behind the link of a letter, whether the account and another one may become one.
struct MergePage {
    let part: MergeAccounts.Part

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return AccountForm(
            title: words("account.merge.title"),
            lead: words(part == .stays ? "account.merge.stays" : "account.merge.goes"),
            action: visit.ownPath,
            fields: Button(words: words("account.merge.button")).html
        ).response(visit)
    }
}
