import CityDomain
import CityKit
import Hummingbird

/// Figures for everybody.
struct StatisticsPage {
    /// Nil while no month with reports is over.
    let statistics: Statistics?
    let tables: [StatisticsTable]
    /// The newest first.
    let years: [Int]

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        return PublicPage(title: words("statistics.title")).response(
            visit,
            """
            \(PageHead(title: words("statistics.title"), lead: words("statistics.lead.public")))
            \(statistics.map { figures($0, visit) } ?? none(visit))
            """
        )
    }

    private func none(_ visit: Visit) -> HTML { "<p class=\"muted\">\(visit.words("statistics.none.public"))</p>" }

    private func figures(_ statistics: Statistics, _ visit: Visit) -> HTML {
        let words = visit.words
        let (first, last) = (statistics.months.lowerBound, statistics.months.upperBound)
        let year = first.year
        let time = words(
            "statistics.time",
            [
                "from": .date(first.firstDay), "to": .date(last.lastDay),
            ]
        )
        let tabs: HTML? =
            years.count < 2
            ? nil
            : Tabs(
                label: words("statistics.years"),
                look: .chips,
                items: years.map { Tabs.Item(words: "\($0)", href: address($0, visit)) },
                current: address(year, visit)
            ).html
        return """
            <div class="stack">
            \(tabs)
            <p><b>\(time)</b></p>
            <p>\(words("statistics.small", ["least": .number(SmallGroups.least)]))</p>
            </div>
            \(StatisticsView(statistics: statistics, tables: tables, words: words))
            \(PageSection(id: "files", title: words("statistics.files"), content: files(year, visit)))
            """
    }

    private func address(_ year: Int, _ visit: Visit) -> String { visit.path("statistics?year=\(year)") }

    private func files(_ year: Int, _ visit: Visit) -> HTML {
        let links = [("csv", "statistics.csv?year=\(year)"), ("json", "api/v1/statistics?year=\(year)")]
        let items = links.html { name, path in
            "<li>\(Link(visit.words("statistics.\(name)"), to: visit.path(path)))</li>\n"
        }
        return "<ul class=\"bullets\">\n\(items)</ul>"
    }
}
