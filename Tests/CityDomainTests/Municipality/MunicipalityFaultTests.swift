import CityDomain
import CityKit
import Testing

/// What is said when one thing in a right town is spoilt.
@Suite struct MunicipalityFaultTests {
    /// One text of one file in the place of another, and every line that is said about it.
    struct Slip: CustomTestStringConvertible {
        let file: String
        let old: String
        let new: String
        let faults: [String]

        init(_ file: String, _ old: String, _ new: String, _ faults: String...) {
            self.file = file
            self.old = old
            self.new = new
            self.faults = faults
        }

        var testDescription: String { "\(file): \(old) → \(new)" }
    }

    private func check(_ slip: Slip) throws {
        let files = try SampleTown.files.replacing(slip.old, with: slip.new, in: slip.file)
        let faults = try SampleTown.decoder().faults(in: files).map(\.description)
        #expect(faults == slip.faults)
    }

    @Test("A right town has no fault")
    func right() throws {
        #expect(try SampleTown.decoder().faults(in: SampleTown.files) == [])
    }

    @Test("Slips in municipality.json5", arguments: profileSlips)
    func profile(slip: Slip) throws { try check(slip) }

    @Test("Slips in categories.json5", arguments: categorySlips)
    func categories(slip: Slip) throws { try check(slip) }

    @Test("Slips in the moves and notices of rules.json5", arguments: ruleSlips)
    func rules(slip: Slip) throws { try check(slip) }

    @Test("Slips in the terms of rules.json5", arguments: deadlineSlips)
    func deadlines(slip: Slip) throws { try check(slip) }

    @Test("Slips in clauses.json5", arguments: clauseSlips)
    func clauses(slip: Slip) throws { try check(slip) }

    @Test("Slips in stories, outlines and texts", arguments: storySlips + boundarySlips + textSlips)
    func others(slip: Slip) throws { try check(slip) }

    @Test("Faults of all files are told at once")
    func together() throws {
        let files = try SampleTown.files
            .replacing("\"PL\"", with: "\"Poland\"", in: "municipality.json5")
            .replacing("years: 13", with: "years: 0", in: "rules.json5")
            .replacing("id: \"lamp\"", with: "id: \"Lamp\"", in: "categories.json5")
            .setting("clauses.json5", to: "{ clauses: [ }")
        let faults = try SampleTown.decoder().faults(in: files)
        #expect(
            faults.map(\.file) == [
                "town/clauses.json5", "town/municipality.json5", "town/categories.json5", "town/rules.json5",
                "town/scenarios/story.json5",
            ]
        )
    }

    @Test(
        "Files that are missing, unknown or left over",
        arguments: [
            ("rules.json5", nil, ["town/rules.json5: is missing"]),
            (
                "rule.json5", "{}",
                ["town/rule.json5: unknown file; did you mean “rules.json5”?"]
            ),
            (
                "notes.txt", "",
                [
                    "town/notes.txt: unknown file; a town has municipality.json5, categories.json5, rules.json5, "
                        + "clauses.json5, boundary.geojson, streets.geojson, managed-land.geojson, "
                        + "districts.geojson, texts/, regulation/ and scenarios/"
                ]
            ),
            (
                "regulation/en-2.md", "# More",
                ["town/regulation/en-2.md: is named by no version in municipality.json5"]
            ),
            (
                "regulation/../../rules.md", "# More",
                [
                    "town/regulation/../../rules.md: unknown file; a town has municipality.json5, categories.json5, "
                        + "rules.json5, clauses.json5, boundary.geojson, streets.geojson, managed-land.geojson, "
                        + "districts.geojson, texts/, regulation/ and scenarios/",
                    "town/regulation/../../rules.md: is named by no version in municipality.json5",
                ]
            ),
            ("regulation/en-1.md", " \n", ["town/regulation/en-1.md: is empty"]),
        ] as [(String, String?, [String])]
    )
    func files(name: String, text: String?, faults: [String]) throws {
        #expect(
            try SampleTown.decoder().faults(in: SampleTown.files.setting(name, to: text)).map(\.description) == faults
        )
    }

    @Test("The folder's name is the town's id", arguments: ["Town", "my town", "stadt_am_see", ""])
    func folderName(name: String) throws {
        let files = MunicipalityFiles(town: ID(name), contents: SampleTown.files.contents)
        #expect(
            try SampleTown.decoder().faults(in: files) == [
                FileFault(
                    file: name,
                    problem: "the name of a town's folder must be small letters a–z, digits and hyphens"
                )
            ]
        )
    }

    @Test("A town with faults is not decoded, and every fault is thrown")
    func notDecoded() throws {
        let files = try SampleTown.files.replacing("years: 13", with: "years: 0", in: "rules.json5")
        let fault = FileFault(
            file: "town/rules.json5",
            path: "reports.minimumAge.years",
            problem: "0 is no age; write 1 to 120"
        )
        #expect(throws: FileFaults([fault])) { try SampleTown.decoder().decode(files, revision: 1) }
    }
}
