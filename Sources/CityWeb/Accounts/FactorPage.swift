import CityDomain
import CityKit
import Hummingbird

/// Asks a member of the office for the second factor before it changes.
struct FactorPage {
    let page: OfficePage
    let lead: String
    let fields: FactorFields

    func response(_ visit: Visit) -> Response {
        page.response(
            visit,
            """
            \(BackLink(visit.words("ownAccount.title"), to: visit.path("office/account")))
            \(fields.errors.summary)\(PageHead(title: page.title, lead: lead))
            <div class="measure stack">
            \(fields.html(visit))
            </div>
            """
        )
    }
}
