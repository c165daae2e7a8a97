public import CityKit

/// What a piece of the map shows: every report while they are few, else how many there are where.
public enum ReportMap: Sendable, Equatable {
    case points([Point])
    case clusters([Cluster])

    /// A published report on the map.
    public struct Point: Sendable, Equatable {
        public let number: ReportNumber
        public let place: Coordinate
        public let category: ID<Category>
        public let kind: ReportKind
        public let status: ReportStatus

        public init(
            number: ReportNumber,
            place: Coordinate,
            category: ID<Category>,
            kind: ReportKind,
            status: ReportStatus
        ) {
            self.number = number
            self.place = place
            self.category = category
            self.kind = kind
            self.status = status
        }
    }

    /// The reports of one cell of the map.
    public struct Cluster: Sendable, Equatable {
        public let cell: MapCell
        public let count: Int
        /// The middle of the reports, not of the cell.
        public let place: Coordinate

        public init(cell: MapCell, count: Int, place: Coordinate) {
            self.cell = cell
            self.count = count
            self.place = place
        }
    }

    /// Up to so many reports are shown one by one; where the counts decide, those of all cells that the box touches.
    public static let mostPoints = 1_000

    /// The levels of `MapCell` for which the store counts. Every second one: the cells of a level are at most four times
    /// as wide as need be.
    public static let levels = Array(stride(from: 2, through: 20, by: 2))

    /// The level at which a box is counted: it touches at most nine cells in each direction.
    public static func level(of box: MapBox) -> Int { box.level(of: levels, most: 8) }

    /// Whether a box is no larger than some streets: at most 3 km from west to east in the middle of Europe.
    public static func isSmall(_ box: MapBox) -> Bool { level(of: box) >= 16 }

    /// The counted cells that a box touches.
    public static func cells(of box: MapBox) -> [MapCell] {
        let level = level(of: box)
        return Array(Set(box.parts.flatMap { $0.cells(at: level) })).sorted { $0.number < $1.number }
    }

    /// The numbers of the cells in few ranges, which hold others too.
    public static func ranges(of cells: [MapCell], atMost most: Int) -> [ClosedRange<Int64>] {
        MapBox.merged(cells.map { $0.number...$0.number }, to: most)
    }
}
