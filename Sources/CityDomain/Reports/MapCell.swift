public import CityKit

/// A cell of a grid over the whole earth. At level n the grid has 2ⁿ columns from west to east and 2ⁿ rows from south to
/// north. The number of a cell weaves the bits of its column and row together (Morton order), so that cells near each
/// other mostly have numbers near each other, and the cells within a coarser one are one range.
public struct MapCell: Sendable, Hashable {
    public let number: Int64
    /// 0 to 26.
    public let level: Int

    /// The finest level: 0.6 m from west to east at the equator.
    public static let finest = 26

    public init(number: Int64, level: Int) {
        self.number = number
        self.level = level
    }

    public init(of point: Coordinate, level: Int = finest) {
        self.init(column: Self.column(point.longitude, level), row: Self.row(point.latitude, level), level: level)
    }

    init(column: Int64, row: Int64, level: Int) {
        self.init(number: Self.spread(column) | Self.spread(row) << 1, level: level)
    }

    /// The cell of a coarser level that holds this one.
    public func cell(at coarser: Int) -> MapCell {
        MapCell(number: number >> Int64(2 * (level - coarser)), level: coarser)
    }

    /// The numbers of the finest cells in this one.
    public var range: ClosedRange<Int64> {
        let shift = Int64(2 * (Self.finest - level))
        return number << shift...((number + 1) << shift) - 1
    }

    static func column(_ longitude: Double, _ level: Int) -> Int64 { place((longitude + 180) / 360, level) }
    static func row(_ latitude: Double, _ level: Int) -> Int64 { place((latitude + 90) / 180, level) }

    /// The last line of the grid takes in the edge of the map.
    private static func place(_ share: Double, _ level: Int) -> Int64 {
        let finest = min(1 << Int64(Self.finest) - 1, Int64(share * Double(1 << Self.finest)))
        return finest >> Int64(Self.finest - level)
    }

    /// Puts a zero before each of the lower 26 bits. Migration 4 does the same in SQL.
    private static func spread(_ bits: Int64) -> Int64 {
        var bits = bits
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }
}

extension MapBox {
    /// The cells of a level that the box touches. The box must not cross the 180th meridian: see `parts`.
    func cells(at level: Int) -> [MapCell] {
        let columns = MapCell.column(west, level)...MapCell.column(east, level)
        let rows = MapCell.row(south, level)...MapCell.row(north, level)
        return rows.flatMap { row in columns.map { MapCell(column: $0, row: row, level: level) } }
    }

    /// The finest of `levels` at which the box touches few cells: at most `most` and one more in each direction.
    func level(of levels: some BidirectionalCollection<Int>, most: Int64) -> Int {
        let fitting = levels.last { level in
            parts.allSatisfy { part in
                MapCell.column(part.east, level) - MapCell.column(part.west, level) <= most
                    && MapCell.row(part.north, level) - MapCell.row(part.south, level) <= most
            }
        }
        return fitting ?? levels.first ?? 0
    }

    /// Few ranges of finest cells that hold every point of the box, and others around it: what they find has to be held
    /// against the box.
    public func ranges(atMost most: Int) -> [ClosedRange<Int64>] {
        parts.flatMap { part in
            let cells = part.cells(at: part.level(of: 0...MapCell.finest, most: 11))
            return Self.merged(cells.map(\.range).sorted { $0.lowerBound < $1.lowerBound }, to: most / parts.count)
        }
    }

    /// Joins ranges that follow each other, then those with the smallest gaps between them.
    static func merged(_ sorted: [ClosedRange<Int64>], to most: Int) -> [ClosedRange<Int64>] {
        let gaps = zip(sorted, sorted.dropFirst()).map { $1.lowerBound - $0.upperBound }
        let widest = gaps.filter { $0 > 1 }.sorted(by: >).prefix(most - 1)
        // Of the gaps as wide as the last one that stays, only so many: none may take the place of a wider one behind it.
        let narrowest = widest.last ?? .max
        var equals = widest.count { $0 == narrowest }
        return zip(sorted.dropFirst(), gaps).reduce(into: sorted.prefix(1).map(\.self)) { merged, next in
            let (range, gap) = next
            if gap > narrowest || gap == narrowest && equals > 0 {
                if gap == narrowest { equals -= 1 }
                merged.append(range)
            } else {
                merged[merged.count - 1] = merged[merged.count - 1].lowerBound...range.upperBound
            }
        }
    }
}
