import CityDomain
import CityKit

/// Renamed streets on a map: a GeoJSON FeatureCollection (RFC 7946) of a point near the middle of each. Streets without a
/// known place are not in it.
struct RenamedStreetPlaces: Encodable {
    struct Feature: Encodable {
        let type = "Feature"
        let geometry: Point
        let properties: Names
    }

    struct Point: Encodable {
        let type = "Point"
        /// Longitude and latitude, in this order.
        let coordinates: [Double]
    }

    struct Names: Encodable {
        let streetId: String
        let new: String
        /// Earlier names in one line, the latest first.
        let old: String
    }

    let type = "FeatureCollection"
    let features: [Feature]

    init(_ streets: RenamedStreets) {
        var former: [ID<Street>: [String]] = [:]
        for row in streets.rows { former[row.street.id, default: []].append(row.former.full) }
        var seen: Set<ID<Street>> = []
        features = streets.rows.filter { seen.insert($0.street.id).inserted }.compactMap { row in
            row.point.map { point in
                Feature(
                    geometry: Point(coordinates: [point.longitude, point.latitude]),
                    properties: Names(
                        streetId: row.street.id.rawValue,
                        new: row.now.full,
                        old: former[row.street.id, default: []].joined(separator: ", ")
                    )
                )
            }
        }
    }
}
