import CityDomain
import CityKit
import CityTestSupport
import Testing

/// Rules about people that say what cannot be done are refused, by their place.
@Suite struct PersonRuleTests {
    @Test(
        "A slip in a rule about people is told by its place",
        arguments: [
            ("guardian: { under: 16,", "guardian: { under: 13,", "accounts.guardian.under"),
            ("guardian: { under: 16,", "guardian: { under: 19,", "accounts.guardian.under"),
            (
                "blocking: { clause: \"V.5\" }", "blocking: { clause: \"V.5\" }, log: { keptFor: \"6 months\" }",
                "accounts.log"
            ),
            ("blocking: { clause: \"V.5\" }", "blocking: { clause: \"V.5\", basis: \"x\" }", "accounts.blocking"),
            ("{ data: \"accounts\",", "{ data: \"accounts\", warnBefore: \"1 month\",", "retention[2].warnBefore"),
            ("{ data: \"accounts\",", "{ data: \"accounts\", warnBefore: \"91 days\",", "retention[2].warnBefore"),
            ("{ data: \"accounts\",", "{ data: \"accounts\", warnBefore: \"0 days\",", "retention[2].warnBefore"),
            ("{ data: \"contacts\",", "{ data: \"contacts\", warnBefore: \"30 days\",", "retention[1].warnBefore"),
        ]
    )
    func slips(old: String, new: String, path: String) throws {
        do {
            _ = try ProjectTown.named("suprasl", .init("rules.json5", old, new))
            Issue.record("\(new) was taken")
        } catch let faults as FileFaults {
            #expect(faults.all.map(\.path) == [path])
        }
    }
}
