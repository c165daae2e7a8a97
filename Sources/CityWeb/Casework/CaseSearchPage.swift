import CityDomain
import CityKit
import Hummingbird

/// The cases that a search of the office found.
struct CaseSearchPage {
    let page: OfficePage
    let found: SearchCases.Found

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let list: HTML =
            found.cases.isEmpty
            ? EmptyState(title: words("search.empty.title"), text: words("search.empty.text")).html : table(visit).html
        let cut: HTML? = found.isCut ? "<p class=\"muted\">\(words("search.cut"))</p>" : nil
        return page.response(
            visit,
            """
            \(BackLink(words("office.back"), to: visit.path("office")))
            \(PageHead(title: page.title, lead: page.search))
            \(list)\(cut)
            """
        )
    }

    private func table(_ visit: Visit) -> QueueTable {
        let words = visit.words
        return QueueTable(
            caption: page.title,
            columns: ["report", "received", "status"].map { words("search.column.\($0)") },
            rows: found.cases.map { found in
                let category = visit.town.category(found.category).map { words($0.name) } ?? found.category.rawValue
                return QueueTable.Row(
                    head: found.title,
                    note: [found.number.description, category, found.address].compactMap(\.self)
                        .joined(separator: " · "),
                    href: visit.path("office/reports/\(found.number.path)"),
                    cells: [
                        QueueTable.Cell(visit.moment(found.receivedAt)),
                        QueueTable.Cell(
                            markup: StatusTag(found.status.look, words(visit.status(found.status, of: found.category)))
                                .html
                        ),
                    ]
                )
            }
        )
    }
}
