import Foundation

/// A point on the earth, WGS 84.
public struct Coordinate: Hashable, Sendable, Codable {
    /// Degrees north, −90 to 90.
    public let latitude: Double
    /// Degrees east, −180 to 180.
    public let longitude: Double

    /// Nil when a value is out of its range.
    public init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Metres along the surface of a sphere (haversine); within 0.6 % of the real earth.
    public func distance(to other: Self) -> Double {
        let north = Self.radians(other.latitude - latitude)
        let east = Self.radians(other.longitude - longitude)
        let chord =
            Self.squaredSine(north) + cos(Self.radians(latitude)) * cos(Self.radians(other.latitude))
            * Self.squaredSine(east)
        return 2 * Self.earthRadius * asin(min(1, chord.squareRoot()))
    }

    /// Metres; the mean of the ellipsoid (IUGG).
    public static let earthRadius = 6_371_008.8

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

    private static func squaredSine(_ angle: Double) -> Double {
        let sine = sin(angle / 2)
        return sine * sine
    }
}

extension Coordinate {
    /// Degrees as a person types them, with a point or a comma; nil when they are no place on earth.
    public init?(typedLatitude latitude: String, longitude: String) {
        func degrees(_ typed: String) -> Double? { Double(typed.trimmingSpaces().replacing(",", with: ".")) }
        guard let latitude = degrees(latitude), let longitude = degrees(longitude) else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
