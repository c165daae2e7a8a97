import CityDomain
import CityKit
import Hummingbird

/// Whether signing in to an account takes a second step, and by what.
struct SecondStepPage {
    let ways: ChangeFactors.Ways
    /// What was changed just now; empty for nothing.
    let done: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let key = ways.hasFactor ? "secondStep.on.lead" : "secondStep.off.lead"
        return PublicPage(title: words("secondStep.title"), section: .account, robots: .hidden).response(
            visit,
            """
            <div class="measure stack">
            \(BackLink(words("page.back"), to: visit.path("account")))
            \(notice(words))\(PageHead(title: words("secondStep.title"), lead: words(key)))
            \(ways.hasFactor ? factors(visit) : begin(visit))
            </div>
            """
        )
    }

    private func notice(_ words: Words) -> HTML? {
        let key = done == "off" ? "secondStep.done.off" : FactorCards.notice(of: done)
        return key.map { "\(Notice(kind: .success, title: words($0), text: ""))\n" }
    }

    private func begin(_ visit: Visit) -> HTML {
        let words = visit.words
        return """
            <p>\(words("secondStep.off.text"))</p>
            <p>\(LinkButton(Link(words("secondStep.on"), to: visit.path("account/second-step/on"))))</p>
            """
    }

    private func factors(_ visit: Visit) -> HTML {
        let words = visit.words
        let off = Link(words("secondStep.off"), to: visit.path("account/second-step/off"))
        return """
            \(FactorCards(ways: ways, path: "account/second-step").html(visit))
            <p>\(LinkButton(off, look: .quiet))</p>
            """
    }
}
