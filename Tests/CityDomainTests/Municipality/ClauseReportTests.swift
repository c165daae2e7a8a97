import CityDomain
import CityKit
import Foundation
import Testing

@Suite struct ClauseReportTests {
    private func evidence(_ json: String) throws -> ClauseEvidence {
        try ClauseEvidence(HandwrittenFile(name: "clauses-evidence.json", data: Data(json.utf8)))
    }

    private let cited = [
        ClauseCitation(test: "The terms are accepted", clauses: [Clause("town/I.2")]),
        ClauseCitation(test: "Another town", clauses: [Clause("city/II.1")]),
        ClauseCitation(test: "A definition", clauses: [Clause("town/III.2")]),
    ]

    @Test("Without evidence a point is cited by tests and stories, and nothing is proved")
    func withoutEvidence() throws {
        let report = try #require(ClauseReport(SampleTown.files, citations: cited, evidence: nil))
        #expect(
            report.rows.map { "\($0.clause) \($0.standing) \($0.tests.joined(separator: ", "))" } == [
                "I.1 unproved ", "I.2 cited The terms are accepted", "II.1 unproved ", "II.2 unproved ",
                "II.3 cited A lamp (town/scenarios/story.json5)", "III.1 unproved ", "III.2 legalText A definition",
                "III.3 planned ",
            ]
        )
        #expect(
            report.summary == "town: 8 clauses: 2 cited, 4 done without proof, 1 legal text, 1 planned"
        )
    }

    @Test("With evidence only that counts, and a point of which one test failed is not proved")
    func withEvidence() throws {
        let evidence = try evidence(
            """
            {"tests": [
              {"name": "a", "clauses": ["town/I.1", "town/I.2"], "passed": true},
              {"name": "b", "clauses": ["town/I.2"], "passed": false},
              {"name": "c", "clauses": ["town/II.1"], "passed": false}
            ]}
            """
        )
        let report = try #require(ClauseReport(SampleTown.files, citations: cited, evidence: evidence))
        #expect(
            report.rows.map { "\($0.clause) \($0.standing) \($0.tests.joined(separator: ", "))" } == [
                "I.1 proved a", "I.2 unproved a, b", "II.1 unproved c", "II.2 unproved ", "II.3 unproved ",
                "III.1 unproved ", "III.2 legalText ", "III.3 planned ",
            ]
        )
        #expect(report.summary == "town: 8 clauses: 1 proved, 5 done without proof, 1 legal text, 1 planned")
    }

    @Test(
        "Evidence of another form is refused",
        arguments: [
            (#"{"test": []}"#, "is missing; “test” is there: is it misspelt?"),
            (#"{"tests": [{"name": "a", "clauses": "I.1", "passed": true}]}"#, "must be a list: [ … ]"),
        ]
    )
    func brokenEvidence(json: String, problem: String) {
        let faults = #expect(throws: FileFaults.self) { try evidence(json) }
        #expect(faults?.all.first?.problem == problem)
    }

    @Test("The table says for each point how it is met and which tests cite it")
    func table() throws {
        let report = try #require(ClauseReport(SampleTown.files, citations: cited, evidence: nil))
        let markdown = ClauseTable([report]).markdown
        for line in [
            "## town", "8 clauses: 6 done, 1 legal text, 1 planned.",
            "| I.2 | rule `reports.terms` | The terms are accepted |",
            "| III.1 | built in: `freeOfCharge` |  |", "| III.2 | legal text: a definition | A definition |",
            "| III.3 | planned: a map |  |", "- `freeOfCharge`: No page asks for money.",
        ] {
            #expect(markdown.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
    }

    @Test("A map without a readable clauses.json5 has no report")
    func noMap() {
        let files = SampleTown.files.setting("clauses.json5", to: "{ clauses: 1 }")
        #expect(ClauseReport(files, citations: [], evidence: nil) == nil)
    }
}
