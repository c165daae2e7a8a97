import CityDomain
import CityKit
import Hummingbird

/// Says what became of the answer.
struct MergedPage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let isWaiting = (try? visit.query())?["waiting"] == "1"
        let title = words(isWaiting ? "account.merged.waiting.title" : "account.merged.title")
        let text = words(isWaiting ? "account.merged.waiting.text" : "account.merged.text")
        let signIn: HTML? =
            isWaiting ? nil : LinkButton(Link(words("account.signIn.button"), to: visit.path("account/sign-in"))).html
        return PublicPage(title: title, section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(title)</h1>
            <p>\(text)</p>
            \(signIn)
            </div>
            """
        )
    }
}
