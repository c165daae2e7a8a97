import CProj
public import CityDomain
import CityKit
import Synchronization

/// Coordinates through PROJ and its copy of the EPSG register. It asks no server: what a system needs of finer grids and
/// the machine does not have is left out, which costs a metre at most.
public struct PROJProjections: Projections {
    public init() {}

    public func projection(from system: CoordinateSystem) -> (any Projection)? {
        system == .wgs84 ? Degrees() : PROJProjection(from: system)
    }
}

/// WGS 84 itself.
private struct Degrees: Projection {
    func coordinate(east: Double, north: Double) -> Coordinate? { Coordinate(latitude: north, longitude: east) }
}

/// A transformation of PROJ, which one thread may use at a time.
private final class PROJProjection: Projection {
    private let transformation: Mutex<Transformation>

    init?(from system: CoordinateSystem) {
        guard let transformation = Transformation(from: "EPSG:\(system.epsg)") else { return nil }
        self.transformation = Mutex(transformation)
    }

    func coordinate(east: Double, north: Double) -> Coordinate? {
        transformation.withLock { $0.coordinate(east: east, north: north) }
    }
}

private struct Transformation: ~Copyable {
    private let context: OpaquePointer
    private let operation: OpaquePointer
    private let area: Area

    init?(from source: String) {
        guard let context = proj_context_create() else { return nil }
        proj_log_level(context, PJ_LOG_NONE)
        proj_context_set_enable_network(context, 0)
        guard let area = Area(of: source, context), let operation = Self.operation(from: source, context) else {
            proj_context_destroy(context)
            return nil
        }
        self.context = context
        self.operation = operation
        self.area = area
    }

    deinit {
        proj_destroy(operation)
        proj_context_destroy(context)
    }

    /// Takes and gives east before north, although many systems have it the other way round.
    private static func operation(from source: String, _ context: OpaquePointer) -> OpaquePointer? {
        guard let operation = proj_create_crs_to_crs(context, source, "EPSG:4326", nil) else { return nil }
        defer { proj_destroy(operation) }
        return proj_normalize_for_visualization(context, operation)
    }

    func coordinate(east: Double, north: Double) -> Coordinate? {
        proj_errno_reset(operation)
        let place = proj_trans(operation, PJ_FWD, proj_coord(east, north, 0, .infinity)).xy
        guard place.x.isFinite, place.y.isFinite, area.contains(latitude: place.y, longitude: place.x) else {
            return nil
        }
        return Coordinate(latitude: place.y, longitude: place.x)
    }
}

/// Where a system of coordinates is meant to be used, in degrees.
private struct Area {
    private var west = 0.0
    private var south = 0.0
    private var east = 0.0
    private var north = 0.0
    /// Degrees by which a place may be outside: a border town has places behind the border.
    private static let margin = 0.5

    init?(of system: String, _ context: OpaquePointer) {
        guard let crs = proj_create(context, system) else { return nil }
        defer { proj_destroy(crs) }
        guard proj_get_area_of_use(context, crs, &west, &south, &east, &north, nil) == 1 else { return nil }
    }

    func contains(latitude: Double, longitude: Double) -> Bool {
        let isWithin = south - Self.margin...north + Self.margin ~= latitude
        let isEastOfWest = longitude >= west - Self.margin
        let isWestOfEast = longitude <= east + Self.margin
        // An area over the 180th meridian has its west east of its east.
        return isWithin && (west <= east ? isEastOfWest && isWestOfEast : isEastOfWest || isWestOfEast)
    }
}
