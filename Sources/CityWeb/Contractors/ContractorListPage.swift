import CityDomain
import CityKit
import Hummingbird

/// All contractors of the town.
struct ContractorListPage {
    let page: OfficePage
    let contractors: [OpenContractor]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let head = PageHead(
            title: page.title,
            lead: words("contractor.lead"),
            action: LinkButton(Link(words("contractor.new"), to: visit.path("office/contractors/new")), size: .small)
                .html
        )
        let table = QueueTable(
            caption: page.title,
            columns: ["name", "reach", "state"].map { words("contractor.column.\($0)") },
            rows: contractors.map { row($0, visit) }
        )
        let list: HTML = contractors.isEmpty ? "<p class=\"muted\">\(words("contractor.none"))</p>" : table.html
        return page.response(visit, "\(head)\n\(list)")
    }

    private func row(_ open: OpenContractor, _ visit: Visit) -> QueueTable.Row {
        let (words, contractor) = (visit.words, open.contractor)
        let units = contractor.units.map { visit.name(of: $0) }.sorted()
        let categories = contractor.categories.map { id in
            visit.town.category(id).map { words($0.name) } ?? id.rawValue
        }.sorted()
        let reach = (units + categories).joined(separator: ", ")
        let state = open.details == nil ? "erased" : contractor.closedAt == nil ? "open" : "closed"
        return QueueTable.Row(
            head: open.details?.name ?? words("contractor.erased"),
            note: open.details?.email.text ?? "",
            href: open.details == nil ? nil : visit.path("office/contractors/\(contractor.id)"),
            cells: [
                QueueTable.Cell(reach.isEmpty ? words("contractor.reach.all") : reach),
                QueueTable.Cell(words("contractor.state.\(state)")),
            ]
        )
    }
}
