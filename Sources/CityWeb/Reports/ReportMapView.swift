import CityDomain
import CityKit
import Foundation
import HTTPTypes
import Hummingbird

/// A place for a map, filled by the script `map.js`; without it, and where Leaflet was not installed, there is nothing.
/// Everything the map shows is said elsewhere on the page in words.
struct ReportMapView: Component {
    enum Kind {
        /// Beside the list. Where the map cannot ask for the same reports, it shows those of the page.
        case list(PublicQueryForm?, [ReportMap.Point])
        case one(ReportMap.Point)
        /// Lets the reporter choose a point: fills the fields `latitude` and `longitude` of the page.
        case choice
    }

    let visit: Visit
    let kind: Kind

    var html: HTML {
        guard let script = Asset.all["leaflet/leaflet.js"], let style = Asset.all["leaflet/leaflet.css"] else {
            return .empty
        }
        return """
            <div class="map \(name)" id="map" hidden data-map="\(json)" role="region" aria-label="\(words(label))">\
            \(tools)</div>
            <link rel="stylesheet" href="/assets/leaflet/leaflet.css?v=\(style.fingerprint)">
            <script type="module" src="\(Asset.address("map.js"))" \
            data-leaflet="/assets/leaflet/leaflet.js?v=\(script.fingerprint)"></script>
            """
    }

    private func words(_ key: String) -> String { visit.words(key) }

    private var name: String {
        switch kind {
        case .list: "list"
        case .one: "one"
        case .choice: "choice"
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

    private var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(settings)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private var settings: Settings {
        var settings = Settings(
            town: visit.path("map.geojson?v=\(visit.town.revision)"),
            report: visit.path("reports/"),
            details: visit.path("api/v1/reports/"),
            icons: Asset.address("icons.svg"),
            tiles: visit.tiles.map { Tiles(template: $0.template, attribution: $0.attribution) },
            words: Dictionary(uniqueKeysWithValues: Self.said.map { ($0, words("map.\($0)")) }),
            statuses: Dictionary(
                uniqueKeysWithValues: ReportStatus.allCases.map {
                    ($0.rawValue, Status(look: $0.look.style, words: visit.words($0.text)))
                }
            )
        )
        switch kind {
        case .list(let form?, _): settings.reports = visit.path(form.path("api/v1/reports.geojson", ["near": nil]))
        case .list(nil, let points): settings.pins = points.map(Pin.init)
        case .one(let point): settings.pins = [Pin(point)]
        case .choice: break
        }
        return settings
    }

    /// What the script says, with gaps in braces.
    private static let said = [
        "zoomIn", "zoomOut", "many", "open", "placed", "located", "noPosition", "hint", "failed",
    ]

    private struct Settings: Encodable {
        let town: String
        let report: String
        let details: String
        let icons: String
        let tiles: Tiles?
        let words: [String: String]
        let statuses: [String: Status]
        var reports: String?
        var pins: [Pin]?
    }

    private struct Tiles: Encodable {
        let template: String
        let attribution: String
    }

    private struct Status: Encodable {
        let look: String
        let words: String
    }

    private struct Pin: Encodable {
        let number: String
        let status: String
        let latitude: Double
        let longitude: Double

        init(_ point: ReportMap.Point) {
            number = point.number.description
            status = point.status.rawValue
            latitude = point.place.latitude
            longitude = point.place.longitude
        }
    }
}

extension Visit {
    /// The server of map pictures that pages of this town may ask (K34).
    var tiles: TileServer? { town.profile.noThirdCountry == nil ? site.tiles : nil }
}

extension Response {
    /// Lets a page with a map load pictures from the server of the settings, where the town admits it.
    func allowingTiles(of visit: Visit) -> Response {
        guard let tiles = visit.tiles else { return self }
        var response = self
        response.headers[.contentSecurityPolicy] = SecurityHeaders.policy(imagesFrom: tiles.origin)
        return response
    }
}
