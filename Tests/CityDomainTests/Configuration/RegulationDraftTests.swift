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

    @Test("Of one version, each side keeps the language that it changed")
    func meanwhile() throws {
        let (files, town) = try Self.town("demo")
        var draft = Self.next(files, of: town)
        draft.texts = [.polish: "# Zasady", .ukrainian: "# Правила", .english: "# Rules"]
        let with = try draft.putting(into: files, of: town)
        let planned = try ProjectTown.decoder().decode(with, revision: 2)
        draft.texts[.english] = "# New rules"
        let first = try draft.putting(into: with, of: planned)
        let changed = try ProjectTown.decoder().decode(first, revision: 3)
        var late = Self.next(with, of: planned)
        late.texts[.polish] = "# Nowe zasady"
        late.texts[.ukrainian] = nil
        late.effective = "2027-03-01"
        let merged = late.over(RegulationDraft(first, of: changed), since: RegulationDraft(with, of: planned))
        let both = try ProjectTown.decoder().decode(merged.putting(into: first, of: changed), revision: 4)
        let texts = both.regulation.filter { $0.version == "2027-01" }
        #expect(texts.map(\.language) == [.polish, .english, .ukrainian])
        #expect(texts.map { $0.text.trimmingSpaces() } == ["# Nowe zasady", "# New rules", "# Правила"])
        #expect(texts.allSatisfy { $0.effective == CivilDate(2027, 3, 1) })
    }

    @Test("A file of another version keeps its words, whatever it is called")
    func fileTaken() throws {
        let (project, _) = try Self.town("demo")
        let taken = project.replacing("regulation/pl-2027-01.md", with: "# Dawny")
        let files = try taken.editing(MunicipalityFiles.profile) { tree in
            let old = JSONTree.object([
                "version": .text("2024-01"), "effective": .text("2024-01-01"), "language": .text("pl"),
                "file": .text("pl-2027-01.md"),
            ])
            tree["regulation"] = .list((tree["regulation"]?.elements ?? []) + [old])
        }
        let town = try ProjectTown.decoder().decode(files, revision: 1)
        let new = try Self.next(files, of: town).putting(into: files, of: town)
        #expect(new.contents["regulation/pl-2027-01.md"] == "# Dawny")
        let changed = try ProjectTown.decoder().decode(new, revision: 2)
        #expect(
            changed.regulation.filter { $0.version == "2024-01" } == town.regulation.filter { $0.version == "2024-01" }
        )
        #expect(changed.profile.regulation.first?.file == "pl-2027-01-2.md")
    }

    @Test("A version in force gets the language that it lacks, and keeps every letter and its day")
    func translation() throws {
        let (files, town) = try Self.town("demo")
        var draft = Self.next(files, of: town)
        (draft.version, draft.effective) = ("2026-01", "")
        draft.texts = [.english: "# Rules"]
        let with = try draft.putting(into: files, of: town)
        let changed = try ProjectTown.decoder().decode(with, revision: 2)
        let versions = changed.regulation.filter { $0.version == "2026-01" }
        #expect(versions.map(\.language) == [.polish, .english])
        #expect(versions.map(\.effective) == [CivilDate(2026, 1, 1), CivilDate(2026, 1, 1)])
        #expect(changed.regulation.filter { $0.language == .polish } == town.regulation)
        #expect(CaseCheck(from: town, to: changed).rewritten(on: Self.today).isEmpty)
        // The page shows the words in force as well; sent back as they were they change nothing.
        draft.texts[.polish] = town.regulation.first { $0.version == "2026-01" }?.text
        draft.effective = "2026-01-01"
        #expect(try draft.putting(into: files, of: town) == with)
        draft.texts[.polish]? += " Inny."
        #expect(Self.failures { _ = try draft.putting(into: files, of: town) } == [.inForce])
        draft.texts[.polish] = nil
        draft.effective = "2027-01-01"
        #expect(Self.failures { _ = try draft.putting(into: files, of: town) } == [.inForce])
        let again = Self.next(with, of: changed)
        var known = again
        (known.version, known.effective, known.texts) = ("2026-01", "", [.english: "# Other rules"])
        #expect(Self.failures { _ = try known.putting(into: with, of: changed) } == [.inForce])
    }

    @Test("What changed is told against the version before, never against a later one")
    func before() throws {
        let (files, town) = try Self.town("demo")
        let with = try Self.next(files, of: town).putting(into: files, of: town)
        let planned = try ProjectTown.decoder().decode(with, revision: 2)
        var draft = Self.next(with, of: planned)
        (draft.version, draft.effective) = ("2026-12", "2026-12-01")
        let both = try ProjectTown.decoder().decode(draft.putting(into: with, of: planned), revision: 3)
        let middle = try #require(both.regulation.first { $0.version == "2026-12" })
        #expect(both.regulation(before: middle)?.version == "2026-01")
        let last = try #require(both.regulation.first { $0.version == "2027-01" })
        #expect(both.regulation(before: last)?.version == "2026-12")
        let first = try #require(both.regulation.last)
        #expect(both.regulation(before: first) == nil)
    }

    @Test("A version is in force where one of its languages is")
    func inForce() throws {
        let (project, _) = try Self.town("demo")
        let with = project.replacing("regulation/uk-late.md", with: "# Пізніше")
        let files = try with.editing(MunicipalityFiles.profile) { tree in
            let late = JSONTree.object([
                "version": .text("2026-01"), "effective": .text("2027-01-01"), "language": .text("uk"),
                "file": .text("uk-late.md"),
            ])
            tree["regulation"] = .list([late] + (tree["regulation"]?.elements ?? []))
        }
        let town = try ProjectTown.decoder().decode(files, revision: 1)
        var draft = Self.next(files, of: town)
        (draft.version, draft.texts[.polish]) = ("2026-01", "# Inny")
        #expect(Self.failures { _ = try draft.putting(into: files, of: town) } == [.inForce])
    }

    @Test("A text of half a million letters is the longest")
    func longest() throws {
        let (files, town) = try Self.town("demo")
        var draft = Self.next(files, of: town)
        draft.texts[.polish] = String(repeating: "a", count: RegulationDraft.longestText)
        #expect(Self.failures { _ = try draft.putting(into: files, of: town) }.isEmpty)
        draft.texts[.polish]? += "a"
        let told = RegulationFailure.textTooLong(in: .polish, length: RegulationDraft.longestText + 1)
        #expect(Self.failures { _ = try draft.putting(into: files, of: town) } == [told])
    }

    private static func failures(_ body: () throws -> Void) -> [RegulationFailure] {
        do {
            try body()
            return []
        } catch {
            return (error as? Failures)?.all.compactMap { $0 as? RegulationFailure } ?? []
        }
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
