public import CityKit
import Foundation

/// A rectangle on the map, its edges included. When `west` is greater than `east` it crosses the 180th meridian, as in
/// RFC 7946, section 5.2.
public struct MapBox: Sendable, Equatable {
    /// Degrees.
    public let west: Double
    public let south: Double
    public let east: Double
    public let north: Double

    /// Nil when an edge is out of its range or the south edge lies above the north one.
    public init?(west: Double, south: Double, east: Double, north: Double) {
        guard (-180...180).contains(west), (-180...180).contains(east), (-90...90).contains(south),
            (-90...90).contains(north), south <= north
        else { return nil }
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// Holds every point within `meters` of `center`.
    public init(around center: Coordinate, meters: Double) {
        let degrees = meters / Coordinate.earthRadius * 180 / .pi * 1.001
        south = max(-90, center.latitude - degrees)
        north = min(90, center.latitude + degrees)
        // Meridians lie nearest to each other at the edge that is nearer to a pole.
        let width = degrees / max(0.000_1, cos(max(abs(south), abs(north)) * .pi / 180))
        guard width < 180 else {
            (west, east) = (-180, 180)
            return
        }
        west = Self.wrapped(center.longitude - width)
        east = Self.wrapped(center.longitude + width)
    }

    private static func wrapped(_ longitude: Double) -> Double {
        longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude
    }

    /// The box itself, or its two halves where it crosses the 180th meridian.
    public var parts: [MapBox] {
        guard west > east else { return [self] }
        return [
            MapBox(west: west, south: south, east: 180, north: north),
            MapBox(west: -180, south: south, east: east, north: north),
        ].compactMap(\.self)
    }

    public func contains(_ point: Coordinate) -> Bool {
        let isBetween =
            west <= east
            ? (west...east).contains(point.longitude) : point.longitude >= west || point.longitude <= east
        return isBetween && (south...north).contains(point.latitude)
    }
}
