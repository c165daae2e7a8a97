import CityDomain
import CityKit
import Foundation
import Hummingbird

/// The town itself as a map draws it: outline, streets, land.
struct TownMapRoutes {
    let site: Site

    func add(to router: Router<CityContext>) {
        router.get("/:town/map.geojson") { request, context in
            let visit = try site.visit(request, context)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let bytes = [UInt8](try encoder.encode(TownGeoJSON(visit.town)))
            return Response.shared(bytes, "application/geo+json", seconds: 3_600, for: request)
        }
    }
}

/// A GeoJSON FeatureCollection (RFC 7946) whose features say in `layer` what they are: `boundary`, `managedLand`, or a
/// kind of `Streets`.
struct TownGeoJSON: Encodable {
    struct Feature: Encodable {
        let type = "Feature"
        let properties: [String: String]
        let geometry: Geometry
    }

    enum Geometry: Encodable {
        case line([Coordinate])
        case areas([[[Coordinate]]])

        private enum Keys: CodingKey { case type, coordinates }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            switch self {
            case .line(let points):
                try container.encode("LineString", forKey: .type)
                try container.encode(points.map(\.position), forKey: .coordinates)
            case .areas(let parts) where parts.count == 1:
                try container.encode("Polygon", forKey: .type)
                try container.encode(parts[0].map { $0.map(\.position) }, forKey: .coordinates)
            case .areas(let parts):
                try container.encode("MultiPolygon", forKey: .type)
                try container.encode(parts.map { $0.map { $0.map(\.position) } }, forKey: .coordinates)
            }
        }
    }

    let type = "FeatureCollection"
    let features: [Feature]

    init(_ town: Municipality) {
        let outline = town.boundary.map { [Self.area("boundary", $0)] } ?? []
        let land = town.managedLand?.areas.map { Self.area("managedLand", $0) } ?? []
        let streets = town.streets?.lines.map { line in
            let properties = ["layer": line.kind.rawValue].merging(line.name.map { ["name": $0] } ?? [:]) { $1 }
            return Feature(properties: properties, geometry: .line(line.points))
        }
        features = outline + land + (streets ?? [])
    }

    private static func area(_ layer: String, _ area: Boundary) -> Feature {
        Feature(properties: ["layer": layer], geometry: .areas(area.parts))
    }
}

extension Coordinate {
    /// Longitude before latitude, as GeoJSON has it.
    fileprivate var position: [Double] { [longitude, latitude] }
}
