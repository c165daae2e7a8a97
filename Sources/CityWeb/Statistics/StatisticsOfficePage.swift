import CityDomain
import CityKit
import Hummingbird

/// Figures for the office, with questions that narrow them.
struct StatisticsOfficePage {
    let page: OfficePage
    let form: FormData
    let statistics: Statistics
    let tables: [StatisticsTable]
    /// The newest first.
    let years: [Int]
    /// Whether the reader is told of some reports only.
    let isLimited: Bool

    func response(_ visit: Visit) -> Response {
        let words = visit.words
        let lead = words(isLimited ? "statistics.lead.reach" : "statistics.lead.office")
        let counting: HTML? =
            statistics.isCounting
            ? Notice(
                kind: .information,
                title: words("statistics.counting.title"),
                text: "\(words("statistics.counting"))"
            ).html : nil
        let none: HTML? =
            statistics.total == .count(0) ? "<p class=\"muted\">\(words("statistics.none"))</p>\n" : nil
        return page.response(
            visit,
            """
            \(PageHead(title: page.title, lead: lead))
            \(filters(visit))
            <p class="row">\(files(visit))</p>
            \(counting)\(none)\(StatisticsView(statistics: statistics, tables: tables, words: words))
            """
        )
    }

    private func files(_ visit: Visit) -> HTML {
        let query = visit.request.uri.query.map { "?\($0)" } ?? ""
        let links = [("csv", "file"), ("pdf", "paper")].map { name, path in
            Link(visit.words("statistics.\(name)"), to: visit.path("office/statistics/\(path)\(query)"))
        }
        return links.html { "\($0) " }
    }

    private func filters(_ visit: Visit) -> Filters {
        let (words, town) = (visit.words, visit.town)
        let periods = [StatisticsPeriod.lastTwelve] + years.map(StatisticsPeriod.year) + [.all]
        func name(_ period: StatisticsPeriod) -> String {
            if case .year(let year) = period { "\(year)" } else { words("statistics.period.\(period.word)") }
        }
        return Filters(
            action: visit.path("office/statistics"),
            label: words("statistics.filter"),
            fields: [
                field("period", periods.map { ($0.word, name($0)) }, StatisticsPeriod(form["period"]).word, words),
                field(
                    "category",
                    any("category", words) + town.categories.map { ($0.id.rawValue, words($0.name)) },
                    form["category"],
                    words
                ),
                field(
                    "unit",
                    any("unit", words) + town.units.map { ($0.id.rawValue, words($0.name)) },
                    form["unit"],
                    words
                ),
                field(
                    "kind",
                    any("kind", words) + ReportKind.allCases.map { ($0.rawValue, words("report.kind.\($0.rawValue)")) },
                    form["kind"],
                    words
                ),
            ],
            button: words("statistics.show")
        )
    }

    private func any(_ name: String, _ words: Words) -> [(String, String)] { [("", words("statistics.any.\(name)"))] }

    private func field(_ name: String, _ options: [(String, String)], _ selected: String, _ words: Words) -> Field {
        Field(
            name: name,
            label: words("statistics.filter.\(name)"),
            control: .select(
                Select(options: options.map { Select.Option(value: $0.0, words: $0.1) }, selected: selected)
            ),
            labelStyle: .unseen
        )
    }
}
