import CityDomain
import CityKit

/// What the map shows as a GeoJSON FeatureCollection (RFC 7946). Written by hand: it is asked for at every move of every
/// map.
struct MapGeoJSON {
    private(set) var bytes: [UInt8] = []

    init(_ map: ReportMap) {
        switch map {
        case .points(let points):
            bytes.reserveCapacity(64 + 180 * points.count)
            bytes += Self.points
            for (index, point) in points.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(point)
            }
        case .clusters(let clusters):
            bytes += Self.clusters
            for (index, cluster) in clusters.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(cluster)
            }
        }
        bytes += Self.end
    }

    private static let points = Array(#"{"type":"FeatureCollection","shows":"points","features":["#.utf8)
    private static let clusters = Array(#"{"type":"FeatureCollection","shows":"clusters","features":["#.utf8)
    private static let feature = Array(#"{"type":"Feature","geometry":{"type":"Point","coordinates":["#.utf8)
    private static let number = Array(#"]},"properties":{"number":""#.utf8)
    private static let status = Array(#"","status":""#.utf8)
    private static let kind = Array(#"","kind":""#.utf8)
    private static let category = Array(#"","category":""#.utf8)
    private static let endOfPoint = Array(#""}}"#.utf8)
    private static let count = Array(#"]},"properties":{"count":"#.utf8)
    private static let end = Array("]}".utf8)

    private mutating func write(_ point: ReportMap.Point) {
        write(point.place)
        bytes += Self.number
        bytes.append(addingCapacity: 41) { span in
            span.append(point.number.year)
            span.append(UInt8(ascii: "/"))
            span.append(point.number.sequence)
        }
        bytes += Self.status
        write(point.status.rawValue)
        bytes += Self.kind
        write(point.kind.rawValue)
        bytes += Self.category
        write(point.category.rawValue)
        bytes += Self.endOfPoint
    }

    private mutating func write(_ cluster: ReportMap.Cluster) {
        write(cluster.place)
        bytes += Self.count
        bytes.append(addingCapacity: 22) { span in
            span.append(cluster.count)
            span.append(UInt8(ascii: "}"))
            span.append(UInt8(ascii: "}"))
        }
    }

    private mutating func write(_ place: Coordinate) {
        bytes += Self.feature
        bytes.append(addingCapacity: 25) { span in
            span.append(degrees: place.longitude)
            span.append(UInt8(ascii: ","))
            span.append(degrees: place.latitude)
        }
    }

    /// Words of statuses, kinds and categories are plain; whatever else a file may hold, the JSON stays JSON.
    private mutating func write(_ word: String) {
        let letters = word.utf8
        bytes.append(addingCapacity: letters.count) { span in
            for letter in letters where letter >= 0x20 && letter != UInt8(ascii: "\"") && letter != UInt8(ascii: "\\") {
                span.append(letter)
            }
        }
    }
}

extension OutputSpan<UInt8> {
    /// The decimal digits of a number that is not negative, at most 20.
    fileprivate mutating func append(_ number: Int, atLeast width: Int = 1) {
        if number >= 10 || width > 1 { append(number / 10, atLeast: width - 1) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// At most 12 bytes. Six digits after the point are a tenth of a metre (RFC 7946, section 11.2).
    fileprivate mutating func append(degrees: Double) {
        let millionths = Int((abs(degrees) * 1_000_000).rounded())
        if degrees < 0, millionths > 0 { append(UInt8(ascii: "-")) }
        append(millionths / 1_000_000)
        append(UInt8(ascii: "."))
        append(millionths % 1_000_000, atLeast: 6)
    }
}
