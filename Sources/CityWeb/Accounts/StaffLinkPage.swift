import CityDomain
import CityKit
import Hummingbird

/// Shows the link by which a person sets a password, once.
struct StaffLinkPage {
    let page: OfficePage
    let person: ID<Staff>
    let link: String

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let hours = Int(StaffInvitation.validity.components.seconds / 3_600)
        return page.response(
            visit,
            """
            \(BackLink(words("staff.link.back"), to: visit.path("office/staff/\(person)")))
            \(PageHead(title: page.title, lead: words("staff.link.lead", ["count": .number(hours)])))
            <div class="measure stack">
            <p><code class="by-hand" id="link">\(link)</code></p>
            <p>\(words("staff.link.once"))</p>
            </div>
            """
        )
    }
}
