import CityDomain
import CityKit
import Testing

@Suite struct ClauseCitationTests {
    @Test(
        "Citations are found in the sources of tests",
        arguments: [
            (#"@Test("A name", .clause("town/I.1")) func f() {}"#, ["A name: town/I.1"]),
            (#"@Test("A name", .clause("town/I.1", "town/§4 d7"), arguments: [1])"#, ["A name: town/I.1 town/§4 d7"]),
            (#"@Test("A \"name\" (x, y)", .tags(.slow), .clause("town/I.1"))"#, [#"A "name" (x, y): town/I.1"#]),
            (
                "@Test(\n  \"A name\",\n  .clause(\n    \"town/I.1\"\n  ),\n  arguments: [(\"a\", 1)]\n)",
                ["A name: town/I.1"]
            ),
            (#"@Test(.clause("town/I.1")) func noName() {}"#, ["noName: town/I.1"]),
            (#"@Suite("All of it", .clause("town/I.1")) struct S {}"#, ["All of it: town/I.1"]),
            (#"@Suite(.clause("town/I.1")) struct SomeTests {}"#, ["SomeTests: town/I.1"]),
            (#"@Test("A name", arguments: ["town/I.1"]) func f() {}"#, []),
            (#"@Test("A name") func f() { #expect(clause("town/I.1")) }"#, []),
            (
                #"@Test("A", .clause("town/I.1")) func a() {} @Test("B", .clause("town/I.2")) func b() {}"#,
                ["A: town/I.1", "B: town/I.2"]
            ),
        ]
    )
    func sources(source: String, citations: [String]) {
        let found = ClauseCitation.citations(in: source).map { citation in
            "\(citation.test): \(citation.clauses.map(\.description).joined(separator: " "))"
        }
        #expect(found == citations)
    }
}
