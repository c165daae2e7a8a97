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
                write("\"number\":\"")
                write(point.number.year)
                write("/")
                write(point.number.sequence)
                write("\",\"status\":\"")
                write(point.status.rawValue)
                write("\",\"kind\":\"")
                write(point.kind.rawValue)
                write("\",\"category\":\"")
                write(plain: point.category.rawValue)
                write("\"}}")
            }
        case .clusters(let clusters):
            open("clusters")
            for (index, cluster) in clusters.enumerated() {
                if index > 0 { write(",") }
                feature(at: cluster.place)
                write("\"count\":")
                write(cluster.count)
                write("}}")
            }
        }
        write("]}")
    }

    private mutating func open(_ shows: StaticString) {
        write("{\"type\":\"FeatureCollection\",\"shows\":\"")
        write(shows)
        write("\",\"features\":[")
    }

    private mutating func feature(at place: Coordinate) {
        write("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[")
        write(degrees: place.longitude)
        write(",")
        write(degrees: place.latitude)
        write("]},\"properties\":{")
    }

    private mutating func write(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(_ number: Int) {
        if number >= 10 { write(number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Six digits after the point, which is a tenth of a metre (RFC 7946, section 11.2).
    private mutating func write(degrees: Double) {
        let millionths = Int((abs(degrees) * 1_000_000).rounded())
        if degrees < 0, millionths > 0 { write("-") }
        write(millionths / 1_000_000)
        write(".")
        var rest = millionths % 1_000_000
        for divisor in [100_000, 10_000, 1_000, 100, 10, 1] {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / divisor))
            rest %= divisor
        }
    }

    /// Ids of categories are plain words; whatever else a file may hold, the JSON stays JSON.
    private mutating func write(plain text: String) {
        bytes.append(
            contentsOf: text.utf8.lazy.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }
        )
    }
}
