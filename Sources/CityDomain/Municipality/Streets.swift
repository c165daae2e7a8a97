public import CityKit

/// The lines by which residents know their way on the map: `streets.geojson`, a GeoJSON FeatureCollection of
/// LineStrings (RFC 7946).
public struct Streets: Sendable, Equatable {
    public let lines: [Line]
    /// Why the lines are only a sample; nil when they are the real ones.
    public let sample: String?

    public struct Line: Sendable, Equatable {
        public let name: String?
        public let kind: Kind
        public let points: [Coordinate]
    }

    /// How a line is drawn.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case main, side, path, railway, water
    }
}

extension Streets: Decodable {
    private struct Collection: Decodable {
        enum Kind: String, Decodable, CaseIterable { case collection = "FeatureCollection" }

        let type: Kind
        let sample: String?
        let features: [Feature]
    }

    private struct Feature: Decodable {
        enum Kind: String, Decodable, CaseIterable { case feature = "Feature" }

        let type: Kind
        let properties: Properties
        let geometry: Geometry
    }

    private struct Properties: Decodable {
        let name: String?
        let kind: Streets.Kind
    }

    private struct Geometry: Decodable {
        enum Kind: String, Decodable, CaseIterable { case line = "LineString" }

        let type: Kind
        let coordinates: Positions
    }

    private struct Positions: Decodable {
        let points: [Coordinate]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let positions = try container.decode([[Double]].self)
            points = positions.compactMap { position in
                position.count == 2 ? Coordinate(latitude: position[1], longitude: position[0]) : nil
            }
            guard points.count == positions.count, points.count >= 2 else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "a line needs two positions or more, each [longitude, latitude] in degrees"
                )
            }
        }
    }

    public init(from decoder: any Decoder) throws {
        let collection = try decoder.singleValueContainer().decode(Collection.self)
        lines = collection.features.map {
            Line(name: $0.properties.name, kind: $0.properties.kind, points: $0.geometry.coordinates.points)
        }
        sample = collection.sample
    }
}
