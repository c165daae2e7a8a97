import CityKit
import CityTestSupport
import Testing

@testable import CityDomain

/// Categories changed by a form, and what stays of the file.
@Suite struct CategoryEditorTests {
    private static func decode(_ files: MunicipalityFiles) throws -> Municipality {
        try ProjectTown.decoder().decode(files, revision: 1)
    }

    @Test(
        "A form that is sent as it was opened changes nothing, clauses and all",
        .clause("kielce/III.18", "biale-blota/§4 d7"),
        arguments: ["demo", "kielce", "suprasl", "biale-blota", "kremenchuk"]
    )
    func unchanged(name: String) throws {
        let town = try ProjectTown.named(name)
        var files = try ProjectTown.files(name)
        for category in town.categories {
            let draft = CategoryDraft(category, languages: town.profile.languages)
            files = try CategoryEditor(files, of: town).putting(draft)
        }
        #expect(try Self.decode(files) == town)
    }

    private static var fresh: CategoryDraft {
        var draft = CategoryDraft()
        (draft.id, draft.unit, draft.icon) = ("ice", "roads", "snow")
        draft.newGroup = [.polish: "Zima", .ukrainian: "Зима", .english: "Winter"]
        draft.name = [.polish: "Lód", .ukrainian: "Лід", .english: "Ice"]
        (draft.from, draft.until) = ("2026-12-01", "2027-03-31")
        var question = CategoryDraft.Question()
        (question.id, question.kind, question.isRequired) = ("where", .choice, true)
        question.label = [.polish: "Gdzie?", .ukrainian: "Де?", .english: "Where?"]
        question.options = "road | Jezdnia | Дорога | Road\npath | Chodnik | Тротуар | Pavement"
        draft.fields = [question]
        return draft
    }

    @Test("A new category of a season, with a group and a question of its own", .clause("kielce/III.30"))
    func adding() throws {
        let old = try ProjectTown.named("demo")
        let town = try Self.decode(CategoryEditor(try ProjectTown.files("demo"), of: old).putting(Self.fresh))
        let added = try #require(town.category(ID("ice")))
        #expect(town.group(added.group)?.name[.polish] == "Zima")
        #expect(added.offered == Validity(from: CivilDate(2026, 12, 1), until: CivilDate(2027, 3, 31)))
        #expect(added.fields?.first?.options?.map(\.id) == ["road", "path"])
        #expect(added.fields?.first?.isRequired == true)
        #expect(town.categories.dropLast() == old.categories[...])
    }

