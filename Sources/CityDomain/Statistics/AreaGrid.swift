public import CityKit

/// The squares of a town as a street atlas names them: letters from west to east, numbers from north to south.
public struct AreaGrid: Sendable, Equatable {
    public struct Square: Sendable, Hashable {
        /// From 0, in the west.
        public let column: Int
        /// From 0, in the north.
        public let row: Int

        /// `B3`; after `Z` comes `AA`.
        public var name: String { Self.letters(column) + "\(row + 1)" }

        /// The letters of a column.
        public static func letters(_ column: Int) -> String {
            let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
            return column < 26 ? letter : letters(column / 26 - 1) + letter
        }
    }

    private let west: Int64
    private let north: Int64
    public let columns: Int
    public let rows: Int
    /// The outline of the town in squares from the north-west corner: `x` to the east, `y` to the south.
    public let outline: [[(x: Double, y: Double)]]

    /// A larger one is no town.
    private static let most: Int64 = 60

    /// The squares around the outline of the town, or those with reports where it has none; nil where they are too far apart to
    /// be drawn.
    public init?(_ boundary: Boundary?, _ areas: [MapCell]) {
        let corners = boundary?.rings.flatMap(\.self).map(StatisticArea.square) ?? areas
        let places = corners.map(\.place)
        guard let west = places.map(\.column).min(), let east = places.map(\.column).max(),
            let south = places.map(\.row).min(), let north = places.map(\.row).max(), east - west < Self.most,
            north - south < Self.most
        else { return nil }
        (self.west, self.north) = (west, north)
        (columns, rows) = (Int(east - west) + 1, Int(north - south) + 1)
        outline = (boundary?.rings ?? []).map { ring in
            ring.map { point in
                let (x, y) = StatisticArea.position(of: point)
                return (x - Double(west), Double(north + 1) - y)
            }
        }
    }

    /// Nil for a square outside of the grid.
    public func square(_ cell: MapCell) -> Square? {
        let place = cell.place
        let (column, row) = (Int(place.column - west), Int(north - place.row))
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return nil }
        return Square(column: column, row: row)
    }

    public static func == (a: Self, b: Self) -> Bool {
        (a.west, a.north, a.columns, a.rows) == (b.west, b.north, b.columns, b.rows)
            && a.outline.map { $0.map { [$0.x, $0.y] } } == b.outline.map { $0.map { [$0.x, $0.y] } }
    }
}

extension StatisticArea {
    /// In squares, from the south-west corner of the world.
    static func position(of point: Coordinate) -> (x: Double, y: Double) {
        let squares = Double(1 << level)
        return ((point.longitude + 180) / 360 * squares, (point.latitude + 90) / 180 * squares)
    }

    /// The middle of a square, to be shown on a map.
    public static func middle(of cell: MapCell) -> Coordinate? {
        let (place, squares) = (cell.place, Double(1 << level))
        let (latitude, longitude) = (
            (Double(place.row) + 0.5) / squares * 180 - 90, (Double(place.column) + 0.5) / squares * 360 - 180
        )
        return Coordinate(
            latitude: (latitude * 10_000).rounded() / 10_000,
            longitude: (longitude * 10_000).rounded() / 10_000
        )
    }
}

extension MapCell {
    /// Its column from the west and its row from the south: the bits of the number, unwoven.
    var place: (column: Int64, row: Int64) { (Self.gathered(number), Self.gathered(number >> 1)) }

    /// Every second bit, without those between.
    private static func gathered(_ woven: Int64) -> Int64 {
        var bits = woven & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        return (bits | bits >> 16) & 0x0000_0000_FFFF_FFFF
    }
}
