import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Rules for contractors by which no reminder is one, or links never end.
@Suite struct ContractorCheckTests {
    @Test(
        "Each slip is told with its place",
        arguments: [
            (#"{ within: "10 working days", link: "14 days", remind: "2 working days", basis: "x" }"#, []),
            (#"{ within: "10 days", link: "14 days", basis: "x" }"#, []),
            (#"{ within: "10 days", link: "24 months", basis: "x" }"#, [".link: is longer than a year"]),
            (
                #"{ within: "2 days", link: "14 days", remind: "2 days", basis: "x" }"#,
                [".remind: is no shorter than `within`, so that the reminder comes with the order"]
            ),
            (
                #"{ within: "2 days", link: "14 days" }"#,
                [": names no clause; add `clause`, or say in `basis` where it comes from"]
            ),
        ] as [(String, [String])]
    )
    func slips(rule: String, problems: [String]) throws {
        let files = try SampleTown.files.replacing(
            "hiding: {",
            with: "contractors: \(rule), hiding: {",
            in: "rules.json5"
        )
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(Set(faults) == Set(problems.map { "town/rules.json5: reports.contractors\($0)" }))
    }
}
