import CityKit

/// The houses of a register: those of each street together by number, and those of each small square of land together.
struct AddressHouses: Sendable {
    /// Into the points of the register, street by street, by number.
    private let byStreet: [Int32]
    /// Where a street begins in `byStreet`; one more than there are streets.
    private let starts: [Int32]
    private let cells: [Cell: Range<Int32>]
    private let byCell: [Int32]
    private let points: [AddressPoint]
    private let streetOfPoint: [Int32]
    private let middles: [Coordinate?]

    init(_ register: AddressRegister) {
        points = register.points
        var streets: [ID<Street>: Int32] = [:]
        for (index, street) in register.streets.enumerated() { streets[street.id] = Int32(index) }
        let streetOfPoint = register.points.map { streets[$0.street] ?? -1 }
        let known = register.points.indices.filter { streetOfPoint[$0] >= 0 }.map { Int32($0) }
        byStreet = Self.sorted(known, points, streetOfPoint)
        self.streetOfPoint = streetOfPoint
        var starts = Array(repeating: Int32(0), count: register.streets.count + 1)
        for street in streetOfPoint where street >= 0 { starts[Int(street) + 1] += 1 }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
        self.starts = starts
        (byCell, cells) = Self.byCell(known, points)
        middles = Self.middles(of: points, byStreet, starts)
    }

    var count: Int { byStreet.count }

    /// The houses of a street by number.
    func of(street: Int) -> ArraySlice<Int32> { byStreet[Int(starts[street])..<Int(starts[street + 1])] }

    func point(_ index: Int32) -> AddressPoint { points[Int(index)] }

    func street(of index: Int32) -> Int { Int(streetOfPoint[Int(index)]) }

    /// A house near the middle of the street; nil when none has a number.
    func middle(of street: Int) -> Coordinate? { middles[street] }

    /// The house that is nearest to a place, and how far it is in metres; nil when there is none within `limit`.
    func nearest(to place: Coordinate, within limit: Double) -> (house: Int32, distance: Double)? {
        guard !cells.isEmpty else { return nil }
        let center = Cell(of: place)
        let widest = min(Self.widestRing, Int32((limit / Cell.leastSide(at: place)).rounded(.up)))
        var best: (house: Int32, distance: Double)?
        for ring in 0...widest {
            // Whatever stands in this ring is at least so far away.
            let reach = Double(ring - 1) * Cell.leastSide(at: place)
            if let best, best.distance <= reach { break }
            for cell in center.ring(ring) {
                for position in cells[cell] ?? 0..<0 {
                    let house = byCell[Int(position)]
                    let distance = points[Int(house)].point.distance(to: place)
                    if distance <= limit, distance < best?.distance ?? .infinity { best = (house, distance) }
                }
            }
        }
        return best
    }

    /// Near the poles a cell is so narrow that rings would not end.
    private static let widestRing: Int32 = 20

    private static func sorted(_ known: [Int32], _ points: [AddressPoint], _ streets: [Int32]) -> [Int32] {
        // Comparing one integer for nearly all pairs: street and number together.
        let keys = known.map { (Int(streets[Int($0)]) << 16 | points[Int($0)].number.value, $0) }
        return keys.sorted { first, second in
            first.0 == second.0
                ? points[Int(first.1)].number.rest < points[Int(second.1)].number.rest : first.0 < second.0
        }.map(\.1)
    }

    private static func byCell(_ known: [Int32], _ points: [AddressPoint]) -> ([Int32], [Cell: Range<Int32>]) {
        let sorted = known.map { (Cell(of: points[Int($0)].point), $0) }.sorted { $0.0 < $1.0 }
        var cells: [Cell: Range<Int32>] = [:]
        var start = 0
        for index in sorted.indices where index + 1 == sorted.count || sorted[index].0 != sorted[index + 1].0 {
            cells[sorted[index].0] = Int32(start)..<Int32(index + 1)
            start = index + 1
        }
        return (sorted.map(\.1), cells)
    }

    private static func middles(of points: [AddressPoint], _ byStreet: [Int32], _ starts: [Int32]) -> [Coordinate?] {
        starts.indices.dropLast().map { street in
            let (start, end) = (Int(starts[street]), Int(starts[street + 1]))
            return start == end ? nil : points[Int(byStreet[(start + end) / 2])].point
        }
    }
}

/// A piece of land of about 220 by 200 metres.
private struct Cell: Hashable, Comparable {
    let row: Int32
    let column: Int32

    private static let degrees = 0.002
    private static let columnDegrees = 0.003

    init(of place: Coordinate) {
        row = Int32((place.latitude / Self.degrees).rounded(.down))
        column = Int32((place.longitude / Self.columnDegrees).rounded(.down))
    }

    private init(row: Int32, column: Int32) {
        self.row = row
        self.column = column
    }

    static func < (first: Self, second: Self) -> Bool { (first.row, first.column) < (second.row, second.column) }

    /// Metres of the shorter side.
    static func leastSide(at place: Coordinate) -> Double {
        let corner = Coordinate(latitude: place.latitude, longitude: 0)
        let east = Coordinate(latitude: place.latitude, longitude: columnDegrees)
        guard let corner, let east else { return 1 }
        return max(1, min(corner.distance(to: east), 222))
    }

    /// The cells whose greater distance in rows and columns is `ring`.
    func ring(_ ring: Int32) -> [Self] {
        guard ring > 0 else { return [self] }
        let sides = (-ring...ring).flatMap { step in
            [(-ring, step), (ring, step)] + (abs(step) == ring ? [] : [(step, -ring), (step, ring)])
        }
        return sides.map { Self(row: row + $0.0, column: column + $0.1) }
    }
}
