import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Whose ground a reported point is, and what becomes of it. The sample town lies between 20° and 22° E, 50° and 52° N.
@Suite struct GroundTests {
    private static let land = """
        {
          "type": "FeatureCollection",
          "features": [{
            "type": "Feature",
            "properties": {},
            "geometry": {
              "type": "Polygon",
              "coordinates": [
                [[20, 50], [21, 50], [21, 52], [20, 52], [20, 50]],
                [[20.4, 51.4], [20.6, 51.4], [20.6, 51.6], [20.4, 51.6], [20.4, 51.4]]
              ]
            }
          }]
        }
        """

    private static func town(_ outside: String?, _ notManaged: String = "warned") throws -> Municipality {
        var files = SampleTown.files.setting("managed-land.geojson", to: land)
        if let outside {
            let rule = """
                territory: { outside: "\(outside)", outsideManagedLand: "\(notManaged)", basis: "a test" },
                rejection: {
                """
            files = try files.replacing("rejection: {", with: rule, in: "rules.json5")
        }
        return try SampleTown.decoder().decode(files, revision: 1)
    }

    private static func failures(_ latitude: Double, _ longitude: Double, in town: Municipality) -> [ReportFailure] {
        var submission = Submission.sample(in: town)
        (submission.latitude, submission.longitude) = ("\(latitude)", "\(longitude)")
        do {
            try submission.check(.place, in: town, on: CivilDate(2026, 4, 27))
            return []
        } catch {
            return (error as? Failures)?.all.compactMap { $0 as? ReportFailure } ?? []
        }
    }

    @Test(
        "A point is managed, somebody else's, or outside",
        arguments: [
            (50.5, 20.5, .managed), (51.5, 20.5, .notManaged), (51, 21.5, .notManaged), (51, 22.5, .outside),
            (49.9, 20.5, .outside), (-90, 180, .outside),
        ] as [(Double, Double, Ground)]
    )
    func ground(latitude: Double, longitude: Double, ground: Ground) throws {
        let point = try #require(Coordinate(latitude: latitude, longitude: longitude))
        #expect(try Self.town(nil).ground(at: point) == ground)
    }

    @Test("Without an outline no point is outside, and without managed land all of the town is managed")
    func unknownGround() throws {
        let pole = try #require(Coordinate(latitude: -90, longitude: 180))
        let bare = SampleTown.files.setting("boundary.geojson", to: nil)
        #expect(try SampleTown.decoder().decode(bare, revision: 1).ground(at: pole) == .managed)
    }

    @Test(
        "A point outside is refused by the name of the town, unless the town only warns",
        .clause("kielce/III.13"),
        arguments: [
            (nil, "warned", 51.0, 22.5, "outside"), ("refused", "warned", 51.0, 22.5, "outside"),
            ("warned", "warned", 51.0, 22.5, nil), ("refused", "warned", 51.5, 20.5, nil),
            ("refused", "refused", 51.5, 20.5, "notManaged"), ("warned", "refused", 50.5, 20.5, nil),
        ] as [(String?, String, Double, Double, String?)]
    )
    func refusing(outside: String?, notManaged: String, latitude: Double, longitude: Double, failure: String?) throws {
        let town = try Self.town(outside, notManaged)
        let name = town.profile.name
        let expected: [ReportFailure] =
            switch failure {
            case "outside": [.placeOutside(name)]
            case "notManaged": [.placeNotManaged(name)]
            default: []
            }
        #expect(Self.failures(latitude, longitude, in: town) == expected)
    }

    @Test(
        "A slip in the streets or the managed land is named with its place",
        arguments: [
            (
                "streets.geojson",
                feature(#"{"kind": "alley"}"#, #"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#),
                "features[0].properties.kind"
            ),
            (
                "streets.geojson",
                feature(#"{"kind": "main"}"#, #"{"type": "LineString", "coordinates": [[1, 2]]}"#),
                "features[0].geometry.coordinates"
            ),
            ("managed-land.geojson", #"{"type": "Feature", "features": []}"#, "type"),
        ]
    )
    func slips(file: String, text: String, path: String) throws {
        let faults = try SampleTown.decoder().faults(in: SampleTown.files.setting(file, to: text))
        #expect(faults.map(\.description).contains { $0.hasPrefix("town/\(file): \(path): ") }, "\(faults)")
    }

    private static func feature(_ properties: String, _ geometry: String) -> String {
        """
        {
          "type": "FeatureCollection",
          "features": [{"type": "Feature", "properties": \(properties), "geometry": \(geometry)}]
        }
        """
    }
}
