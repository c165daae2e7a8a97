import CityDomain
import CityKit
import Hummingbird

/// Shows the recovery codes of a factor that was just set up, once.
struct RecoveryCodesPage {
    let codes: [RecoveryCode]
    /// Where one goes on to.
    let path: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list = codes.html { "<li><code class=\"by-hand\">\($0.text)</code></li>\n" }
        return PublicPage(title: words("recovery.title"), robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            <h1>\(words("recovery.title"))</h1>
            <p>\(words("recovery.lead"))</p>
            <ol class="recovery-codes">
            \(list)</ol>
            <p>\(words("recovery.once"))</p>
            <p>\(LinkButton(Link(words("recovery.on"), to: visit.path(path))))</p>
            </div>
            """
        )
    }
}
