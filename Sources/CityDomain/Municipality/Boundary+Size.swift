public import CityKit
import Foundation

extension Boundary {
    /// On the ground; good to a part in a thousand for an area of the size of a town.
    public var squareKilometres: Double {
        parts.reduce(0) { sum, part in
            let rings = part.map { abs(Plane(around: $0).area(of: $0)) }
            return sum + (rings.first ?? 0) - rings.dropFirst().reduce(0, +)
        } / 1_000_000
    }

    /// A point well within the largest part, for a sign on a map; nil for an area without parts.
    public var middle: Coordinate? {
        let largest = parts.max { a, b in Self.size(a) < Self.size(b) }
        guard let part = largest, let ring = part.first else { return nil }
        let plane = Plane(around: ring)
        let level = plane.centre(of: ring).y
        // The widest stretch of the part on the level of its centre.
        let crossings = part.flatMap { plane.crossings(of: $0, at: level) }.sorted()
        let stretches = stride(from: 0, to: crossings.count - 1, by: 2).map { (crossings[$0], crossings[$0 + 1]) }
        guard let widest = stretches.max(by: { $0.1 - $0.0 < $1.1 - $1.0 }) else { return ring.first }
        return plane.coordinate(x: (widest.0 + widest.1) / 2, y: level)
    }

    private static func size(_ part: [[Coordinate]]) -> Double {
        part.first.map { abs(Plane(around: $0).area(of: $0)) } ?? 0
    }
}

/// The surroundings of a ring laid flat: metres to the east and to the north of its first point.
private struct Plane {
    private let origin: Coordinate?
    private let metresEast: Double
    private static let metresNorth = Coordinate.earthRadius * .pi / 180

    init(around ring: [Coordinate]) {
        origin = ring.first
        let middle = ring.reduce(0) { $0 + $1.latitude } / Double(max(1, ring.count))
        metresEast = Self.metresNorth * cos(middle * .pi / 180)
    }

    private func point(_ place: Coordinate) -> (x: Double, y: Double) {
        guard let origin else { return (0, 0) }
        return (
            (place.longitude - origin.longitude) * metresEast, (place.latitude - origin.latitude) * Self.metresNorth
        )
    }

    func coordinate(x: Double, y: Double) -> Coordinate? {
        origin.flatMap {
            Coordinate(latitude: $0.latitude + y / Self.metresNorth, longitude: $0.longitude + x / metresEast)
        }
    }

    private func lines(of ring: [Coordinate]) -> [(a: (x: Double, y: Double), b: (x: Double, y: Double))] {
        let points = ring.map(point)
        return zip(points, points.dropFirst()).map { ($0, $1) }
    }

    /// The surveyor's formula; its sign says which way round the ring goes.
    func area(of ring: [Coordinate]) -> Double {
        lines(of: ring).reduce(0) { $0 + $1.a.x * $1.b.y - $1.b.x * $1.a.y } / 2
    }

    /// The centre of gravity of what the ring encloses.
    func centre(of ring: [Coordinate]) -> (x: Double, y: Double) {
        let area = area(of: ring)
        let sum = lines(of: ring).reduce((x: 0.0, y: 0.0)) { sum, line in
            let weight = line.a.x * line.b.y - line.b.x * line.a.y
            return (sum.x + (line.a.x + line.b.x) * weight, sum.y + (line.a.y + line.b.y) * weight)
        }
        return (sum.x / (6 * area), sum.y / (6 * area))
    }

    /// Where the lines of the ring cross a level.
    func crossings(of ring: [Coordinate], at level: Double) -> [Double] {
        lines(of: ring).compactMap { a, b in
            guard (a.y > level) != (b.y > level) else { return nil }
            return a.x + (level - a.y) / (b.y - a.y) * (b.x - a.x)
        }
    }
}
