public import CityKit

/// A part of the town with a name: a feature of `districts.geojson`, a GeoJSON FeatureCollection of Polygons or
/// MultiPolygons (RFC 7946).
public struct District: Sendable, Equatable {
    public let id: ID<District>
    /// A proper name, the same in every language.
    public let name: String
    public let area: Boundary

    public init(id: ID<District>, name: String, area: Boundary) {
        self.id = id
        self.name = name
        self.area = area
    }
}

/// The districts of a town, in the order of the file. Where two lie over each other the first one counts.
public struct Districts: Sendable, Equatable {
    public let all: [District]

    public func district(at point: Coordinate) -> District? { all.first { $0.area.contains(point) } }
}

extension District: Decodable {
    private struct Feature: Decodable {
        enum Kind: String, Decodable, CaseIterable { case feature = "Feature" }

        let type: Kind
        let properties: Properties
        let geometry: Boundary.Geometry
    }

    private struct Properties: Decodable {
        let id: ID<District>
        let name: String
        let sample: String?
    }

    public init(from decoder: any Decoder) throws {
        let feature = try decoder.singleValueContainer().decode(Feature.self)
        let (properties, parts) = (feature.properties, feature.geometry.parts)
        self.init(
            id: properties.id,
            name: properties.name,
            area: Boundary(parts: parts, sample: properties.sample)
        )
    }
}

extension Districts: Decodable {
    private struct Collection: Decodable {
        enum Kind: String, Decodable, CaseIterable { case collection = "FeatureCollection" }

        let type: Kind
        let features: [District]
    }

    public init(from decoder: any Decoder) throws {
        all = try decoder.singleValueContainer().decode(Collection.self).features
    }
}
