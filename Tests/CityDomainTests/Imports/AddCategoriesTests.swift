import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct AddCategoriesTests {
    private static let new = ImportMapping.NewCategory(
        group: ID("other"),
        unit: ID("residents"),
        kind: .issue,
        icon: "more"
    )

    private func added(_ values: [String]) throws -> (files: MunicipalityFiles, town: Municipality) {
        let decoder = try ProjectTown.decoder()
        let files = try ProjectTown.files("demo")
        let town = try decoder.decode(files, revision: 1)
        let changed = try AddCategories(decoder: decoder)(values, as: Self.new, to: files, of: town, at: .monday)
        return (changed, try decoder.decode(changed, revision: 2))
    }

    @Test("A value becomes a category of that name that nobody is offered any more")
    func category() throws {
        let category = try #require(try added(["Bulk \"Item\" Pickup"]).town.category(ID("bulk-item-pickup")))
        #expect(
            category.name
                == LocalizedText([
                    .polish: "Bulk \"Item\" Pickup", .ukrainian: "Bulk \"Item\" Pickup",
                    .english: "Bulk \"Item\" Pickup",
                ])
        )
        #expect(category.group == ID("other"))
        #expect(category.unit == ID("residents"))
        #expect(!category.isOffered(on: CivilDate(2026, 4, 27)))
        #expect(category.isOffered(on: CivilDate(2026, 4, 26)))
    }

    @Test(
        "An id is made of the letters of the value, and no two are the same",
        arguments: [
            (["Grünflächen/Spielplätze"], ["grunflachen-spielplatze"]), (["VBZ/ÖV"], ["vbz-ov"]),
            (["Żółta łódź"], ["zolta-lodz"]), (["a b", "a-b", "A B"], ["a-b", "a-b-2", "a-b-3"]),
            (["graffiti", "…"], ["graffiti-2", "category"]), (["Вибоїна"], ["viboina"]),
        ] as [([String], [String])]
    )
    func ids(values: [String], ids: [String]) throws {
        #expect(try added(values).town.categories.suffix(values.count).map(\.id.rawValue) == ids)
    }

    @Test("Nothing else of the town's file changes")
    func rest() throws {
        let before = try ProjectTown.files("demo").contents["categories.json5"] ?? ""
        let after = try added(["Neu"]).files.contents["categories.json5"] ?? ""
        let lines = Set(before.split(separator: "\n"))
        #expect(after.split(separator: "\n").filter { !lines.contains($0) }.map { $0.contains("\"neu\"") } == [true])
        #expect(after.count - before.count < 250)
    }

    @Test("Values are missing that are no value, no id and no name of a category, in the order of the file")
    func missing() throws {
        let town = try ProjectTown.named("demo")
        let plan = try ImportSample.plan(in: town)
        let lines = ["lamp", "pothole", "Dziura w jezdni", "rats", "test", "Hole in the road", "fog", "rats", ""]
            .map { "1|||\($0)||||||||" }.joined(separator: "\n")
        var rest: [UInt8]? = Array(lines.utf8)
        let rows = DelimitedReader(separator: UInt8(ascii: "|")) {
            defer { rest = nil }
            return rest
        }
        #expect(try AddCategories(decoder: ProjectTown.decoder()).missing(rows, by: plan) == ["rats", "fog"])
    }
}
