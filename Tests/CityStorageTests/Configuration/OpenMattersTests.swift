import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What waits in a module keeps it from being switched off, on both engines.
@Suite struct OpenMattersTests {
    /// The demo town has every module.
    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, Municipality, MunicipalityFiles) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let files = try await hall.seedSettings(of: "demo")
            try await body(hall, town, files)
        }
    }

    /// The town without a module, whatever its regulation says.
    private static func without(_ module: TownModule, _ files: MunicipalityFiles) throws -> MunicipalityFiles {
        let rules = try files.editing(module.file) { $0[path: module.path] = nil }
        return try rules.editing(MunicipalityFiles.clauses) { map in
            let entries = map["clauses"]?.elements ?? []
            map["clauses"] = .list(
                entries.map { entry in
                    guard let rule = entry["rule"]?.line, rule.hasPrefix(module.rule) else { return entry }
                    return .object(["clause": entry["clause"] ?? .null, "legalText": .text("a test")])
                }
            )
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

    /// That the page and, with it passed by, the store refuse to lose what waits.
    private static func expectKept(
        _ matters: OpenMatters,
        _ hall: TestTownHall,
        _ town: Municipality,
        _ files: MunicipalityFiles
    ) async throws {
        let caller = Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test")
        let work = ConfigureTown.Work(by: caller, in: town, at: hall.now)
        guard case .module(let module) = matters.holder else { return }
        let without = try Self.without(module, files)
        let told = await failures { _ = try await hall.configureTown.propose(without, work) }
        #expect(told == [.waiting(matters, unit: nil)])
        let new = try ProjectTown.decoder().decode(without, revision: 2)
        let change = ConfigurationChange(
            files: without,
            base: 1,
            check: CaseCheck(from: town, to: new),
            author: "staff/ada",
            reason: "Próba.",
            today: town.clock.date(of: hall.now)
        )
        let stored = await failures {
            _ = try await hall.configurations.save(change, noting: .sample(in: town.id), at: hall.now, in: town.id)
        }
        #expect(stored == [.waiting(matters, unit: nil)])
        #expect(try await hall.configureTown.revision(nil, work).revision == 1)
    }

    @Test("A module in which nothing waits is switched off", .clause("kremenchuk/A2.6.2"), arguments: Engine.available)
    func nothing(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, _ in
            let caller = Caller(ID("ada"), StaffRights([StaffGrant(.administrator)]), request: "test")
            let work = ConfigureTown.Work(by: caller, in: town, at: hall.now)
            for (seen, module) in [TownModule.comments, .complaints, .contractors].enumerated() {
                let newest = try await hall.configureTown.revision(nil, work).files
                let without = try Self.without(module, newest)
                let number = try await hall.configureTown.save(without, seeing: seen + 1, because: "Dość.", work)
                #expect(number == seen + 2)
            }
            let all = try await hall.configurations.openMatters(
                most: 1,
                asking: CaseCheck(from: town, to: town),
                on: town.clock.date(of: hall.now),
                in: town.id
            )
            #expect(all.allSatisfy { $0.count == 0 })
        }
    }

    @Test("Comments that wait for the office keep comments", arguments: Engine.available)
    func comments(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, files in
            let resident = try await hall.resident(in: town)
            let (first, number) = try await hall.commentOnPublic(by: resident, in: town)
            try await hall.comment("Drugi.", on: number, by: resident, in: town)
            let matters = OpenMatters(.module(.comments), count: 1, names: ["\(number)"])
            try await Self.expectKept(matters, hall, town, files)
            try await hall.moderateComments.refuse(first, because: "Nie.", hall.moderation(in: town))
            try await Self.expectKept(matters, hall, town, files)
        }
    }

    @Test("Open complaints keep complaints; at most as many as asked are named", arguments: Engine.available)
    func complaints(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, files in
            for host in 1...12 {
                _ = try await hall.complain(from: "192.0.2.\(host)", in: town)
                hall.clock.advance(.hours(2))
            }
            let names = (1...10).map { "R/2026/\($0)" }
            let matters = OpenMatters(.module(.complaints), count: 12, names: names)
            try await Self.expectKept(matters, hall, town, files)
        }
    }

    @Test("Work that a contractor has, or said something on, keeps contractors", arguments: Engine.available)
    func contractors(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, files in
            let number = try await hall.submit(.personal(in: town), in: town).number
            let id = try await hall.commission(try await hall.contractor(in: town), on: number, in: town)
            let matters = OpenMatters(.module(.contractors), count: 1, names: ["\(number)"])
            try await Self.expectKept(matters, hall, town, files)
            try await hall.answerCommission(.decline, hall.link(id, in: town), words: "Brak ludzi.")
            try await Self.expectKept(matters, hall, town, files)
        }
    }

    @Test("A unit that was asked to take part in an open case stays until it answers", arguments: Engine.available)
    func takingPart(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, files in
            let (caller, number) = (
                TestTownHall.contractorOfficer, try await hall.submit(.personal(in: town), in: town).number
            )
            let unit = try #require(town.units.first { $0.id == ID("greenery") })
            let work = hall.work(on: number, by: caller, in: town)
            try await hall.askUnits.ask(work, unit.id, note: "Czy to wasze drzewo?")
            let matters = OpenMatters(.unit(unit.id, .takesPart), count: 1, names: ["\(number)"])
            let all = try await hall.configurations.openMatters(
                most: 10,
                asking: CaseCheck(from: town, to: town),
                on: town.clock.date(of: hall.now),
                in: town.id
            )
            #expect(all.contains(matters))
            let without = try Self.without(unit.id, files)
            let new = try ProjectTown.decoder().decode(without, revision: 2)
            let change = ConfigurationChange(
                files: without,
                base: 1,
                check: CaseCheck(from: town, to: new),
                author: "staff/ada",
                reason: "Próba.",
                today: town.clock.date(of: hall.now)
            )
            let entry = AuditEntry.sample(in: town.id)
            let stored = await Self.failures {
                _ = try await hall.configurations.save(change, noting: entry, at: hall.now, in: town.id)
            }
            #expect(stored == [.waiting(matters, unit: unit.name)])
            try await hall.askUnits.answer(work, for: unit.id, .given, words: "Nie.")
            #expect(try await hall.configurations.save(change, noting: entry, at: hall.now, in: town.id) == 2)
        }
    }

    /// The town without a unit; what it got goes to roads.
    private static func without(_ unit: ID<Unit>, _ files: MunicipalityFiles) throws -> MunicipalityFiles {
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
}
