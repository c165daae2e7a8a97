import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct BoundarySizeTests {
    /// Degrees east and north of 20° E 52° N, in hundredths.
    private static func ring(_ corners: [(Double, Double)]) -> [Coordinate] {
        (corners + corners.prefix(1)).compactMap {
            Coordinate(latitude: 52 + $0.1 / 100, longitude: 20 + $0.0 / 100)
        }
    }

    private static func square(_ west: Double, _ south: Double, _ size: Double) -> [Coordinate] {
        ring([(west, south), (west + size, south), (west + size, south + size), (west, south + size)])
    }

    /// At 52° north a hundredth of a degree is 1.112 km high and 0.685 km wide.
    @Test(
        "The size is that of all parts without their holes",
        arguments: [
            ([[square(0, 0, 1)]], 0.76), ([[square(0, 0, 4)]], 12.18), ([[square(0, 0, 4), square(1, 1, 2)]], 9.13),
            ([[square(0, 0, 1)], [square(5, 5, 1)]], 1.52), ([], 0),
        ] as [([[[Coordinate]]], Double)]
    )
    func size(parts: [[[Coordinate]]], squareKilometres: Double) {
        #expect(abs(Boundary(parts: parts).squareKilometres - squareKilometres) < 0.02)
    }

    @Test("The middle is within the largest part, also where the centre is not")
    func middle() throws {
        let horseshoe = Self.ring([(0, 0), (6, 0), (6, 8), (5, 8), (5, 1), (2, 1), (2, 8), (0, 8)])
        let ring = [Self.square(0, 0, 9), Self.square(2, 2, 5)]
        for parts in [[[horseshoe]], [ring], [[Self.square(20, 20, 1)], ring], [[Self.square(0, 0, 1)]]] {
            let area = Boundary(parts: parts)
            let middle = try #require(area.middle)
            #expect(area.contains(middle))
            #expect(middle.longitude < 20.1, "not in the small part")
        }
        #expect(Boundary(parts: []).middle == nil)
    }
}
