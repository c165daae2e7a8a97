import CityDomain
import CityKit
import Testing

@Suite struct PurposeCheckTests {
    @Test(
        "A rule of a purpose without a legal basis, or with one twice, is told with its place and a way to mend it",
        arguments: [
            ("{ purpose: \"reports\", bases: [\"consent\", \"publicTask\"], basis: \"x\" }", nil as String?),
            (
                "{ purpose: \"reports\", bases: [], basis: \"x\" }",
                ".bases: names no legal basis; write for example “consent”"
            ),
            (
                "{ purpose: \"reports\", bases: [\"publicTask\", \"consent\"], basis: \"x\" }",
                ".bases: has each basis once, in the order of article 6(1): “consent”, “publicTask”"
            ),
            (
                "{ purpose: \"reports\", bases: [\"consent\", \"consent\"], basis: \"x\" }",
                ".bases: has each basis once, in the order of article 6(1): “consent”"
            ),
            (
                "{ purpose: \"reports\", bases: [\"consent\"] }",
                ": names no clause; add `clause`, or say in `basis` where it comes from"
            ),
        ]
    )
    func single(rule: String, fault: String?) throws {
        #expect(try Self.faults(rule) == [fault].compactMap { $0.map { "town/rules.json5: purposes[0]\($0)" } })
    }

    @Test("Two rules do not speak of the same purpose")
    func repeats() throws {
        let same = "{ purpose: \"duties\", bases: [\"legalObligation\"], basis: \"x\" }"
        #expect(try Self.faults(same, same) == ["town/rules.json5: purposes[1]: is a second rule for “duties”"])
    }

    private static func faults(_ rules: String...) throws -> [String] {
        let list = "purposes: [\(rules.joined(separator: ", "))], reports: {"
        let files = try SampleTown.files.replacing("reports: {", with: list, in: "rules.json5")
        return try SampleTown.decoder().faults(in: files).map(\.description)
    }
}
