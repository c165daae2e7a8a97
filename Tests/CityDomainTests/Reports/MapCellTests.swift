import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct MapCellTests {
    @Test(
        "A cell has the number that weaves its column and its row",
        arguments: [
            (-90, -180, 26, 0), (90, 180, 26, (1 << 52) - 1), (0, 0, 1, 3), (-0.001, -0.001, 1, 0), (0, -1, 1, 2),
            (-1, 0, 1, 1), (90, -180, 3, 0b101010), (-90, 180, 3, 0b010101), (45, 90, 2, 0b1111),
        ] as [(Double, Double, Int, Int64)]
    )
    func numbers(latitude: Double, longitude: Double, level: Int, number: Int64) throws {
        let point = try #require(Coordinate(latitude: latitude, longitude: longitude))
        #expect(MapCell(of: point, level: level) == MapCell(number: number, level: level))
    }

    @Test("A finer cell lies in the range of its coarser ones")
    func nesting() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<200 {
            let point = try #require(
                Coordinate(
                    latitude: .random(in: -90...90, using: &dice),
                    longitude: .random(in: -180...180, using: &dice)
                )
            )
            let finest = MapCell(of: point)
            for level in 0...26 {
                let cell = MapCell(of: point, level: level)
                #expect(finest.cell(at: level) == cell)
                #expect(cell.range.contains(finest.number))
            }
        }
    }

    @Test("Twelve ranges hold every point of a box, whatever its size and place")
    func ranges() throws {
        var dice = Dice(seed: 2)
        for _ in 0..<500 {
            let scale = [0, 0.000_1, 0.01, 1, 170][Int.random(in: 0..<5, using: &dice)]
            let size = Double.random(in: 0...1, using: &dice) * scale
            let west = Double.random(in: -180...(180 - size), using: &dice)
            let south = Double.random(in: -90...(90 - size / 2), using: &dice)
            let box = try #require(MapBox(west: west, south: south, east: west + size, north: south + size / 2))
            let ranges = box.ranges(atMost: 12)
            #expect((1...12).contains(ranges.count))
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
            for _ in 0..<20 {
                let point = try #require(
                    Coordinate(
                        latitude: .random(in: box.south...box.north, using: &dice),
                        longitude: .random(in: box.west...box.east, using: &dice)
                    )
                )
                #expect(ranges.contains { $0.contains(MapCell(of: point).number) }, "\(box) \(point)")
            }
        }
    }

    @Test("Twelve ranges hold at most three times the cells of a box, however the grid lies under it")
    func tightRanges() throws {
        var dice = Dice(seed: 3)
        for _ in 0..<500 {
            let size = Double.random(in: 0.001...0.05, using: &dice)
            let west = Double.random(in: 14...24, using: &dice)
            let south = Double.random(in: 49...54, using: &dice)
            let box = try #require(MapBox(west: west, south: south, east: west + size, north: south + size / 2))
            let columns = MapCell.column(box.east, 26) - MapCell.column(box.west, 26) + 1
            let rows = MapCell.row(box.north, 26) - MapCell.row(box.south, 26) + 1
            let held = box.ranges(atMost: 12).reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 }
            #expect(held <= 3 * columns * rows, "\(box)")
        }
    }

    @Test(
        "Ranges are joined where the gap is smallest",
        arguments: [
            ([0...1, 2...3, 9...9], 2, [0...3, 9...9]), ([0...0, 5...5, 7...7, 20...20], 2, [0...7, 20...20]),
            ([0...0, 5...5, 7...7, 20...20], 3, [0...0, 5...7, 20...20]), ([3...4], 1, [3...4]),
            ([0...0, 2...2, 4...4], 2, [0...0, 2...4]), ([0...0, 9...9], 1, [0...9]),
            ([0...0, 2...2, 4...4, 90...90], 3, [0...0, 2...4, 90...90]),
        ] as [([ClosedRange<Int64>], Int, [ClosedRange<Int64>])]
    )
    func merging(ranges: [ClosedRange<Int64>], most: Int, merged: [ClosedRange<Int64>]) {
        #expect(MapBox.merged(ranges, to: most) == merged)
    }

    @Test(
        "A circle fits into the box around it, at the poles and across the date line too",
        arguments: [(0, 0), (50, 20), (89.99, 10), (-89.99, -170), (10, 179.999), (10, -179.999)] as [(Double, Double)]
    )
    func circles(latitude: Double, longitude: Double) throws {
        let center = try #require(Coordinate(latitude: latitude, longitude: longitude))
        var dice = Dice(seed: 3)
        for meters in [1.0, 1_000, 50_000] {
            let box = MapBox(around: center, meters: meters)
            for _ in 0..<400 {
                let spread = meters / 50_000
                let point = Coordinate(
                    latitude: latitude + .random(in: -spread...spread, using: &dice),
                    longitude: longitude + .random(in: -spread...spread, using: &dice)
                )
                guard let point, center.distance(to: point) <= meters else { continue }
                #expect(box.contains(point), "\(point) is \(center.distance(to: point)) m away")
            }
        }
    }

    @Test(
        "Distances are those of the earth",
        arguments: [
            (0, 0, 0, 1, 111_195), (0, 0, 90, 0, 10_007_557), (50.87, 20.63, 52.23, 21.01, 153_500),
            (0, 179.5, 0, -179.5, 111_195), (10, 10, 10, 10, 0),
        ] as [(Double, Double, Double, Double, Double)]
    )
    func distances(a: Double, b: Double, c: Double, d: Double, meters: Double) throws {
        let from = try #require(Coordinate(latitude: a, longitude: b))
        let to = try #require(Coordinate(latitude: c, longitude: d))
        #expect(abs(from.distance(to: to) - meters) <= meters * 0.001 + 0.001)
    }
}
