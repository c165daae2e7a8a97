import CityDomain
import CityKit

/// What the map shows as a GeoJSON FeatureCollection (RFC 7946). Written by hand: it is asked for at every move of every
/// map.
struct MapGeoJSON {
    private(set) var bytes: [UInt8]

    init(_ map: ReportMap) {
        bytes = []
        switch map {
        case .points(let points):
            bytes.reserveCapacity(64 + 180 * points.count)
            open("points")
            for (index, point) in points.enumerated() {
                if index > 0 { write(",") }
                feature(at: point.place)
                write("\"number\":\"\(point.number.year)/\(point.number.sequence)\",\"status\":\"")
                write(point.status.rawValue)
                write("\",\"kind\":\"")
                write(point.kind.rawValue)
                write("\",\"category\":\"")
                writeEscaped(point.category.rawValue)
                write("\"}}")
            }
        case .clusters(let clusters):
            open("clusters")
            for (index, cluster) in clusters.enumerated() {
                if index > 0 { write(",") }
                feature(at: cluster.place)
                write("\"count\":\(cluster.count)}}")
            }
        }
        write("]}")
    }

    private mutating func open(_ shows: String) {
        write("{\"type\":\"FeatureCollection\",\"shows\":\"")
        write(shows)
        write("\",\"features\":[")
    }

    private mutating func feature(at place: Coordinate) {
        write("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
        write(place.longitude.description)
        write(",")
        write(place.latitude.description)
        write("]},\"properties\":{")
    }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Ids of categories are plain words; whatever else a file may hold, the JSON stays JSON.
    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 where byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte >= 0x20 {
            bytes.append(byte)
        }
    }
}
