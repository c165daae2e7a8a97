import CityDomain
import CityKit

/// How many reports to add to the cells of the map, at every level. Several reports of one cell are one row.
struct MapCounts: Sendable {
    private struct Part: Hashable {
        let cell: MapCell
        let category: ID<CityDomain.Category>
        let kind: ReportKind
        let status: ReportStatus
    }

    private var parts: [Part: CellSum] = [:]

    init(_ places: [MapPlace], times factor: Int64) {
        for place in places { add(place.point, times: factor) }
    }

    /// Adds `factor` reports like this one, 1 or −1.
    private mutating func add(_ point: ReportMap.Point, times factor: Int64) {
        let finest = MapCell(of: point.place)
        let sum = CellSum(point.place, times: factor)
        for level in ReportMap.levels {
            let part = Part(
                cell: finest.cell(at: level),
                category: point.category,
                kind: point.kind,
                status: point.status
            )
            parts[part, default: CellSum()].add(sum)
        }
    }

    /// In the order of the columns of `map_cluster_parts`, without the town, and of its key.
    var partRows: [[Value]] {
        parts.sorted { Self.order($0.key.cell, $1.key.cell) }.map { part, sum in
            Self.place(part.cell)
                + [.text(part.category.rawValue), .text(part.kind.rawValue), .text(part.status.rawValue)] + sum.values
        }
    }

    /// In the order of the columns of `map_clusters`, without the town, and of its key.
    var clusterRows: [[Value]] {
        let cells = parts.reduce(into: [:] as [MapCell: CellSum]) { $0[$1.key.cell, default: CellSum()].add($1.value) }
        return cells.sorted { Self.order($0.key, $1.key) }.map { Self.place($0.key) + $0.value.values }
    }

    /// The cells that may be empty afterwards.
    var shrinkingCells: Set<MapCell> { Set(parts.filter { $0.value.points < 0 }.map(\.key.cell)) }

    private static func order(_ a: MapCell, _ b: MapCell) -> Bool { (a.level, a.number) < (b.level, b.number) }

    private static func place(_ cell: MapCell) -> [Value] { [.integer(Int64(cell.level)), .integer(cell.number)] }
}

/// Reports of a cell: how many, and the sums of their places in millionths of a degree.
struct CellSum: Sendable {
    private(set) var points: Int64 = 0
    private(set) var latitudes: Int64 = 0
    private(set) var longitudes: Int64 = 0

    init() {}

    init(_ point: Coordinate, times factor: Int64) {
        points = factor
        latitudes = Int64((point.latitude * 1_000_000).rounded()) * factor
        longitudes = Int64((point.longitude * 1_000_000).rounded()) * factor
    }

    fileprivate var values: [Value] { [.integer(points), .integer(latitudes), .integer(longitudes)] }

    init(_ row: Row) throws {
        points = try row.integer("points")
        latitudes = try row.integer("latitudes")
        longitudes = try row.integer("longitudes")
    }

    mutating func add(_ other: CellSum) {
        points += other.points
        latitudes += other.latitudes
        longitudes += other.longitudes
    }

    /// Nil for a cell without reports.
    func cluster(of cell: MapCell) -> ReportMap.Cluster? {
        let middle = Coordinate(latitude: mean(latitudes), longitude: mean(longitudes))
        return points > 0 ? middle.map { ReportMap.Cluster(cell: cell, count: Int(points), place: $0) } : nil
    }

    private func mean(_ sum: Int64) -> Double { (Double(sum) / Double(points)).rounded() / 1_000_000 }
}
