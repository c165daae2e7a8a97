import CityDomain
import CityKit
import Hummingbird

/// What everybody of the office sees of their own account.
struct OwnAccountPage {
    let page: OfficePage

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let staff = page.signed.staff
        let rights = OfficeRight.allCases.filter(staff.rights.have).map { words($0.text) }
        let allowed: HTML =
            rights.isEmpty
            ? HTML(text: words("ownAccount.nothing"))
            : "<ul>\n\(rights.html { "<li>\($0)</li>\n" })</ul>"
        let unit = staff.rights.unit.flatMap(visit.town.unit).map { words($0.name) } ?? words("staff.office")
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: words("ownAccount.lead")))
            \(FactList(rows: [
                CheckList.Row(question: words("staff.field.name"), answer: HTML(text: page.signed.name.text)),
                CheckList.Row(question: words("staff.field.unit"), answer: HTML(text: unit)),
                CheckList.Row(
                    question: words("staff.column.roles"),
                    answer: GrantList(grants: staff.rights.grants, visit: visit).html
                ),
                CheckList.Row(question: words("ownAccount.rights"), answer: allowed),
            ]))
            """
        )
    }
}
