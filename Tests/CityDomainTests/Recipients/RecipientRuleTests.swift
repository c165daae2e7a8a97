import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// What the rules about recipients may say.
@Suite struct RecipientRuleTests {
    @Test(
        "A rule that cannot be kept is named with its place",
        arguments: [
            ("hours: 24,", "hours: 0,", "recipients.codes.hours"), ("attempts: 5,", "attempts: 11,", "codes.attempts"),
            ("devices: 3,", "devices: 0,", "codes.devices"), ("days: 14,", "days: 366,", "hold.days"),
            ("[\"email\", \"sms\", \"app\"]", "[\"email\", \"email\"]", "channels.offered"),
            ("[\"email\", \"sms\", \"app\"]", "[\"app\"]", "channels.offered"),
            ("[\"form\", \"clerk\", \"file\"]", "[]", "registration.ways"),
            ("id: \"outages\"", "id: \"culture\"", "topics[1].id"), ("id: \"outages\"", "id: \"a b\"", "topics[1].id"),
            (
                "version: \"2026-01\",\n      text: {\n        pl: \"Zgadzam",
                "version: \"a b\",\n      text: {\n        pl: \"Zgadzam", "consent.version"
            ),
        ]
    )
    func faults(old: String, new: String, path: String) throws {
        let change = ProjectTown.Change("rules.json5", old, new)
        do {
            _ = try ProjectTown.named("demo", change)
            Issue.record("taken: \(new)")
        } catch let faults as FileFaults {
            #expect(faults.all.contains { ($0.path ?? "").hasSuffix(path) })
        }
    }
}
