import CityDomain
import CityKit
import Hummingbird

/// Old and new names side by side.
struct RenamedStreetsPage {
    let streets: RenamedStreets
    /// From 1.
    let page: Int

    private static let pageSize = 50

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("renamed.title")).response(
            visit,
            """
            \(PageHead(title: words("renamed.title"), lead: words("renamed.lead")))
            <div class="stack">
            \(streets.isSample ? SampleNotice(visit: visit) : nil)
            \(SearchForm(
                action: visit.path("renamed-streets"),
                name: "q",
                label: words("renamed.search"),
                value: streets.query,
                button: words("address.search.button")
            ))
            \(list(visit))
            </div>
            """
        )
    }

    private func list(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !streets.rows.isEmpty else {
            let key = streets.query.isEmpty ? "empty" : "none"
            return EmptyState(title: words("renamed.\(key).title"), text: words("renamed.\(key).text")).html
        }
        let last = (streets.rows.count + Self.pageSize - 1) / Self.pageSize
        let page = min(max(page, 1), last)
        let start = (page - 1) * Self.pageSize
        let shown = streets.rows[start..<min(streets.rows.count, start + Self.pageSize)]
        let table = QueueTable(
            caption: words("renamed.title"),
            columns: [words("renamed.new"), words("renamed.old"), words("renamed.since")],
            rows: shown.map { row($0, visit) }
        )
        let pages = last == 1 ? nil : pagination(page, of: last, visit)
        return """
            \(map(visit))\(table)\(pages)
            <p class="small">\(Link(words("renamed.file"), to: visit.path(path("renamed-streets.csv", page: nil))))</p>
            """
    }

    /// All that were found, not those of this page alone; nothing where the place of none is known.
    private func map(_ visit: Visit) -> HTML? {
        guard streets.rows.contains(where: { $0.point != nil }) else { return nil }
        let words = visit.words
        let said: [(StaticString, String)] = [
            ("data-zoom-in", "map.zoomIn"), ("data-zoom-out", "map.zoomOut"), ("data-many", "renamed.map.many"),
            ("data-open", "renamed.map.old"), ("data-failed", "map.failed"),
        ]
        return MapFrame(
            visit: visit,
            look: "streets",
            label: words("renamed.map"),
            tiles: visit.tiles,
            content: """
                 data-streets="\(visit.path(path("renamed-streets.geojson", page: nil)))" \
                data-report="\(visit.path("addresses?q="))" data-icons="\(Asset.address("icons.svg"))"
                """,
            said: said.html { .attribute($0.0, words($0.1)) }
        ).html
    }

    private func row(_ row: RenamedStreets.Row, _ visit: Visit) -> QueueTable.Row {
        let since = row.former.until?.words(in: visit.language) ?? visit.words("renamed.unknownDay")
        let why = [row.former.decision, row.former.reason].compactMap(\.self).joined(separator: " · ")
        return QueueTable.Row(
            head: row.now.full,
            note: row.settlement.name[visit.language],
            href: visit.path("addresses?q=\(row.now.full.escapedInQuery)"),
            cells: [
                QueueTable.Cell(labelled: row.former.full),
                QueueTable.Cell(labelled: since, note: why.isEmpty ? nil : why),
            ]
        )
    }

    private func pagination(_ page: Int, of last: Int, _ visit: Visit) -> Pagination {
        let words = visit.words
        return Pagination(
            label: words("page.pages"),
            position: "\(page) / \(last)",
            previous: page == 1
                ? nil : Link(words("renamed.before"), to: visit.path(path("renamed-streets", page: page - 1))),
            next: page == last
                ? nil : Link(words("reports.further"), to: visit.path(path("renamed-streets", page: page + 1)))
        )
    }

    private func path(_ name: String, page: Int?) -> String {
        let pairs = [
            streets.query.isEmpty ? nil : "q=\(streets.query.escapedInQuery)", page.map { "page=\($0)" },
        ].compactMap(\.self)
        return pairs.isEmpty ? name : "\(name)?\(pairs.joined(separator: "&"))"
    }
}
