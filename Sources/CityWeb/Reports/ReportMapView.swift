import CityDomain
import CityKit

/// A map of reports. Everything that it shows is said elsewhere on the page in words.
struct ReportMapView: Component {
    enum Kind {
        /// Beside the list. Where the map cannot ask for the same reports, it shows those of the page.
        case list(PublicQueryForm?, [ReportMap.Point])
        case one(ReportMap.Point)
        /// For the office, of a case that perhaps nobody else knows of: no other server learns of its place.
        case office(ReportMap.Point)
        /// Lets the reporter choose a point: fills the fields `latitude` and `longitude` of the page.
        case choice
    }

    let visit: Visit
    let kind: Kind

    var html: HTML {
        MapFrame(
            visit: visit,
            look: name,
            label: words(label),
            tiles: isOfOffice ? nil : visit.tiles,
            content: """
                 data-report="\(visit.path(place))" data-icons="\(Asset.address("icons.svg"))"\(details)\(reports)
                """,
            said: "\(said)\(statuses)",
            tools: tools
        ).html
    }

    private var isOfOffice: Bool { if case .office = kind { true } else { false } }

    /// Where the page of a report is.
    private var place: String { isOfOffice ? "office/reports/" : "reports/" }

    /// Where the script asks for the title of a report that everybody may read.
    private var details: HTML {
        isOfOffice ? .empty : .attribute("data-details", visit.path("api/v1/reports/"))
    }

    private func words(_ key: String) -> String { visit.words(key) }

    private var name: String {
        switch kind {
        case .list: "list"
        case .one, .office: "one"
        case .choice: "placing"
        }
    }

    private var label: String { if case .choice = kind { "map.choice.label" } else { "map.label" } }

    /// What the reporter presses; they stay where they are while the map moves below.
    private var tools: HTML {
        guard case .choice = kind else { return .empty }
        return """
            <div class="map-tools"><button class="button" type="button" data-place>\(Icon.report)\
            \(words("map.place"))</button><button class="button quiet" type="button" data-locate>\(Icon.locate)\
            \(words("map.locate"))</button><p class="map-said" role="status"></p></div>
            """
    }

    /// Where the script asks for what the map shows, or the reports themselves: number, status and place of each.
    private var reports: HTML {
        switch kind {
        case .list(let form?, _):
            .attribute("data-reports", visit.path(form.path("api/v1/reports.geojson", ["near": nil])))
        case .list(nil, let points): .attribute("data-pins", points.map(Self.pin).joined(separator: ";"))
        case .one(let point), .office(let point): .attribute("data-pins", Self.pin(point))
        case .choice: .empty
        }
    }

    private static func pin(_ point: ReportMap.Point) -> String {
        "\(point.number) \(point.status.rawValue) \(point.place.latitude) \(point.place.longitude)"
    }

    /// What the script says, with gaps in braces.
    private var said: HTML {
        let all: [(StaticString, String)] = [
            ("data-zoom-in", "map.zoomIn"), ("data-zoom-out", "map.zoomOut"), ("data-many", "map.many"),
            ("data-open", "map.open"), ("data-placed", "map.placed"), ("data-located", "map.located"),
            ("data-no-position", "map.noPosition"), ("data-hint", "map.hint"), ("data-failed", "map.failed"),
        ]
        return all.html { .attribute($0.0, words($0.1)) }
    }

    /// Look and word of every status.
    private var statuses: HTML {
        let all = ReportStatus.allCases.map { "\($0.rawValue) \($0.look.style) \(visit.words($0.text))" }
        return .attribute("data-statuses", all.joined(separator: ";"))
    }
}

extension ReportMap.Point {
    init(_ report: Report, at place: Coordinate) {
        self.init(
            number: report.number,
            place: place,
            category: report.category,
            kind: report.kind,
            status: report.status
        )
    }
}
