public import CityKit

/// The land that the town itself looks after: `managed-land.geojson`, a GeoJSON FeatureCollection of Polygons
/// or MultiPolygons (RFC 7946).
public struct ManagedLand: Sendable, Equatable {
    public let areas: [Boundary]

    public func contains(_ point: Coordinate) -> Bool { areas.contains { $0.contains(point) } }
}

extension ManagedLand: Decodable {
    private struct Collection: Decodable {
        enum Kind: String, Decodable, CaseIterable { case collection = "FeatureCollection" }

        let type: Kind
        let features: [Boundary]
    }

    public init(from decoder: any Decoder) throws {
        areas = try decoder.singleValueContainer().decode(Collection.self).features
    }
}

/// Whose ground a point is.
public enum Ground: Sendable, Equatable {
    /// In the town, and looked after by it as far as anybody told.
    case managed
    /// In the town, but somebody else's.
    case notManaged
    /// Not in the town.
    case outside
}

extension Municipality {
    /// Where the town gave no outline, every point is in it.
    public func ground(at point: Coordinate) -> Ground {
        guard boundary?.contains(point) ?? true else { return .outside }
        return managedLand?.contains(point) ?? true ? .managed : .notManaged
    }
}
