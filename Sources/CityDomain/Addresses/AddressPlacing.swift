import CityKit

/// What the two coordinates of a file mean, held against the outline of the town.
struct AddressPlacing: Sendable {
    enum Order: Sendable { case asNamed, swapped }

    private let projection: any Projection
    private let order: Order
    private let surroundings: Surroundings

    init(_ projection: any Projection, _ order: Order, around boundary: Boundary?) {
        self.projection = projection
        self.order = order
        surroundings = Surroundings(boundary)
    }

    func place(of row: AddressRow) -> Result<Coordinate, AddressFault.Problem> {
        guard let east = Self.number(row.east), let north = Self.number(row.north) else { return .failure(.noPlace) }
        let place =
            switch order {
            case .asNamed: projection.coordinate(east: east, north: north)
            case .swapped: projection.coordinate(east: north, north: east)
            }
        guard let place, surroundings.contains(place) else { return .failure(.outOfTown) }
        return .success(place)
    }

    private static func number(_ text: String) -> Double? { Double(text) ?? Double(text.replacing(",", with: ".")) }
}

extension AddressPlacing {
    /// What the first rows of a file say of its coordinates.
    enum Verdict: Sendable, Equatable {
        case fits(Order)
        /// Another system would put them into the town.
        case other(CoordinateSystem, Order)
        case nowhere
    }

    /// Rows that are looked at.
    static let sample = 200

    /// Of them so many must lie in the town or near it.
    private static let share = 0.5

    /// - Parameter system: as the file or the person at the command line has it.
    static func verdict(
        on rows: [AddressRow],
        in system: CoordinateSystem,
        around boundary: Boundary?,
        by projections: any Projections
    ) -> Verdict {
        for order in [Order.asNamed, .swapped] {
            if fits(rows, system, order, boundary, projections) { return .fits(order) }
        }
        for other in likely where other != system {
            for order in [Order.asNamed, .swapped] where fits(rows, other, order, boundary, projections) {
                return .other(other, order)
            }
        }
        return .nowhere
    }

    private static func fits(
        _ rows: [AddressRow],
        _ system: CoordinateSystem,
        _ order: Order,
        _ boundary: Boundary?,
        _ projections: any Projections
    ) -> Bool {
        guard let projection = projections.projection(from: system) else { return false }
        let placing = Self(projection, order, around: boundary)
        let placed = rows.count { row in if case .success = placing.place(of: row) { true } else { false } }
        return Double(placed) >= share * Double(rows.count)
    }

    /// Systems of the two countries, and that of most web maps: UCS-2000 of Ukraine is 5558 to 5564.
    private static let likely = [4326, 2180, 2176, 2177, 2178, 2179, 3857, 5562, 5563, 5564, 5561]
        .map { CoordinateSystem(epsg: $0) }
}

/// The box around a town, with some land around it; the whole earth for a town without an outline: villages of a commune may lie outside of an outline that is rough.
private struct Surroundings {
    private let latitudes: ClosedRange<Double>
    private let longitudes: ClosedRange<Double>

    /// Degrees; about 5 km.
    private static let margin = 0.05

    init(_ boundary: Boundary?) {
        let points = (boundary?.rings ?? []).flatMap(\.self)
        let latitudes = points.map(\.latitude)
        let longitudes = points.map(\.longitude)
        self.latitudes = ((latitudes.min() ?? -90) - Self.margin)...((latitudes.max() ?? 90) + Self.margin)
        self.longitudes = ((longitudes.min() ?? -180) - Self.margin)...((longitudes.max() ?? 180) + Self.margin)
    }

    func contains(_ place: Coordinate) -> Bool {
        latitudes.contains(place.latitude) && longitudes.contains(place.longitude)
    }
}
