import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Links, drafts and the making of a town, on both engines.
@Suite struct SetUpTownTests {
    private static func with(
        _ engine: Engine,
        _ body: @Sendable (TestTownHall, SetUpTown) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let hall = try TestTownHall(database, [])
            try await body(hall, hall.setUpTown)
        }
    }

    private static func draft(_ id: String = "nowa-wiezyca") throws -> SetupDraft {
        let profile = TownProfile(files: try ProjectTown.files("demo"), town: try ProjectTown.named("demo"))
        return .sample(after: profile, id: id)
    }

    /// A link with everything typed.
    private static func filled(_ setUp: SetUpTown, _ id: String, _ hall: TestTownHall) async throws
        -> SetUpTown.Opened
    {
        let token = try await setUp.link(.further, at: hall.now)
        let opened = try await setUp.open(token, from: "net", at: hall.now)
        try await setUp.save(try draft(id), of: opened, at: hall.now)
        return try await setUp.open(token, from: "net", at: hall.now)
    }

    @Test(
        "A link keeps what was typed, makes one town with its administrator, and is used up",
        arguments: Engine.available
    )
    func make(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let opened = try await Self.filled(setUp, "nowa-wiezyca", hall)
            let draft = try Self.draft()
            #expect(opened.draft == draft)
            try await setUp.make(opened, at: hall.now)
            let store = SQLMunicipalityStore(database: hall.database)
            let made = try #require(try await store.revision(nil, of: ID("nowa-wiezyca")))
            #expect(made.revision == 1 && made.author == "ratusz setup")
            let town = try ProjectTown.decoder().decode(made.files, revision: 1)
            let people = try await hall.manageStaff.people(by: StaffAuthority(command: "test"), in: town, at: hall.now)
            #expect(people.map(\.login.text) == ["wanda@wiezyca.example"])
            #expect(people.map(\.standing) == [.invited])
            let after = try await setUp.open(opened.token, from: "net", at: hall.now)
            #expect(after.draft == SetupDraft(), "what was typed is gone")
            let link = try #require(after.made)
            #expect(try await hall.manageStaff.link(of: link, at: hall.now) != nil)
            await #expect(throws: SetupFailure.linkGone) { try await setUp.make(opened, at: hall.now) }
            hall.clock.advance(SetupLink.farewell)
            await #expect(throws: SetupFailure.linkGone) {
                _ = try await setUp.open(opened.token, from: "net", at: hall.now)
            }
        }
    }

    @Test(
        "Of two who make a town of one name at once, one is refused and can choose another",
        arguments: Engine.available
    )
    func twice(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let (first, second) = (
                try await Self.filled(setUp, "nowa", hall), try await Self.filled(setUp, "nowa", hall)
            )
            let now = hall.now
            let outcomes = await withTaskGroup(of: SetupFailure?.self) { group in
                for opened in [first, second] {
                    group.addTask {
                        do { try await setUp.make(opened, at: now) } catch { return error as? SetupFailure }
                        return nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.compactMap(\.self) == [.idTaken("nowa")])
            var free: SetUpTown.Opened?
            for opened in [first, second] {
                let again = try await setUp.open(opened.token, from: "net", at: now)
                if again.made == nil { free = again }
            }
            var again = try #require(free)
            let typed = try Self.draft("nowa")
            #expect(again.draft == typed, "nothing typed is lost")
            again.draft = try Self.draft("nowa-druga")
            try await setUp.make(again, at: now)
            #expect(try await SQLMunicipalityStore(database: hall.database).latest().count == 2)
        }
    }

    @Test("A fault while the administrator is stored leaves no town, and the link goes on", arguments: Engine.available)
    func nothingHalf(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let opened = try await Self.filled(setUp, "nowa", hall)
            try await hall.database.acrossTowns.write { try $0.execute("ALTER TABLE staff_roles RENAME TO gone") }
            await #expect(throws: (any Error).self) { try await setUp.make(opened, at: hall.now) }
            try await hall.database.acrossTowns.write { try $0.execute("ALTER TABLE gone RENAME TO staff_roles") }
            #expect(try await SQLMunicipalityStore(database: hall.database).latest().isEmpty)
            let again = try await setUp.open(opened.token, from: "net", at: hall.now)
            #expect(again.draft == opened.draft && again.made == nil)
            try await setUp.make(again, at: hall.now)
        }
    }

    @Test(
        "Links lapse after a day and are swept, and one for a first town ends with the first town",
        arguments: Engine.available
    )
    func lapse(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let first = try await setUp.link(.first, at: hall.now)
            _ = try await setUp.open(first, from: "net", at: hall.now)
            let town = hall.setUpTown(knowing: [ID("other")])
            await #expect(throws: SetupFailure.linkGone) { _ = try await town.open(first, from: "net", at: hall.now) }
            let other = try await Self.filled(setUp, "nowa", hall)
            try await setUp.make(other, at: hall.now)
            #expect(try await !setUp.works(first, at: hall.now))
            let late = try await setUp.link(.further, at: hall.now)
            hall.clock.advance(SetupLink.validity)
            #expect(try await !setUp.works(late, at: hall.now))
            try await setUp.sweep(at: hall.now)
            let rows = try await hall.database.read { try $0.query("SELECT purpose FROM town_setups") }
            #expect(rows.isEmpty)
        }
    }

    @Test(
        "Whoever guesses waits, and nothing of what was typed is in the database in plain words",
        arguments: Engine.available
    )
    func guarded(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let opened = try await Self.filled(setUp, "nowa", hall)
            let rows = try await hall.database.read { try $0.query("SELECT draft, token_hash FROM town_setups") }
            let draft = try String(decoding: #require(rows.first).blob("draft"), as: UTF8.self)
            #expect(!draft.contains("wiezyca"))
            for _ in 0..<11 {
                await #expect(throws: SetupFailure.linkGone) {
                    _ = try await setUp.open(Token(from: hall.randomness), from: "thief", at: hall.now)
                }
            }
            await #expect(throws: AccountFailure.self) {
                _ = try await setUp.open(Token(from: hall.randomness), from: "thief", at: hall.now)
            }
            _ = try await setUp.open(opened.token, from: "net", at: hall.now)
        }
    }
}
