import CityDomain
import CityKit
import Testing

@Suite struct MunicipalityDiffTests {
    @Test("Files that say the same have no difference but the order of what was moved, comments aside")
    func moved() throws {
        let moved = try SampleTown.files.replacing(
            "{ from: \"new\", to: \"accepted\", clause: \"II.1\" },",
            with: "",
            in: "rules.json5"
        ).replacing(
            "{ from: \"accepted\", to: \"done\", clause: \"II.2\" },",
            with: """
                // Moved to the end.
                { from: "accepted", to: "done", clause: "II.2" }, { from: "new", to: "accepted", clause: "II.1" },
                """,
            in: "rules.json5"
        )
        #expect(MunicipalityDiff(from: SampleTown.files, to: SampleTown.files).isEmpty)
        let changes = MunicipalityDiff(from: SampleTown.files, to: moved).changes
        #expect(changes.map(\.path) == ["reports.transitions"])
        #expect(changes.first?.old?.hasPrefix("new-accepted, new-rejected, accepted-done") == true)
        #expect(changes.first?.new?.hasSuffix("accepted-done, new-accepted") == true)
    }

    @Test("Keys that make the same path are told apart")
    func samePath() throws {
        let files = [3, 4].map { last in
            MunicipalityFiles(
                town: ID("town"),
                contents: ["rules.json5": #"{"a": {"b": 1}, "a.b": 2, "a.b (2)": \#(last)}"#]
            )
        }
        #expect(MunicipalityDiff(from: files[0], to: files[1]).changes.map(\.new) == ["4"])
    }

    @Test(
        "Every change is one line with its place",
        arguments: [
            (
                "rules.json5", "3 working days", "5 working days",
                ["rules.json5: reports.deadlines.verify.within: “3 working days” → “5 working days”"]
            ),
            (
                "rules.json5", "minimumAge: { years: 13, clause: \"I.1\" },", "",
                [
                    "rules.json5: reports.minimumAge.clause: removed “I.1”",
                    "rules.json5: reports.minimumAge.years: removed 13",
                ]
            ),
            (
                "rules.json5", "to: \"done\", clause", "to: \"done\", needs: [\"justification\", \"solution\"], clause",
                ["rules.json5: reports.transitions.accepted-done.needs: added “justification”, “solution”"]
            ),
            (
                "rules.json5", "[\"accepted\", \"rejected\"]", "[\"accepted\"]",
                ["rules.json5: reports.deadlines.verify.endsAt: “accepted”, “rejected” → “accepted”"]
            ),
            (
                "categories.json5", "{ en: \"Lamp\" }", "{ en: \"Light\" }",
                ["categories.json5: categories.lamp.name.en: “Lamp” → “Light”"]
            ),
            (
                "clauses.json5", "planned: \"a map\"", "legalText: \"a picture\"",
                [
                    "clauses.json5: clauses.[III.3].legalText: added “a picture”",
                    "clauses.json5: clauses.[III.3].planned: removed “a map”",
                ]
            ),
            ("regulation/en-1.md", "# Rules", "# Rules\n\nMore.", ["regulation/en-1.md: 1 line → 3 lines"]),
        ] as [(String, String, String, [String])]
    )
    func change(file: String, old: String, new: String, lines: [String]) throws {
        let changed = try SampleTown.files.replacing(old, with: new, in: file)
        #expect(MunicipalityDiff(from: SampleTown.files, to: changed).changes.map(\.description) == lines)
    }

    @Test("Files that come and go are one line each")
    func wholeFiles() {
        let changed = SampleTown.files.setting("texts/en.json", to: nil).setting("regulation/en-2.md", to: "# More")
        #expect(
            MunicipalityDiff(from: SampleTown.files, to: changed).changes.map(\.description) == [
                "regulation/en-2.md: added 1 line", "texts/en.json: removed 1 line",
            ]
        )
    }
}