    @Test("The last category of a group goes to another one, and a second new group has a name of its own")
    func groups() throws {
        let (town, files) = (try ProjectTown.named("demo"), try ProjectTown.files("demo"))
        let single = try #require(
            town.categories.first { one in town.categories.count { $0.group == one.group } == 1 && one.kind == .issue }
        )
        let other = try #require(town.groups.first { $0.id != single.group })
        var draft = CategoryDraft(single, languages: town.profile.languages)
        draft.group = other.id.rawValue
        var moved = try Self.decode(CategoryEditor(files, of: town).putting(draft))
        #expect(moved.category(single.id)?.group == other.id && moved.group(single.group) == nil)
        var again = try CategoryEditor(files, of: town)
        for name in ["Jedna", "Druga"] {
            draft.group = ""
            draft.newGroup = [.polish: name, .ukrainian: name, .english: name]
            let files = try again.putting(draft)
            moved = try Self.decode(files)
            #expect(moved.category(single.id).flatMap { moved.group($0.group) }?.name[.polish] == name)
            again = try CategoryEditor(files, of: moved)
        }
    }

    @Test("A question and an option that are retired stay with old cases, and new reports are not asked")
    func retiring() throws {
        let (files, town) = (try ProjectTown.files("demo"), try ProjectTown.named("demo"))
        let category = try #require(
            town.categories.first { ($0.fields ?? []).contains { ($0.options ?? []).count > 2 } }
        )
        let index = try #require(category.fields?.firstIndex { ($0.options ?? []).count > 2 })
        let field = try #require(category.fields?[index])
        var draft = CategoryDraft(category, languages: town.profile.languages)
        var lines = draft.fields[index].options.split(separator: "\n").map(String.init)
        draft.fields[index].retiredOptions = lines.removeLast()
        draft.fields[index].options = lines.joined(separator: "\n")
        let changed = try Self.decode(CategoryEditor(files, of: town).putting(draft))
        let kept = try #require(changed.category(category.id)?.fields?.first { $0.id == field.id })
        #expect(kept.options?.map(\.id) == field.options?.map(\.id))
        #expect(kept.offeredOptions.map(\.id) == field.options?.dropLast().map(\.id))
        let gone = try #require(field.options?.last)
        #expect(throws: FieldFailure.self) { _ = try kept.answer([gone.id], on: CivilDate(2026, 4, 27)) }
        draft.fields[index].use = .retired
        let without = try Self.decode(CategoryEditor(files, of: town).putting(draft))
        #expect(without.category(category.id)?.askedFields.contains { $0.id == field.id } == false)
        let open = OpenCases(category: category.id, kind: category.kind, unit: category.unit, status: .new, count: 1)
        #expect(CaseCheck(from: town, to: without).broken([open]).isEmpty)
        var back = CategoryDraft(try #require(without.category(category.id)), languages: town.profile.languages)
        #expect(
            back.fields[index].use == .retired
                && back.fields[index].retiredOptions == draft.fields[index].retiredOptions
        )
        back.fields[index].use = .asked
        #expect(
            try Self.decode(CategoryEditor(files, of: town).putting(back)).category(category.id)?.askedFields.count
                == category.askedFields.count
        )
    }

    @Test("What is missing is told")
    func missing() throws {
        let rows: [(@Sendable (inout CategoryDraft) -> Void, CategoryFailure)] = [
            ({ $0.id = "Ice" }, .idMalformed), ({ $0.id = "new" }, .idMalformed),
            (
                {
                    $0.fields[0].kind = .number
                    $0.fields[0].most = "1e30"
                }, .questionIncomplete("where")
            ), ({ $0.name[.english] = " " }, .nameMissing(in: .english)),
            ({ $0.newGroup = [:] }, .groupMissing),
            ({ $0.hint = [.polish: "Ślisko"] }, .languageMissing(field: "hint", in: .ukrainian)),
            ({ $0.from = "jutro" }, .dayMalformed(field: "from")),
            ({ $0.until = "2026-01-01" }, .dayMalformed(field: "until")),
            ({ $0.fields[0].label = [:] }, .questionIncomplete("where")),
            ({ $0.fields[0].options = "road | Jezdnia" }, .questionIncomplete("where")),
            ({ $0.fields[0].most = "dużo" }, .questionIncomplete("where")),
        ]
        let editor = try CategoryEditor(try ProjectTown.files("demo"), of: try ProjectTown.named("demo"))
        for (change, failure) in rows {
            var draft = Self.fresh
            change(&draft)
            do {
                _ = try editor.putting(draft)
                Issue.record("\(failure) was not told")
            } catch {
                #expect(error.all.compactMap { $0 as? CategoryFailure } == [failure])
            }
        }
    }

    @Test("Categories change their places inside their group, and go with the group they were alone in")
    func placing() throws {
        let town = try ProjectTown.named("demo")
        let files = try ProjectTown.files("demo")
        func ids(_ files: MunicipalityFiles) throws -> [String] {
            try Self.decode(files).categories.filter { $0.group == ID("roads-and-pavements") }.prefix(3).map(
                \.id.rawValue
            )
        }
        let editor = try CategoryEditor(files, of: town)
        #expect(try ids(files) == ["pothole", "pavement", "sign"])
        #expect(try ids(editor.moving(ID("pavement"), by: .up)) == ["pavement", "pothole", "sign"])
        #expect(try ids(editor.moving(ID("pavement"), by: .down)) == ["pothole", "sign", "pavement"])
        #expect(editor.moving(ID("pothole"), by: .up) == files)
        let grown = try editor.putting(Self.fresh)
        let shrunk = try CategoryEditor(grown, of: try Self.decode(grown)).removing(ID("ice"))
        #expect(try Self.decode(shrunk) == town)
    }
}
