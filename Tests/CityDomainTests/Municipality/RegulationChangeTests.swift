import CityDomain
import CityKit
import Testing

@Suite struct RegulationChangeTests {
    private static func version(_ text: String) -> RegulationVersion {
        RegulationVersion(version: "x", effective: CivilDate(2026, 1, 1), language: .polish, text: text)
    }

    @Test(
        "The difference names each point that was added, changed or taken away",
        arguments: [
            ("### 1 — A\n\nOne.", "### 1 — A\n\nOne.", []),
            (
                "### 1 — A\n\nOne.", "### 1 — A\n\nOne\nmore.",
                [RegulationChange(heading: "1 — A", before: "One.", after: "One more.")]
            ),
            (
                "### 1 — A\n\nOne.", "### 1 — A\n\nOne.\n\n### 2 — B\n\nTwo.",
                [RegulationChange(heading: "2 — B", before: nil, after: "Two.")]
            ),
            (
                "### 1 — A\n\nOne.\n\n### 2 — B\n\nTwo.", "### 2 — B\n\nTwo.",
                [RegulationChange(heading: "1 — A", before: "One.", after: nil)]
            ),
            ("### 1 — A\n\nOne   two.\n\n", "### 1 — A\nOne\ntwo.", []),
            ("", "### 1 — A\n\nOne.", [RegulationChange(heading: "1 — A", before: nil, after: "One.")]),
        ]
    )
    func changes(old: String, new: String, changes: [RegulationChange]) {
        #expect(Self.version(new).changes(since: Self.version(old)) == changes)
    }
}
