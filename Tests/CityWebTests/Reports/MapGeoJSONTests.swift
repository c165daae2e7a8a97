import CityDomain
import CityKit
import Testing

@testable import CityWeb

@Suite struct MapGeoJSONTests {
    @Test(
        "Degrees are written with six digits after the point, whatever their sign and size",
        arguments: [
            (0, 0, "0.000000,0.000000"), (-0.000_000_1, 0.000_000_4, "0.000000,0.000000"),
            (-0.000_001, 0.000_000_6, "-0.000001,0.000001"), (20.627_52, 50.870_33, "20.627520,50.870330"),
            (-180, -90, "-180.000000,-90.000000"), (179.999_999_9, 9.999_999_5, "180.000000,10.000000"),
            (-20.05, 89.999_96, "-20.050000,89.999960"),
        ] as [(Double, Double, String)]
    )
    func degrees(longitude: Double, latitude: Double, written: String) throws {
        let place = try #require(Coordinate(latitude: latitude, longitude: longitude))
        let text = text(.clusters([.init(cell: MapCell(of: place), count: 1, place: place)]))
        #expect(text.firstMatch(of: /"coordinates":\[([^\]]*)\]/)?.1 == written[...])
    }

    @Test("Points and clusters are features with nothing but what a map shows")
    func features() throws {
        let place = try #require(Coordinate(latitude: 50.5, longitude: 20.25))
        let point = ReportMap.Point(
            number: ReportNumber(year: 2026, sequence: 12_345),
            place: place,
            category: ID("street-lamp"),
            kind: .issue,
            status: .inProgress
        )
        let geometry =
            #"{"type":"Feature","geometry":{"type":"Point","coordinates":[20.250000,50.500000]},"properties":"#
        let facts = #"{"number":"2026/12345","status":"inProgress","kind":"issue","category":"street-lamp"}}"#
        #expect(
            text(.points([point, point]))
                == #"{"type":"FeatureCollection","shows":"points","features":["#
                + "\(geometry)\(facts),\(geometry)\(facts)]}"
        )
        #expect(
            text(.clusters([.init(cell: MapCell(of: place), count: 1_000_000, place: place)]))
                == #"{"type":"FeatureCollection","shows":"clusters","features":["# + "\(geometry){\"count\":1000000}}]}"
        )
        #expect(text(.points([])) == #"{"type":"FeatureCollection","shows":"points","features":[]}"#)
    }

    @Test("A category with letters that would end its text does not break the JSON")
    func hostileCategory() throws {
        let place = try #require(Coordinate(latitude: 0, longitude: 0))
        let point = ReportMap.Point(
            number: ReportNumber(year: 2026, sequence: 1),
            place: place,
            category: ID("a\"b\\c\n"),
            kind: .idea,
            status: .done
        )
        #expect(text(.points([point])).hasSuffix(#""category":"abc"}}]}"#))
    }

    private func text(_ map: ReportMap) -> String { String(decoding: MapGeoJSON(map).bytes, as: UTF8.self) }
}
