public import CityKit

/// The outline of a town: `boundary.geojson`, a GeoJSON Feature with a Polygon (RFC 7946).
public struct Boundary: Sendable, Equatable {
    /// The outer line and the holes in it; each closed, so that the last point is the first one again.
    public let rings: [[Coordinate]]
    /// Why the outline is only a sample; nil when it is the real one.
    public let sample: String?

    public init(rings: [[Coordinate]], sample: String? = nil) {
        self.rings = rings
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
    private enum Keys: String, CodingKey { case type, properties, geometry }
    private enum PropertyKeys: String, CodingKey { case name, sample }
    private enum GeometryKeys: String, CodingKey { case type, coordinates }

    public init(from decoder: any Decoder) throws {
        let feature = try decoder.container(keyedBy: Keys.self)
        try Self.expect("Feature", in: feature, at: .type)
        let properties = try feature.nestedContainer(keyedBy: PropertyKeys.self, forKey: .properties)
        // The name is there for people who open the file in a map program.
        _ = try properties.decodeIfPresent(String.self, forKey: .name)
        sample = try properties.decodeIfPresent(String.self, forKey: .sample)
        let geometry = try feature.nestedContainer(keyedBy: GeometryKeys.self, forKey: .geometry)
        try Self.expect("Polygon", in: geometry, at: .type)
        let lines = try geometry.decode([[[Double]]].self, forKey: .coordinates)
        rings = try lines.map { line in
            do {
                return try Self.ring(line)
            } catch let problem as RingProblem {
                throw DecodingError.dataCorruptedError(
                    forKey: .coordinates,
                    in: geometry,
                    debugDescription: problem.rawValue
                )
            }
        }
    }

    private enum RingProblem: String, Error {
        case notAPosition = "each position must be [longitude, latitude] in degrees"
        case tooShort = "a ring needs at least four positions"
        case open = "a ring must end at its first position; repeat it at the end"
        case flat = "a ring must enclose an area"
    }

    private static func ring(_ line: [[Double]]) throws(RingProblem) -> [Coordinate] {
        var ring: [Coordinate] = []
        for position in line {
            guard position.count == 2, let point = Coordinate(latitude: position[1], longitude: position[0]) else {
                throw .notAPosition
            }
            ring.append(point)
        }
        guard ring.count >= 4 else { throw .tooShort }
        guard ring.first == ring.last else { throw .open }
        guard doubleArea(ring) != 0 else { throw .flat }
        return ring
    }

    private static func doubleArea(_ ring: [Coordinate]) -> Double {
        zip(ring, ring.dropFirst()).reduce(0) { area, line in
            area + line.0.longitude * line.1.latitude - line.1.longitude * line.0.latitude
        }
    }

    private static func expect<Key>(_ type: String, in container: KeyedDecodingContainer<Key>, at key: Key) throws {
        let found = try container.decode(String.self, forKey: key)
        guard found == type else {
            throw DecodingError.dataCorruptedError(
                forKey: key,
                in: container,
                debugDescription: "is “\(found)”, must be “\(type)”"
            )
        }
    }
}
