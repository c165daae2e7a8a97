public import CityKit

/// A way of writing places as two numbers.
public struct CoordinateSystem: Sendable, Hashable, Decodable, CustomStringConvertible {
    /// The number in the register of the IOGP (EPSG).
    public let epsg: Int

    public init(epsg: Int) { self.epsg = epsg }

    /// Degrees, as every phone gives them.
    public static let wgs84 = Self(epsg: 4326)

    /// The names that files may use instead of `EPSG:…`.
    private static let names: [(name: String, epsg: Int)] = [
        ("WGS 84", 4326), ("LV95", 2056), ("PUWG 1992", 2180), ("PUWG 2000 zone 5", 2176),
        ("PUWG 2000 zone 6", 2177), ("PUWG 2000 zone 7", 2178), ("PUWG 2000 zone 8", 2179),
    ]

    /// Reads `LV95` and `EPSG:2056`.
    public init?(_ text: String) {
        if let known = Self.names.first(where: { $0.name == text }) {
            epsg = known.epsg
        } else if text.hasPrefix("EPSG:"), let number = Int(text.dropFirst(5)), (1...99_999).contains(number) {
            epsg = number
        } else {
            return nil
        }
    }

    public var description: String { Self.names.first { $0.epsg == epsg }?.name ?? "EPSG:\(epsg)" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let system = Self(text) else {
            let names = Self.names.map { "“\($0.name)”" }.joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text)” is no system of coordinates; write \(names) or “EPSG:…”"
            )
        }
        self = system
    }
}

/// Knows the systems of coordinates of the world.
public protocol Projections: Sendable {
    /// The way from `system` to WGS 84; nil when nobody knows the system.
    func projection(from system: CoordinateSystem) -> (any Projection)?
}

/// The way from one system of coordinates to WGS 84. May be asked from several threads at once.
public protocol Projection: Sendable {
    /// The place of two numbers, whatever order the system itself gives its axes.
    ///
    /// - Parameters:
    ///   - east: easting in metres, or longitude in degrees.
    ///   - north: northing in metres, or latitude in degrees.
    /// - Returns: nil outside of the area for which the system is made.
    func coordinate(east: Double, north: Double) -> Coordinate?
}
