import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Rules of routing that name what is not there, or can never take a report.
@Suite struct RoutingCheckTests {
    @Test(
        "Each slip is told with its place",
        arguments: [
            (#"{ id: "a", unit: "works", categories: ["lamp"], basis: "x" }"#, []),
            (#"{ id: "a", unit: "wroks", basis: "x" }"#, ["[0].unit: “wroks” is no unit; did you mean “works”?"]),
            (
                #"{ id: "a", unit: "works", categories: ["lamb"], districts: ["north"], basis: "x" }"#,
                [
                    "[0].categories: “lamb” is no category; did you mean “lamp”?",
                    "[0].districts: “north” is no district",
                ]
            ),
            (
                #"{ id: "a", unit: "works", categories: [], basis: "x" }"#,
                ["[0].categories: is empty, so that the rule takes no report"]
            ),
            (
                #"{ id: "a", unit: "works", hours: { from: "08:00", until: "08:00" }, basis: "x" }"#,
                ["[0].hours: begin and end at once"]
            ),
            (
                #"{ id: "a", unit: "works", basis: "x" }, { id: "a", unit: "works", days: "free", basis: "x" }"#,
                ["[1].id: “a” is there twice", "[0]: takes every report, so that no rule after it ever counts"]
            ),
            (
                #"{ id: "a", unit: "works", days: "free" }"#,
                ["[0]: names no clause; add `clause`, or say in `basis` where it comes from"]
            ),
        ] as [(String, [String])]
    )
    func slips(rules: String, problems: [String]) throws {
        let files = try SampleTown.files.replacing(
            "hiding: {",
            with: "routing: [\(rules)], hiding: {",
            in: "rules.json5"
        )
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(Set(faults) == Set(problems.map { "town/rules.json5: reports.routing\($0)" }))
    }

    @Test("Two districts of one id are told")
    func districts() throws {
        let feature =
            #"{"type": "Feature", "properties": {"id": "a", "name": "A"}, "geometry": {"type": "Polygon", "#
            + #""coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}}"#
        let text = #"{"type": "FeatureCollection", "features": [\#(feature), \#(feature)]}"#
        let contents = SampleTown.files.contents.merging([MunicipalityFiles.districts: text]) { $1 }
        let files = MunicipalityFiles(town: SampleTown.files.town, contents: contents)
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(faults == ["town/districts.geojson: features[1].properties.id: “a” is there twice"])
    }
}
