import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// A version of the regulation made by a form, and what stays of the files.
@Suite struct RegulationDraftTests {
    private static let today = CivilDate(2026, 11, 1)

    private static func town(_ name: String) throws -> (files: MunicipalityFiles, town: Municipality) {
        (try ProjectTown.files(name), try ProjectTown.named(name))
    }

    private static func next(_ files: MunicipalityFiles, of town: Municipality) -> RegulationDraft {
        var draft = RegulationDraft(files, of: town)
        (draft.today, draft.version, draft.effective) = (today, "2027-01", "2027-01-01")
        return draft
    }

    @Test("A new version stands above the others, which keep every letter", arguments: ModulesDraftTests.towns)
    func adding(name: String) throws {
        let (files, town) = try Self.town(name)
        var draft = Self.next(files, of: town)
        let office = town.profile.languages[0]
        draft.texts[office] = (draft.texts[office] ?? "") + "\n\n### Nowy punkt\n\nNowe słowa."
        let new = try draft.putting(into: files, of: town)
        let changed = try ProjectTown.decoder().decode(new, revision: 2)
        #expect(changed.regulation.first?.version == "2027-01")
        #expect(
            Array(changed.regulation.dropFirst(changed.regulation.count - town.regulation.count)) == town.regulation
        )
        let old = try #require(town.regulation.first { $0.language == office })
        let points = try #require(changed.regulation.first).changes(since: old).map(\.heading)
        #expect(points == ["Nowy punkt"])
        let names = Set(new.contents.keys).subtracting(files.contents.keys)
        #expect(names.contains("regulation/\(office.rawValue)-2027-01.md"))
        for file in files.contents.keys where file != MunicipalityFiles.profile {
            #expect(new.contents[file] == files.contents[file])
        }
    }

    @Test("A version of a later day is changed in its place, and loses a language that is cleared")
    func changing() throws {
        let (files, town) = try Self.town("demo")
        var draft = Self.next(files, of: town)
        draft.texts[.english] = "# Rules"
        let with = try draft.putting(into: files, of: town)
        let planned = try ProjectTown.decoder().decode(with, revision: 2)
        #expect(planned.regulation.filter { $0.version == "2027-01" }.map(\.language) == [.polish, .english])
        draft.texts[.english] = " "
        draft.effective = "2027-02-01"
        let again = try draft.putting(into: with, of: planned)
        let changed = try ProjectTown.decoder().decode(again, revision: 3)
        let found = changed.regulation.filter { $0.version == "2027-01" }
        #expect(found.map(\.language) == [.polish] && found.map(\.effective) == [CivilDate(2027, 2, 1)])
        #expect(again.contents["regulation/en-2027-01.md"] == nil)
        #expect(changed.regulation.count == town.regulation.count + 1)
    }

    @Test("What is missing is told at its field; a version that people accepted keeps its words")
    func wrong() throws {
        let rows: [(@Sendable (inout RegulationDraft) -> Void, RegulationFailure)] = [
            ({ $0.version = "January 2027" }, .versionMalformed), ({ $0.version = "../x" }, .versionMalformed),
            ({ $0.version = "2026-01" }, .inForce), ({ $0.effective = "soon" }, .dayMalformed),
            ({ $0.effective = "2026-10-31" }, .past), ({ $0.texts[.polish] = " " }, .textMissing(in: .polish)),
        ]
        let (files, town) = try Self.town("demo")
        for (change, failure) in rows {
            var draft = Self.next(files, of: town)
            change(&draft)
            do {
                _ = try draft.putting(into: files, of: town)
                Issue.record("\(failure) was not told")
            } catch let failures as Failures {
                #expect(failures.all.compactMap { $0 as? RegulationFailure } == [failure])
            }
        }
    }
}
