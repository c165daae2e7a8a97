import CityDomain
import CityKit
import Testing

/// What a town has to declare about the accessibility of its site, and what cannot be true.
@Suite struct AccessibilityCheckTests {
    private static let file = "town/municipality.json5: accessibility"

    @Test(
        "A declaration that cannot be true is told with its place",
        arguments: [
            ("country: \"PL\"", "country: \"PL\"", nil as String?),
            (
                "updated: \"2026-02-01\"", "updated: \"2025-12-31\"",
                ".updated: 2025-12-31 is before 2026-01-01, the day of publication"
            ),
            (
                "prepared: \"2026-03-01\"", "prepared: \"2026-01-31\"",
                ".prepared: 2026-01-31 is before 2026-02-01: a change of the site needs a new declaration"
            ),
            ("status: \"partial\"", "status: \"full\"", ".gaps: names gaps, but the status is “full”"),
            (
                "gaps: [{ what: { en: \"Photos\" }, why: { en: \"Not ours\" } }]", "gaps: []",
                ".gaps: is empty, but the status is “partial”: say what is missing"
            ),
            ("by: \"office\"", "by: \"auditor\"", ".assessment.auditor: is missing: say who assessed the site"),
            (
                "by: \"office\"", "by: \"office\", auditor: \"A firm\"",
                ".assessment.auditor: is named, but the office assessed the site"
            ),
            ("phone: \"+48 00 000 00 00\"", "phone: \"soon\"", ".contact.phone: “soon” is no telephone number"),
            (
                "person: { en: \"Clerk\" }, email: \"access@town.example\"", "person: { en: \"Clerk\" }, email: \"x\"",
                ".contact.email: “x” is no e-mail address"
            ),
        ]
    )
    func slips(old: String, new: String, fault: String?) throws {
        let files = try SampleTown.files.replacing(old, with: new, in: "municipality.json5")
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(faults == [fault].compactMap { $0.map { Self.file + $0 } })
    }

    @Test("A town whose law asks for the declaration is refused without it; another one is not")
    func missing() throws {
        let start = "accessibility: {"
        let text = try #require(SampleTown.files.contents["municipality.json5"])
        let first = try #require(text.firstRange(of: start)).lowerBound
        let end = try #require(text.firstRange(of: "emergencyNumber")).lowerBound
        let without = try SampleTown.files.replacing(String(text[first..<end]), with: "", in: "municipality.json5")
        let problem = ": is missing: the act of 4 April 2019 asks for the declaration of accessibility"
        #expect(try SampleTown.decoder().faults(in: without).map(\.description) == [Self.file + problem])
        let elsewhere = try without.replacing("country: \"PL\"", with: "country: \"UA\"", in: "municipality.json5")
        #expect(try SampleTown.decoder().faults(in: elsewhere) == [])
    }
}
