import CityDomain
import CityKit
import Testing

/// What is wrong with a town's rules for disturbances of the service.
@Suite struct DisruptionCheckTests {
    @Test(
        "Rules for disturbances say something that can be, and where it comes from",
        arguments: [
            ("advance: { atLeast: \"2 days\", basis: \"b\" }", nil as String?),
            ("", "disruptions: says nothing; write `advance` or `workingHours`, or leave it out"),
            (
                "advance: { atLeast: \"2 days\" }",
                "disruptions.advance: names no clause; add `clause`, or say in `basis` where it comes from"
            ),
            (
                "workingHours: { from: \"16:00\", until: \"08:00\", breaks: \"avoided\", basis: \"b\" }",
                "disruptions.workingHours: ends at 08:00, which is not after 16:00"
            ),
        ]
    )
    func rules(rules: String, fault: String?) throws {
        let list = "disruptions: { \(rules) }, reports: {"
        let files = try SampleTown.files.replacing("reports: {", with: list, in: "rules.json5")
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(faults == [fault].compactMap { $0.map { "town/rules.json5: \($0)" } })
    }
}
