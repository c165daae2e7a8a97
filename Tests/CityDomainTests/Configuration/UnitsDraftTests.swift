import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Units and groups changed by a form, and what stays of the file.
@Suite struct UnitsDraftTests {
    private static func town(_ name: String) throws -> (files: MunicipalityFiles, town: Municipality) {
        (try ProjectTown.files(name), try ProjectTown.named(name))
    }

    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 2)
    }

    @Test("A form that is sent as it was opened changes no letter of the files", arguments: ModulesDraftTests.towns)
    func unchanged(name: String) throws {
        let (files, town) = try Self.town(name)
        #expect(try UnitsDraft(files, of: town).putting(into: files, of: town) == files)
    }

    @Test(
        "A unit gets another name and an address, a new one comes and goes",
        arguments: ["demo", "kielce", "suprasl"]
    )
    func units(name: String) throws {
        let (files, town) = try Self.town(name)
        let languages = town.profile.languages
        var draft = UnitsDraft(files, of: town)
        draft.units[0].name[languages[0]] = "Nowa nazwa"
        draft.units[0].email = "drogi@miasto.example"
        var fresh = UnitsDraft.Entry()
        fresh.id = "ponds"
        fresh.name = Dictionary(uniqueKeysWithValues: languages.map { ($0, "Stawy") })
        draft.units += [fresh, UnitsDraft.Entry()]
        let with = try draft.putting(into: files, of: town)
        let changed = try Self.decode(with)
        #expect(changed.units.map(\.id) == town.units.map(\.id) + [ID("ponds")])
        #expect(changed.units[0].name.words[languages[0]] == "Nowa nazwa")
        #expect(changed.units[0].email == "drogi@miasto.example")
        #expect(Array(changed.units[1..<town.units.count]) == Array(town.units.dropFirst()))
        #expect(changed.categories == town.categories && changed.groups == town.groups)
        var back = UnitsDraft(with, of: changed)
        back.units[town.units.count].fate = .removed
        (back.units[0].name, back.units[0].email) = (town.units[0].name.words, town.units[0].email ?? "")
        #expect(MunicipalityDiff(from: files, to: try back.putting(into: with, of: changed)).isEmpty)
    }

    @Test("Groups change their names and their order, and keep their categories")
    func groups() throws {
        let (files, town) = try Self.town("demo")
        var draft = UnitsDraft(files, of: town)
        draft.groups[2].place = "1"
        draft.groups[0].place = "2"
        draft.groups[0].name[.english] = "Streets"
        let changed = try Self.decode(draft.putting(into: files, of: town))
        let ids = town.groups.map(\.id)
        #expect(changed.groups.map(\.id) == [ids[2], ids[0], ids[1]] + ids.dropFirst(3))
        #expect(changed.groups[1].name[.english] == "Streets")
        #expect(changed.categories == town.categories)
    }

    @Test("What is missing, or still needed, is told at its field")
    func wrong() throws {
        let (files, town) = try Self.town("demo")
        var pond = UnitsDraft.Entry()
        (pond.id, pond.name) = ("ponds", [.polish: "Stawy", .ukrainian: "Ставки", .english: "Ponds"])
        let next = town.units.count
        let good = pond
        let rows: [(@Sendable (inout UnitsDraft) -> Void, String)] = [
            ({ $0.units[0].name[.english] = "" }, "unit-0-name-en"), ({ $0.units[1].email = "x" }, "unit-1-email"),
            ({ $0.units[0].fate = .removed }, "unit-0-fate"), ({ $0.groups[1].place = "first" }, "group-1-place"),
            ({ $0.groups[1].name = [:] }, "group-1-name-pl"),
            (
                {
                    $0.units.append(good)
                    $0.units[next].id = "Ponds"
                }, "unit-\(next)-id"
            ),
            (
                {
                    $0.units.append(good)
                    $0.units[next].id = "roads"
                }, "unit-\(next)-id"
            ),
        ]
        for (change, field) in rows {
            var draft = UnitsDraft(files, of: town)
            change(&draft)
            do {
                _ = try draft.putting(into: files, of: town)
                Issue.record("\(field) was not told")
            } catch let failures as Failures {
                #expect(failures.all.map(\.kind) == [.invalid(field: field)])
            }
        }
    }

    @Test("A unit that takes part in open cases is told, one that stays is not")
    func takingPart() throws {
        let (files, town) = try Self.town("demo")
        var draft = UnitsDraft(files, of: town)
        var pond = UnitsDraft.Entry()
        (pond.id, pond.name) = ("ponds", [.polish: "Stawy", .ukrainian: "Ставки", .english: "Ponds"])
        draft.units.append(pond)
        let with = try Self.decode(draft.putting(into: files, of: town))
        let matters = [ID<Unit>("ponds"), ID("roads")].map {
            OpenMatters(.unit($0, .takesPart), count: 1, names: ["2026/1"])
        }
        let check = CaseCheck(from: with, to: town)
        #expect(check.abandoned(matters) == [matters[0]])
        #expect(check.name(of: matters[0])?[.english] == "Ponds")
    }
}
