import CityDomain
import CityKit
import Hummingbird

/// Everybody of the office: who, which roles, whether they can sign in.
struct StaffListPage {
    let page: OfficePage
    let people: [ManageStaff.Person]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let head = PageHead(
            title: page.title,
            lead: words("staff.lead"),
            action: LinkButton(Link(words("staff.new"), to: visit.path("office/staff/new")), size: .small).html
        )
        let table = QueueTable(
            caption: page.title,
            columns: ["person", "roles", "standing"].map { words("staff.column.\($0)") },
            rows: people.map { row($0, visit) }
        )
        return page.response(visit, "\(head)\n\(table)")
    }

    private func row(_ person: ManageStaff.Person, _ visit: Visit) -> QueueTable.Row {
        let words = visit.words
        let unit = person.rights.unit.flatMap(visit.town.unit).map { " · \(words($0.name))" } ?? ""
        return QueueTable.Row(
            head: person.name.text,
            note: person.login.text + unit,
            href: visit.path("office/staff/\(person.id)"),
            cells: [
                QueueTable.Cell(markup: GrantList(grants: person.rights.grants, visit: visit).html),
                QueueTable.Cell(words("staff.standing.\(person.standing.rawValue)")),
            ]
        )
    }
}
