import CityDomain
import CityKit
import Hummingbird

/// What remains of a service that the town ends: what is read, finished, taken along and deleted, and where to turn.
struct ClosingPage {
    let rule: ClosingRule

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let title = words("closing.title")
        let first = words(
            visit.town.isClosed(on: visit.today) ? "closing.lead.closed" : "closing.lead.open",
            ["day": .date(rule.from)]
        )
        let links = links(visit).html { text, link in "<li>\(text) \(link)</li>\n" }
        return PublicPage(title: title).response(
            visit,
            """
            <div class="measure stack">
            \(PageHead(title: title, lead: first))
            <p>\(words("closing.finish"))</p>
            <ul class="bullets">
            \(links)</ul>
            <p>\(words("closing.contact")) \(ContactFacts.mail(visit.town.profile.office.email))</p>
            </div>
            """
        )
    }

    private func links(_ visit: Visit) -> [(String, Link)] {
        let words = visit.words
        let accounts =
            visit.town.accounts == nil
            ? []
            : [
                (words("closing.download"), Link(words("closing.download.link"), to: visit.path("account/download"))),
                (words("closing.erase"), Link(words("closing.erase.link"), to: visit.path("account/erase"))),
            ]
        let data =
            visit.town.profile.openData == nil
            ? [] : [(words("closing.data"), Link(words("footer.openData"), to: visit.path("open-data")))]
        return [
            (words("closing.archive"), Link(words("nav.reports"), to: visit.path("reports"))),
            (words("closing.status"), Link(words("nav.status"), to: visit.path("status"))),
        ] + accounts + data
    }
}

extension ServiceBar {
    /// Says that the service ends; nil where it goes on.
    init?(_ town: Municipality, _ words: Words, page: String, on today: CivilDate) {
        guard let closing = town.closing else { return nil }
        let text = words(
            town.isClosed(on: today) ? "closing.bar.closed" : "closing.bar.open",
            ["day": .date(closing.from)]
        )
        self.init(
            label: words("closing.bar"),
            headline: words("closing.bar.headline"),
            text: text,
            link: Link(words("closing.bar.link"), to: page),
            state: .closing
        )
    }
}
