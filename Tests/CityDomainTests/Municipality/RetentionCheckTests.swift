import CityDomain
import CityKit
import Testing

@Suite struct RetentionCheckTests {
    @Test(
        "A rule of retention that cannot be followed is told with its place and a way to mend it",
        arguments: [
            ("{ data: \"letters\", keep: \"1 month\", basis: \"x\" }", [] as [String]),
            (
                "{ data: \"letters\", keep: \"1 month\" }",
                [": names no clause; add `clause`, or say in `basis` where it comes from"]
            ),
            (
                "{ data: \"letters\", basis: \"x\" }",
                [": says no time; add `keep`, such as “12 months”, or `archive` for reports"]
            ),
            (
                "{ data: \"reports\", keep: \"5 days\", archive: \"A\", basis: \"x\" }",
                [": has `keep` and `archive`; a rule says one of them"]
            ),
            (
                "{ data: \"letters\", keep: \"5 working days\", basis: \"x\" }",
                [".keep: is counted in days or months, not in working days"]
            ),
            (
                "{ data: \"contacts\", archive: \"B5\", basis: \"x\" }",
                [".archive: is for “reports” alone; write `keep` for “contacts”"]
            ),
            (
                "{ data: \"letters\", keep: \"5 days\", categories: [\"lamp\"], basis: \"x\" }",
                [".categories: tells reports and contacts apart, not “letters”"]
            ),
            (
                "{ data: \"reports\", archive: \"A\", categories: [], basis: \"x\" }",
                [".categories: names no category; leave it out for all others"]
            ),
            (
                "{ data: \"reports\", archive: \"A\", categories: [\"lump\"], basis: \"x\" }",
                [".categories: “lump” is no category; did you mean “lamp”?"]
            ),
        ]
    )
    func single(rule: String, faults: [String]) throws {
        #expect(try Self.faults(rule) == faults.map { "town/rules.json5: retention[0]\($0)" })
    }

    @Test("Two rules do not speak of the same data")
    func repeats() throws {
        let same = "{ data: \"letters\", keep: \"1 month\", basis: \"x\" }"
        #expect(try Self.faults(same, same) == ["town/rules.json5: retention[1]: is a second rule for “letters”"])
        let lamps = "{ data: \"reports\", archive: \"A\", categories: [\"lamp\"], basis: \"x\" }"
        let others = "{ data: \"reports\", archive: \"B5\", basis: \"x\" }"
        #expect(try Self.faults(lamps, others) == [])
        #expect(
            try Self.faults(lamps, lamps) == [
                "town/rules.json5: retention[1].categories: another rule for “reports” names “lamp” as well"
            ]
        )
    }

    private static func faults(_ rules: String...) throws -> [String] {
        let list = "retention: [\(rules.joined(separator: ", "))], reports: {"
        let files = try SampleTown.files.replacing("reports: {", with: list, in: "rules.json5")
        return try SampleTown.decoder().faults(in: files).map(\.description)
    }
}
