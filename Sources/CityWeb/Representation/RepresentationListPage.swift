import CityDomain
import CityKit
import Hummingbird

/// The requests to act for others that wait for the office. What was decided stands on the page of the account.
struct RepresentationListPage {
    let page: OfficePage
    let waiting: [DecideRepresentation.Opened]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let isRule = visit.town.accounts?.representation != nil
        let none = words(isRule ? "representation.desk.none" : "representation.failure.notOffered")
        let table = QueueTable(
            caption: page.title,
            columns: ["represented", "kind", "actor"].map { words("representation.\($0)") },
            rows: waiting.map { row($0, visit) }
        )
        let list: HTML = waiting.isEmpty ? "<p class=\"muted\">\(none)</p>" : table.html
        return page.response(
            visit,
            """
            \(BackLink(words("residents.title"), to: visit.path("office/residents")))
            \(PageHead(title: page.title, lead: words("representation.desk.lead")))
            \(list)
            """
        )
    }

    private func row(_ opened: DecideRepresentation.Opened, _ visit: Visit) -> QueueTable.Row {
        let (words, open) = (visit.words, opened.open)
        return QueueTable.Row(
            head: open.details.represented.words,
            note: visit.moment(open.representation.askedAt),
            href: visit.path("office/representations/\(open.representation.id)"),
            cells: [
                QueueTable.Cell(words(open.representation.kind.text)),
                QueueTable.Cell(opened.profile.name, note: words(opened.verification.text)),
            ]
        )
    }
}
