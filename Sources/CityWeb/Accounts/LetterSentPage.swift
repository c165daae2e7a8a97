import CityDomain
import CityKit
import Hummingbird

/// Says that a letter is on its way, whether there is an account or not.
struct LetterSentPage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("letterSent.title"), section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(words("letterSent.title"))</h1>
            <p>\(words("letterSent.text"))</p>
            <p>\(words("letterSent.late"))</p>
            </div>
            """
        )
    }
}
