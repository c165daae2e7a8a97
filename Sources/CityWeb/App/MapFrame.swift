import CityDomain
import CityKit
import HTTPTypes
import Hummingbird

/// A place for a map, filled by the script `map.js`; without it, and where Leaflet was not installed, there is nothing.
/// Everything the map shows is said elsewhere on the page in words.
struct MapFrame: Component {
    let visit: Visit
    /// How large it is, and what is done with it.
    let look: String
    let label: String
    /// Nil where no other server may learn what is looked at.
    let tiles: TileServer?
    /// Attributes that tell the script what to show.
    let content: HTML
    /// Attributes with what the script says.
    let said: HTML
    /// What is pressed; it stays where it is while the map moves below.
    var tools: HTML = .empty

    var html: HTML {
        guard let script = Asset.all["leaflet/leaflet.js"], let style = Asset.all["leaflet/leaflet.css"] else {
            return .empty
        }
        let pictures: HTML? = tiles.map { " data-tiles=\"\($0.template)\" data-attribution=\"\($0.attribution)\"" }
        return """
            <div class="map \(look)" id="map" hidden role="region" aria-label="\(label)" \
            data-town="\(visit.path("map.geojson?v=\(visit.town.revision)"))"\(content)\(pictures)\(said)>\(tools)</div>
            <link rel="stylesheet" href="/assets/leaflet/leaflet.css?v=\(style.fingerprint)">
            <script type="module" src="\(Asset.address("map.js"))" \
            data-leaflet="/assets/leaflet/leaflet.js?v=\(script.fingerprint)"></script>
            """
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
