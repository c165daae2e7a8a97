import CityDomain
import CityKit
import Hummingbird

/// Says that a letter is on its way, whether there is an account or not.
struct LetterSentPage {
    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let isToGuardian = (try? visit.query())?["guardian"] == "1"
        return PublicPage(title: words("letterSent.title"), section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(words("letterSent.title"))</h1>
            <p>\(words(isToGuardian ? "letterSent.guardian" : "letterSent.text"))</p>
            <p>\(words("letterSent.late"))</p>
            </div>
            """
        )
    }
}
