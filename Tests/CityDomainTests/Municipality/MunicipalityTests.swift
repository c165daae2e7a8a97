import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

@Suite struct MunicipalityTests {
    @Test("A town comes out of its files as they say")
    func decoded() throws {
        let town = try SampleTown.decoder().decode(SampleTown.files, revision: 7)
        #expect(town.id == ID("town"))
        #expect(town.revision == 7)
        #expect(town.categories.map(\.id.rawValue) == ["lamp", "idea"])
        #expect(town.unit(ID("works"))?.name[.english] == "Works")
        #expect(town.category(ID("idea"))?.kind == .idea)
        #expect(town.clock.zoneName == "Europe/Warsaw")
        #expect(!town.calendar.isWorkingDay(CivilDate(2026, 5, 4)))
        #expect(town.reports.deadlines.map(\.within) == [.workingDays(3)])
        #expect(town.words == [.english: ["report.status.new": "Fresh"]])
        #expect(town.boundary?.rings.map(\.count) == [5])
        #expect(
            town.regulation == [
                RegulationVersion(
                    version: "1",
                    effective: CivilDate(2026, 1, 1),
                    language: .english,
                    text: "# Rules"
                )
            ]
        )
    }

    @Test("A town without rules for reports has rules that let nobody report")
    func noReports() throws {
        let files = try SampleTown.files
            .setting("rules.json5", to: "{}")
            .setting("clauses.json5", to: "{ clauses: [] }")
            .setting("scenarios/story.json5", to: nil)
            .replacing("modules: [\"reports\"]", with: "modules: [\"news\"]", in: "municipality.json5")
        let town = try SampleTown.decoder().decode(files, revision: 1)
        #expect(town.reports == .noReports)
        #expect(!town.reports.reporting.admitsVisitors)
    }

    @Test(
        "The regulation in force is the newest one whose day has come",
        .clause("kielce/X.3", "suprasl/VIII.1", "suprasl/XI.3", "biale-blota/§10.1", "biale-blota/§11.7"),
        .clause("kremenchuk/A2.9.1", "demo/§7.1"),
        arguments: [
            (CivilDate(2024, 12, 31), "2025"), (CivilDate(2025, 1, 1), "2025"), (CivilDate(2025, 12, 31), "2025"),
            (CivilDate(2026, 1, 1), "2026"),
        ]
    )
    func regulationInForce(day: CivilDate, version: String) throws {
        let files = try SampleTown.files
            .setting("regulation/en-2.md", to: "# More rules")
            .replacing(
                "{ version: \"1\", effective: \"2026-01-01\", language: \"en\", file: \"en-1.md\" }",
                with: """
                    { version: "2026", effective: "2026-01-01", language: "en", file: "en-2.md" },
                    { version: "2025", effective: "2025-01-01", language: "en", file: "en-1.md" },
                    """,
                in: "municipality.json5"
            )
        let town = try SampleTown.decoder().decode(files, revision: 1)
        #expect(town.regulation(on: day)?.version == version)
    }

    @Test("Two revisions of a town are equal when their files say the same")
    func equality() throws {
        let decoder = try SampleTown.decoder()
        let town = try decoder.decode(SampleTown.files, revision: 1)
        let commented = SampleTown.files.setting(
            "rules.json5",
            to: "// A comment\n\(SampleTown.files.contents["rules.json5"] ?? "")"
        )
        let older = try SampleTown.files.replacing("years: 13", with: "years: 14", in: "rules.json5")
        #expect(try decoder.decode(commented, revision: 1) == town)
        #expect(try decoder.decode(older, revision: 1) != town)
        #expect(try decoder.decode(SampleTown.files, revision: 2) != town)
    }

    @Test("A stored revision gives back the same files, whatever is in them")
    func canonical() throws {
        let files = SampleTown.files.setting("regulation/en-1.md", to: "Łódź / “§ 1” \\ \u{1F3DB} \r\n\ttab")
        let stored = files.canonical
        #expect(MunicipalityFiles(town: ID("town"), canonical: stored) == files)
        #expect(MunicipalityFiles(town: ID("town"), canonical: stored)?.canonical == stored)
        #expect(MunicipalityFiles(town: ID("town"), canonical: "[]") == nil)
    }

    @Test("Written files are read back, hidden ones are left out, and bytes that are no text are refused")
    func folder() throws {
        let base = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: base) }
        let folder = base.appending(path: "town")
        try SampleTown.files.write(to: folder)
        try Data("{}".utf8).write(to: folder.appending(path: ".rules.json5.swp"))
        #expect(try MunicipalityFiles(folder: folder) == SampleTown.files)

        try Data([0xFF, 0xFE]).write(to: folder.appending(path: "rules.json5"))
        #expect(throws: FileFaults([FileFault(file: "town/rules.json5", problem: "is not UTF-8 text")])) {
            try MunicipalityFiles(folder: folder)
        }
        let nowhere = base.appending(path: "nowhere")
        #expect(throws: FileFaults([FileFault(file: nowhere.path, problem: "is no folder that can be read")])) {
            try MunicipalityFiles(folder: nowhere)
        }
    }

    @Test(
        "A point is in the town when it is inside the outline of a part and not in a hole",
        arguments: [
            (51, 21, true), (50.5, 20.5, true), (49.9, 21, false), (52.1, 21, false), (51, 19.9, false),
            (51, 22.1, false),
            (51.6, 21.6, false), (50.5, 30.5, true), (50.5, 25, false),
        ] as [(Double, Double, Bool)]
    )
    func boundary(latitude: Double, longitude: Double, inside: Bool) throws {
        func ring(_ corners: [(Double, Double)]) -> [Coordinate] {
            corners.compactMap { Coordinate(latitude: $0.0, longitude: $0.1) }
        }
        let outline = Boundary(parts: [
            [
                ring([(50, 20), (50, 22), (52, 22), (52, 20), (50, 20)]),
                ring([(51.5, 21.5), (51.5, 21.7), (51.7, 21.7), (51.7, 21.5), (51.5, 21.5)]),
            ], [ring([(50, 30), (50, 31), (51, 31), (51, 30), (50, 30)])],
        ])
        let point = try #require(Coordinate(latitude: latitude, longitude: longitude))
        #expect(outline.contains(point) == inside)
    }
}
