public import CityKit

/// The outline of a town: `boundary.geojson`, a GeoJSON Feature with a Polygon or a MultiPolygon (RFC 7946).
public struct Boundary: Sendable, Equatable {
    /// Of each part the outer line and the holes in it; each closed, so that the last point is the first one again.
    public let parts: [[[Coordinate]]]
    /// The lines of all parts.
    public let rings: [[Coordinate]]
    /// Why the outline is only a sample; nil when it is the real one.
    public let sample: String?

    public init(parts: [[[Coordinate]]], sample: String? = nil) {
        self.parts = parts
        rings = parts.flatMap(\.self)
        self.sample = sample
    }

    /// Whether the point lies in the town. A point on the line itself may go either way.
    public func contains(_ point: Coordinate) -> Bool {
        rings.reduce(false) { inside, ring in inside != Self.encloses(ring, point) }
    }

    /// Counts how often a line from the point to the east crosses the ring.
    private static func encloses(_ ring: [Coordinate], _ point: Coordinate) -> Bool {
        zip(ring, ring.dropFirst()).reduce(false) { inside, line in
            let (a, b) = line
            guard (a.latitude > point.latitude) != (b.latitude > point.latitude) else { return inside }
            let share = (point.latitude - a.latitude) / (b.latitude - a.latitude)
            let crossing = a.longitude + share * (b.longitude - a.longitude)
            return inside != (point.longitude < crossing)
        }
    }
}

extension Boundary: Decodable {
    private struct Feature: Decodable {
        enum Kind: String, Decodable, CaseIterable { case feature = "Feature" }

        let type: Kind
        let properties: Properties
        let geometry: Geometry
    }

    private struct Properties: Decodable {
        /// For people who open the file in a map program.
        let name: String?
        let sample: String?
    }

    /// A Polygon of GeoJSON, or several that share no place.
    struct Geometry: Decodable {
        let parts: [[[Coordinate]]]

        private enum Kind: String, Decodable, CaseIterable { case polygon = "Polygon", multiPolygon = "MultiPolygon" }

        private enum CodingKeys: String, CodingKey { case type, coordinates }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let parts =
                switch try container.decode(Kind.self, forKey: .type) {
                case .polygon: [try container.decode([Ring].self, forKey: .coordinates)]
                case .multiPolygon: try container.decode([[Ring]].self, forKey: .coordinates)
                }
            self.parts = parts.map { $0.map(\.points) }
        }
    }

    struct Ring: Decodable {
        let points: [Coordinate]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                points = try Self.points(container.decode([[Double]].self))
            } catch let problem as Problem {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: problem.rawValue)
            }
        }

        private enum Problem: String, Error {
            case notAPosition = "each position must be [longitude, latitude] in degrees"
            case tooShort = "a ring needs at least four positions"
            case open = "a ring must end at its first position; repeat it at the end"
            case flat = "a ring must enclose an area"
        }

        private static func points(_ line: [[Double]]) throws -> [Coordinate] {
            let points = try line.map { position in
                guard position.count == 2, let point = Coordinate(latitude: position[1], longitude: position[0]) else {
                    throw Problem.notAPosition
                }
                return point
            }
            guard points.count >= 4 else { throw Problem.tooShort }
            guard points.first == points.last else { throw Problem.open }
            guard doubleArea(points) != 0 else { throw Problem.flat }
            return points
        }

        /// The surveyor's formula; its sign says which way round the ring goes.
        private static func doubleArea(_ ring: [Coordinate]) -> Double {
            zip(ring, ring.dropFirst()).reduce(0) { area, line in
                area + line.0.longitude * line.1.latitude - line.1.longitude * line.0.latitude
            }
        }
    }

    public init(from decoder: any Decoder) throws {
        let feature = try decoder.singleValueContainer().decode(Feature.self)
        self.init(parts: feature.geometry.parts, sample: feature.properties.sample)
    }
}
