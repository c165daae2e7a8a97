import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

@Suite struct ImportPlanTests {
    @Test(
        "A slip in the mapping is told with its place and its mend",
        arguments: [
            (
                "source: \"old-system\"",
                "source: \"Old System\"",
                "source: must be small letters a–z, digits and hyphens, such as “old-system”"
            ),
            ("\"{no}\"", "\"{on}\"", "number: the file has no column “on”; did you mean “no”?"),
            (
                "column: \"at\"",
                "column: \"received\"",
                """
                received.column: the file has no column “received”; its columns are: no, at, end, what, text, \
                street, house, x, y, state, said, mail
                """
            ),
            (
                "column: \"at\", format: \"dd.MM.yyyy HH:mm\"",
                "column: \"at\", format: \"MM.yyyy\"",
                "received.format: must have yyyy, MM and dd once each, such as “dd.MM.yyyy HH:mm”"
            ),
            (
                "column: \"at\",",
                "column: \"at\", zone: \"Warsaw\",",
                "received.zone: “Warsaw” is no time zone; write one such as “Europe/Warsaw”"
            ),
            (
                "lamp: \"street-light\"",
                "lamp: \"street-ligth\"",
                "category.values.lamp: “street-ligth” is no category of the town; did you mean “street-light”?"
            ),
            (
                "hole: \"roads\"",
                "hole: \"road\"",
                "unit.values.hole: “road” is no unit of the town; did you mean “roads”?"
            ),
            ("system: \"LV95\"", "system: \"EPSG:9999\"", "coordinates.system: PROJ does not know “EPSG:9999”"),
            ("is: [\"?\"]", "", "coordinates.unless[0]: says nothing of the column; add “is”, “begins” or “empty”"),
            (
                "reason: \"duplicate\"",
                "reason: \"double\"",
                """
                status[0].reason: must be one of “duplicate”, “incomplete”, “unintelligible”, “imprecisePlace”, \
                “wrongContact”, “notTheTownsLand”, “outOfScope”, “wrongCategory”, “unlawful”, “offensive”, \
                “hateful”, “pornographic”, “totalitarian”, “violent”, “spam”
                """
            ),
            (
                "status: \"accepted\"",
                "status: \"accepted\", reason: \"x\"",
                "status[2].reason: is for “rejected” and “closed” only"
            ),
            (
                "ended: { column: \"end\", format: \"dd.MM.yyyy HH:mm\" },",
                "",
                "ended: is missing: a status is finished, and nothing says since when"
            ),
            (
                "ended: { column: \"end\", format: \"dd.MM.yyyy HH:mm\" },",
                "ended: {},",
                "ended: needs “column” or “orElse”"
            ),
            (
                "lamp: \"street-light\" }",
                "}, createMissing: { group: \"othr\", unit: \"roads\", kind: \"issue\", icon: \"more\" }",
                "category.createMissing.group: “othr” is no group of the town; did you mean “other”?"
            ),
            ("publish: true", "publsh: true", "publsh: unknown key; did you mean “publish”?"),
            (
                "system: \"LV95\"",
                "system: \"LV 95\"",
                """
                coordinates.system: “LV 95” is no system of coordinates; write “WGS 84”, “LV95”, “PUWG 1992”, \
                “PUWG 2000 zone 5”, “PUWG 2000 zone 6”, “PUWG 2000 zone 7”, “PUWG 2000 zone 8” or “EPSG:…”
                """
            ),
        ] as [(String, String, String)]
    )
    func slips(old: String, new: String, fault: String) throws {
        let town = try ProjectTown.named("demo")
        #expect(throws: FileFaults.self) {
            do {
                _ = try ImportSample.plan(try ImportSample.mapping((old, new)), in: town)
            } catch let faults as FileFaults {
                #expect(faults.all.map(\.description) == ["map.json5: \(fault)"])
                throw faults
            }
        }
    }

    @Test("The mappings of the documents can be read", arguments: ["boston", "warsaw", "zurich"])
    func documents(name: String) throws {
        let file = ProjectFiles.root.appending(path: "docs/imports/\(name).json5")
        let mapping: ImportMapping = try HandwrittenFile(name: file.path, data: Data(contentsOf: file)).decode()
        #expect(CategoryCheck.isID(mapping.source))
    }

    @Test("Two columns of one name are a fault")
    func repeatedColumns() throws {
        var columns = ImportColumns(["a", "b", "a", "", ""], of: "map.json5")
        _ = columns.column("b", "number")
        #expect(
            columns.faults.map(\.problem) == [
                "the file has two columns “a”; name its columns in file.columns"
            ]
        )
    }

    @Test(
        "A text is made of its columns, and what is empty is left out",
        arguments: [
            (["{a} {b}"], "x|y", "x y"), (["{a} {b}"], "x|", "x"), (["{a} {b}"], "|", ""),
            (["ul. {a}", "{b}"], "x|y", "ul. x, y"), (["ul. {a}", "{b}"], "|y", "y"), (["{#}/{a}"], "x|", "1/x"),
            (["always"], "|", "always"),
        ] as [([String], String, String)]
    )
    func texts(templates: [String], row: String, expected: String) throws {
        var columns = ImportColumns(["a", "b"], of: "map.json5")
        let list = "[" + templates.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        let text: RowText = try HandwrittenFile(name: "t.json5", data: .init(list.utf8)).decode()
        let bound = columns.text(text, "t")
        let words = try bound.text(of: ImportSample.record(row))
        #expect(words == expected)
        #expect(columns.faults.isEmpty)
    }
}
