import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

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
        let draft = try draft(id)
        return try await setUp.save(opened, at: hall.now) { $0 = draft }
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

    @Test("Two windows that send steps at once keep both", arguments: Engine.available)
    func windows(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let opened = try await Self.filled(setUp, "nowa", hall)
            let one = try await setUp.save(opened, at: hall.now) {
                $0.put(["mark": ["A"], "colour": ["#5A2A82"]], in: .look)
            }
            let two = try await setUp.save(opened, at: hall.now) { $0.put(["shape": ["rectangle"]], in: .place) }
            #expect(one.draft[.look, "mark"] == "A" && two.draft[.look, "mark"] == "A")
            #expect(two.draft[.place, "shape"] == "rectangle")
            try await setUp.make(try await Self.filled(setUp, "inna", hall), at: hall.now)
        }
    }

    @Test("A link for a first town makes none where there is one, however it came", arguments: Engine.available)
    func first(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let token = try await setUp.link(.first, at: hall.now)
            let opened = try await setUp.open(token, from: "net", at: hall.now)
            let draft = try Self.draft("nowa")
            let typed = try await setUp.save(opened, at: hall.now) { $0 = draft }
            // Another process takes a town in; this one does not know it yet.
            try await hall.seedSettings(of: "demo")
            await #expect(throws: SetupFailure.linkGone) { try await setUp.make(typed, at: hall.now) }
            let towns = try await SQLMunicipalityStore(database: hall.database).latest()
            #expect(towns.map(\.municipality) == [ID("demo")])
            let people = try await hall.database.acrossTowns.read { try $0.query("SELECT id FROM staff") }
            #expect(people.isEmpty)
        }
    }

    @Test(
        "The last page shows the administrator’s first link alone, not one for a lost password",
        arguments: Engine.available
    )
    func laterLink(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            let opened = try await Self.filled(setUp, "nowa", hall)
            try await setUp.make(opened, at: hall.now)
            let made = try #require(try await setUp.open(opened.token, from: "net", at: hall.now).made)
            #expect(try await hall.manageStaff.link(of: made, at: hall.now) != nil)
            hall.clock.advance(.minutes(5))
            let files = try #require(
                try await SQLMunicipalityStore(database: hall.database).revision(nil, of: made.town)
            )
            let town = try ProjectTown.decoder().decode(files.files, revision: 1)
            let authority = StaffAuthority(command: "test")
            _ = try await hall.manageStaff.inviteAgain(made.administrator, by: authority, in: town, at: hall.now)
            #expect(try await hall.manageStaff.link(of: made, at: hall.now) == nil)
        }
    }

    @Test("A town that would keep the server from its next start is not made", arguments: Engine.available)
    func host(engine: Engine) async throws {
        try await Self.with(engine) { hall, _ in
            let addresses = TownAddresses(shared: "https://x.example", own: [ID("other"): "https://other.example"])
            let setUp = hall.setUpTown(knowing: [], at: addresses)
            let opened = try await Self.filled(setUp, "nowa", hall)
            let wrong = setUp.failures(of: .town, in: opened.draft)
            #expect(wrong.compactMap { $0 as? SetupFailure } == [.hostOfOther("other", not: "nowa")])
            #expect(!setUp.done(in: opened.draft).contains(.town))
            await #expect(throws: Failures.self) { try await setUp.make(opened, at: hall.now) }
            try await setUp.make(try await Self.filled(setUp, "other", hall), at: hall.now)
        }
    }

    @Test(
        "The file of another installation is taken, and a fault in its rules is told as one",
        arguments: Engine.available
    )
    func export(engine: Engine) async throws {
        try await Self.with(engine) { hall, setUp in
            func failures(_ files: MunicipalityFiles?) -> [SetupFailure] {
                var draft = SetupDraft()
                draft.put(["profile": [SetupDraft.exported]], in: .profile)
                if let files { _ = draft.takeExport(ConfigurationFile(files: files, revision: 1).text) }
                return setUp.failures(of: .profile, in: draft).compactMap { $0 as? SetupFailure }
            }
            #expect(failures(nil) == [.fileMissing])
            let files = try ProjectTown.files("demo")
            #expect(failures(files) == [])
            let broken = try files.editing(MunicipalityFiles.rules) {
                $0[path: ["reports", "reopening", "to"]] = .text("done")
            }
            guard case .fault("file", let fault)? = failures(broken).first else {
                Issue.record("no fault was told")
                return
            }
            #expect(fault.path == "reports.reopening.to" && fault.text != nil)
        }
    }
}
