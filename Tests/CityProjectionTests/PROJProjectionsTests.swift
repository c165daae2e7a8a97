import CityDomain
import CityKit
import CityProjection
import Testing

@Suite struct PROJProjectionsTests {
    /// LV95: the old observatory of Bern, where the grid begins, and the example of swisstopo’s “Formulas and constants for
    /// the calculation of the Swiss conformal cylindrical projection”. PUWG: on the central meridian of a transverse
    /// Mercator grid the northing is the arc of the meridian from the equator on GRS 80 (5,780,033.867 m to 52.15°,
    /// integrated numerically) times the scale of the grid, less its false northing.
    @Test(
        "A point is found on the ground, within half a metre",
        arguments: [
            ("WGS 84", 20.62752, 50.87033, 50.87033, 20.62752),
            ("LV95", 2_600_000, 1_200_000, 46.951083, 7.438632),
            ("LV95", 2_700_000, 1_100_000, 46.044131, 8.730497),
            ("PUWG 1992", 500_000, 5_780_033.867 * 0.9993 - 5_300_000, 52.15, 19),
            ("PUWG 2000 zone 7", 7_500_000, 5_780_033.867 * 0.999923, 52.15, 21),
            ("EPSG:2178", 7_500_000, 5_780_033.867 * 0.999923, 52.15, 21),
        ] as [(String, Double, Double, Double, Double)]
    )
    func controlPoints(system: String, east: Double, north: Double, latitude: Double, longitude: Double) throws {
        let system = try #require(CoordinateSystem(system))
        let projection = try #require(PROJProjections().projection(from: system))
        let found = try #require(projection.coordinate(east: east, north: north))
        let wanted = try #require(Coordinate(latitude: latitude, longitude: longitude))
        #expect(found.distance(to: wanted) < 0.5, "\(found)")
    }

    @Test(
        "East and north in the wrong columns are no place",
        arguments: [
            ("LV95", 1_200_000, 2_600_000), ("PUWG 1992", 6_000_000, 477_000), ("WGS 84", 20.6, 91),
            ("PUWG 2000 zone 7", 5_789_231.96, 7_497_787.64), ("LV95", 0, 0),
        ] as [(String, Double, Double)]
    )
    func swapped(system: String, east: Double, north: Double) throws {
        let system = try #require(CoordinateSystem(system))
        let projection = try #require(PROJProjections().projection(from: system))
        #expect(projection.coordinate(east: east, north: north) == nil)
    }

    @Test("A number that no register has is no system")
    func unknown() {
        #expect(PROJProjections().projection(from: CoordinateSystem(epsg: 99_998)) == nil)
    }

    @Test("Several threads may ask the same projection")
    func threads() async throws {
        let projection = try #require(PROJProjections().projection(from: CoordinateSystem(epsg: 2056)))
        let first = projection.coordinate(east: 2_683_920, north: 1_245_604)
        #expect(first != nil)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<500).allSatisfy { _ in projection.coordinate(east: 2_683_920, north: 1_245_604) == first }
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
