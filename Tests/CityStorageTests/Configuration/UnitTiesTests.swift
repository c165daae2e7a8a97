import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What hangs on a unit, a language and the time to open a case again, on both engines.
@Suite struct UnitTiesTests {
    private static let administrator = Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test")
    private static let unit = ID<CityDomain.Unit>("greenery")

    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, Municipality, ConfigureTown.Work) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            try await hall.seedSettings(of: "demo")
            try await body(hall, town, ConfigureTown.Work(by: administrator, in: town, at: hall.now))
        }
    }

    /// Without a unit; what it got goes to roads.
    private static func without(_ unit: ID<CityDomain.Unit>, _ files: MunicipalityFiles) throws -> MunicipalityFiles {
        try files.editing(MunicipalityFiles.categories) { list in
            list["units"] = .list((list["units"]?.elements ?? []).filter { $0.id != unit.rawValue })
            list["categories"] = .list(
                (list["categories"]?.elements ?? []).map { category in
                    var category = category
                    if category["unit"] == .text(unit.rawValue) { category["unit"] = .text("roads") }
                    return category
                }
            )
        }
    }

    private static func adding(_ id: String, named name: String, to files: MunicipalityFiles) throws
        -> MunicipalityFiles
    {
        try files.editing(MunicipalityFiles.categories) { list in
            let words = Dictionary(uniqueKeysWithValues: ["pl", "uk", "en"].map { ($0, JSONTree.text(name)) })
            let unit = JSONTree.object(["id": .text(id), "name": .object(words)])
            list["units"] = .list((list["units"]?.elements ?? []) + [unit])
        }
    }

    private static func failures(_ body: () async throws -> Void) async -> [ConfigurationFailure] {
        do {
            try await body()
            return []
        } catch let failures as Failures {
            return failures.all.compactMap { $0 as? ConfigurationFailure }
        } catch {
            return (error as? ConfigurationFailure).map { [$0] } ?? []
        }
    }

    /// That proposal and write refuse for this alone.
    private static func expectKept(
        _ tie: OpenMatters.Tie,
        _ count: Int,
        _ names: [String],
        _ hall: TestTownHall,
        _ work: ConfigureTown.Work,
        _ town: Municipality
    ) async throws {
        let files = try await hall.configureTown.revision(nil, work).files
        let matters = OpenMatters(.unit(unit, tie), count: count, names: names)
        let failure = ConfigurationFailure.waiting(matters, unit: town.unit(unit)?.name)
        let fewer = try without(unit, files)
        let told = await failures { _ = try await hall.configureTown.propose(fewer, work) }
        #expect(told == [failure])
        let change = ConfigurationChange(
            files: fewer,
            base: 1,
            check: CaseCheck(from: town, to: try ProjectTown.decoder().decode(fewer, revision: 2)),
            author: "staff/ada",
            reason: "Próba.",
            today: town.clock.date(of: hall.now)
        )
        let stored = await failures {
            _ = try await hall.configurations.save(change, noting: .sample(in: town.id), at: hall.now, in: town.id)
        }
        #expect(stored == [failure])
    }

    @Test("A unit in which people work stays", arguments: Engine.available)
    func people(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            try await hall.hire(
                "zofia@demo.example",
                [StaffGrant(.operator, unit: Self.unit)],
                unit: Self.unit,
                in: town
            )
            try await hall.hire("jan@demo.example", [StaffGrant(.operator)], in: town)
            try await Self.expectKept(.people, 1, [], hall, work, town)
        }
    }

    @Test("A unit with templates of its own stays", arguments: Engine.available)
    func templates(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let draft = TemplateDraft(name: "Drzewo", words: "Przytniemy.", use: nil, unit: Self.unit, category: nil)
            let template = AnswerTemplate(id: hall.randomness.id(at: hall.now), draft: draft, revision: 1)
            try await hall.templates.add(template, most: 10, noting: .sample(in: town.id), in: town.id)
            try await Self.expectKept(.templates, 1, [], hall, work, town)
        }
    }

    @Test("A unit for which contractors work stays", arguments: Engine.available)
    func contractors(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            _ = try await hall.contractor(units: ["roads", Self.unit.rawValue], in: town)
            try await Self.expectKept(.contractors, 1, [], hall, work, town)
        }
    }

    /// A case of the unit that has ended.
    private static func ended(_ hall: TestTownHall, _ town: Municipality) async throws -> ReportNumber {
        var submission = Submission.personal(in: town)
        let category = try #require(
            town.categories.first { $0.unit == unit && $0.kind == .issue && $0.askedFields.isEmpty }
        )
        (submission.category, submission.answers) = (category.id.rawValue, [:])
        let number = try await hall.submit(submission, in: town).number
        for status in [ReportStatus.accepted, .done] {
            _ = try await hall.decide(
                Decision(to: status, justification: "Tak."),
                about: number,
                publishing: nil,
                in: town
            )
        }
        return number
    }

    @Test(
        "A unit that ended cases which may be opened again stays until that time is over",
        arguments: Engine.available
    )
    func reopenable(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let number = try await Self.ended(hall, town)
            try await Self.expectKept(.reopenable, 1, ["\(number)"], hall, work, town)
            hall.clock.advance(.days(14))
            try await Self.expectKept(.reopenable, 1, ["\(number)"], hall, Self.now(work, hall, town), town)
            hall.clock.advance(.days(1))
            let files = try await hall.configureTown.revision(nil, work).files
            let later = Self.now(work, hall, town)
            let saved = try await hall.configureTown.save(
                try Self.without(Self.unit, files),
                seeing: 1,
                because: "Próba.",
                later
            )
            #expect(saved == 2)
        }
    }

    private static func now(_ work: ConfigureTown.Work, _ hall: TestTownHall, _ town: Municipality)
        -> ConfigureTown.Work
    {
        ConfigureTown.Work(by: administrator, in: town, at: hall.now)
    }

    @Test("The id of a unit that went is for that unit alone, whenever it went", arguments: Engine.available)
    func reused(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let configure = hall.configureTown
            let first = try await configure.revision(nil, work).files
            let fewer = try Self.without(Self.unit, first)
            #expect(try await configure.save(fewer, seeing: 1, because: "Próba.", work) == 2)
            let other = try Self.adding("ponds", named: "Stawy", to: fewer)
            #expect(try await configure.save(other, seeing: 2, because: "Próba.", work) == 3)
            let stranger = try Self.adding(Self.unit.rawValue, named: "Ktoś inny", to: other)
            let told = await Self.failures { _ = try await configure.propose(stranger, work) }
            #expect(told == [.unitReused(Self.unit)])
            let back = await Self.failures { _ = try await configure.save(first, seeing: 3, because: "Powrót.", work) }
            #expect(back == [], "a roll-back brings the same unit back")
        }
    }

    @Test("A language in which the office writes to reporters of open cases stays", arguments: Engine.available)
    func languages(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let number = try await hall.submit(language: .ukrainian, in: town).number
            let files = try await hall.configureTown.revision(nil, work).files
            let fewer = try files.editing(MunicipalityFiles.profile) {
                $0["languages"] = .list([.text("pl"), .text("en")])
            }
            let told = await Self.failures { _ = try await hall.configureTown.propose(fewer, work) }
            let matters = OpenMatters(.language(.ukrainian), count: 1, names: ["\(number)"])
            #expect(told == [.waiting(matters, unit: nil)])
            let english = try files.editing(MunicipalityFiles.profile) {
                $0["languages"] = .list([.text("pl"), .text("uk")])
            }
            #expect(try await hall.configureTown.save(english, seeing: 1, because: "Próba.", work) == 2)
        }
    }

    private static let shorter = ProjectTown.Change(
        "rules.json5",
        "reporterWithin: \"14 days\"",
        "reporterWithin: \"3 days\""
    )
    private static let none = ProjectTown.Change("rules.json5", ", reporterWithin: \"14 days\"", "")

    @Test(
        "A shorter time to open cases again is for those that end from then on",
        arguments: Engine.available,
        [shorter, none]
    )
    func window(_ engine: Engine, change: ProjectTown.Change) async throws {
        try await Self.with(engine) { hall, town, work in
            let old = try await Self.ended(hall, town)
            let last = try #require(try await Self.last(old, hall, town))
            let files = try ProjectTown.files("demo", [change])
            #expect(try await hall.configureTown.save(files, seeing: 1, because: "Próba.", work) == 2)
            let new = try ProjectTown.named("demo", revision: 2, change)
            #expect(try await Self.last(old, hall, new) == last)
            let later = try await Self.ended(hall, new)
            let short = try await Self.last(later, hall, new)
            #expect(short == nil || short.map { $0 < last } == true)
            let again = try ProjectTown.files("demo")
            #expect(
                try await hall.configureTown.save(again, seeing: 2, because: "Powrót.", Self.now(work, hall, new)) == 3
            )
            #expect(try await Self.last(later, hall, town) == last)
        }
    }

    private static func last(_ number: ReportNumber, _ hall: TestTownHall, _ town: Municipality) async throws
        -> CivilDate?
    {
        let report = try await hall.readReport.unseen(number, in: town).report
        return report.reopenableUntil(on: town.clock.date(of: hall.now), in: town)
    }

    @Test("The rule goes only when nobody may open a case again any more", arguments: Engine.available)
    func rule(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let number = try await Self.ended(hall, town)
            let files = try await hall.configureTown.revision(nil, work).files
            let gone = try files.editing(MunicipalityFiles.rules) { $0[path: ["reports", "reopening"]] = nil }
                .editing(MunicipalityFiles.clauses) { map in
                    map["clauses"] = .list(
                        (map["clauses"]?.elements ?? []).map { entry in
                            guard entry["rule"] == .text("reports.reopening") else { return entry }
                            return .object(["clause": entry["clause"] ?? .null, "legalText": .text("a test")])
                        }
                    )
                }
            let told = await Self.failures { _ = try await hall.configureTown.propose(gone, work) }
            let matters = OpenMatters(.module(.reopening), count: 1, names: ["\(number)"])
            #expect(told == [.waiting(matters, unit: nil)])
        }
    }

    @Test("What accounts have keeps its rule, and nobody of them is named", arguments: Engine.available)
    func accounts(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            _ = try await hall.resident(in: town)
            let files = try await hall.configureTown.revision(nil, work).files
            var draft = try ModulesDraft(files, of: town)
            draft.switches[.accounts]?.state = .off
            let gone = try draft.putting(into: files, of: town)
            let told = await Self.failures { _ = try await hall.configureTown.propose(gone, work) }
            #expect(told == [.waiting(OpenMatters(.module(.accounts), count: 1, names: []), unit: nil)])
        }
    }

    @Test("A regulation that counts is not rewritten by a roll-back either", arguments: Engine.available)
    func rollBack(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, work in
            let configure = hall.configureTown
            let first = try await configure.revision(nil, work).files
            var draft = RegulationDraft(first, of: town)
            let today = town.clock.date(of: hall.now)
            (draft.today, draft.version, draft.effective) = (today, "2026-b", today.description)
            draft.texts = [.polish: "# Nowe zasady"]
            let next = try draft.putting(into: first, of: town)
            #expect(try await configure.save(next, seeing: 1, because: "Nowe.", work) == 2)
            let told = await Self.failures { _ = try await configure.propose(first, work) }
            #expect(told == [.rewritten("2026-b", .polish)])
            let saved = await Self.failures { _ = try await configure.save(first, seeing: 2, because: "Wstecz.", work) }
            #expect(saved == [.rewritten("2026-b", .polish)])
        }
    }
}
