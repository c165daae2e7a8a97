import CityKit
import Foundation

/// An outline to begin with, round a centre, until the town has its real one.
struct SetupOutline {
    enum Shape: String, CaseIterable { case file, circle, rectangle }

    let centre: Coordinate
    /// Metres from the centre to the line; of a rectangle to its sides.
    let radius: Double
    let shape: Shape

    /// Corners of a circle: it looks round on every map.
    private static let corners = 48

    /// `boundary.geojson`.
    ///
    /// - Parameter sample: says that it is not the real outline.
    func geoJSON(sample: String) -> String {
        let points = ring.map { JSONTree.list([.number($0.longitude), .number($0.latitude)]) }
        let tree = JSONTree.object([
            "type": .text("Feature"),
            "properties": .object(["sample": .text(sample)]),
            "geometry": .object(["type": .text("Polygon"), "coordinates": .list([.list(points)])]),
        ])
        return tree.json
    }

    private var ring: [(latitude: Double, longitude: Double)] {
        let directions: [(north: Double, east: Double)] =
            shape == .rectangle
            ? [(-1, -1), (-1, 1), (1, 1), (1, -1)]
            : (0..<Self.corners).map { corner in
                let angle = 2 * Double.pi * Double(corner) / Double(Self.corners)
                return (sin(angle), cos(angle))
            }
        let points = directions.map { direction in
            (
                latitude: degrees(centre.latitude + direction.north * height),
                longitude: degrees(centre.longitude + direction.east * width)
            )
        }
        return points + points.prefix(1)
    }

    private var height: Double { radius / Coordinate.earthRadius * 180 / .pi }
    private var width: Double { height / max(cos(centre.latitude * .pi / 180), 0.01) }

    /// To about ten centimetres.
    private func degrees(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }
}
