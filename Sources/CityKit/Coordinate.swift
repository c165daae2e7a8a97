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
}

extension Coordinate {
    /// Degrees as a person types them, with a point or a comma; nil when they are no place on earth.
    public init?(typedLatitude latitude: String, longitude: String) {
        func degrees(_ typed: String) -> Double? { Double(typed.trimmingSpaces().replacing(",", with: ".")) }
        guard let latitude = degrees(latitude), let longitude = degrees(longitude) else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
