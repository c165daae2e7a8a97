import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct MigratorTests {
    private static let now = Instant(milliseconds: 1_790_000_000_000)
    private static let first = Migration(1, "first", "CREATE TABLE a (n {int} NOT NULL) {strict};")
    private static let second = Migration(
        2,
        "second",
        """
        INSERT INTO a (n) VALUES (1);
        -- only: sqlite
        INSERT INTO a (n) VALUES (10);
        -- only: postgresql
        INSERT INTO a (n) VALUES (20);
        """
    )

    /// Opens the place with each list of migrations in turn and applies it.
    private static func migrate(_ place: EnginePlace, _ lists: [[Migration]]) async throws -> [[Int]] {
        var applied: [[Int]] = []
        for migrations in lists {
            let database = try await place.open(Schema(migrations))
            let result: Result<[Int], any Error>
            do { result = .success(try await Migrator(database).migrate(at: now)) } catch { result = .failure(error) }
            await database.close()
            applied.append(try result.get())
        }
        return applied
    }

    private static func values(_ place: EnginePlace) async throws -> [Int] {
        let database = try await place.open()
        let values = try await database.read { try $0.query("SELECT n FROM a ORDER BY n").map { try $0.int("n") } }
        await database.close()
        return values
    }

    @Test("Migrations are applied once, in order, each for its engine", arguments: Engine.available)
    func order(_ engine: Engine) async throws {
        try await engine.withPlace(Schema([])) { place in
            let lists = [[Self.first], [Self.first, Self.second], [Self.first, Self.second]]
            #expect(try await Self.migrate(place, lists) == [[1], [2], []])
            #expect(try await Self.values(place) == [1, engine == .sqlite ? 10 : 20])
            let database = try await place.open(Schema([Self.first, Self.second, Migration(3, "third", "")]))
            #expect(try await Migrator(database).pending() == [3])
            let records = try await database.read {
                try $0.query("SELECT number, name, applied_at FROM migrations ORDER BY number").map { Array($0.all) }
            }
            let time = Value.integer(Self.now.milliseconds)
            #expect(records == [[1, "first", time], [2, "second", time]])
            await database.close()
        }
    }

    @Test(
        "A database that does not fit the program is left alone",
        arguments: Engine.available,
        [
            ([first, second], [first], MigrationFault.newer(database: 2, program: 1)),
            (
                [first],
                [Migration(1, "first", "CREATE TABLE a (n {int}) {strict};"), second],
                .changed(number: 1, name: "first")
            ),
            ([], [second], .gap(missing: 1)),
            ([first], [first, Migration(3, "third", "")], .gap(missing: 2)),
            ([], [first, first], .gap(missing: 2)),
        ] as [([Migration], [Migration], MigrationFault)]
    )
    func misfit(_ engine: Engine, _ example: (before: [Migration], now: [Migration], fault: MigrationFault))
        async throws
    {
        try await engine.withPlace(Schema([])) { place in
            _ = try await Self.migrate(place, [example.before])
            await #expect(throws: example.fault) { _ = try await Self.migrate(place, [example.now]) }
        }
    }

    @Test("A migration that fails names its line and leaves nothing", arguments: Engine.available)
    func failure(_ engine: Engine) async throws {
        let broken = Migration(2, "broken", "CREATE TABLE b (n {int});\n\nINSERT INTO a (n)\nVALUES (NULL);\n")
        try await engine.withPlace(Schema([])) { place in
            let fault = MigrationFault.failed(2, "broken", line: 3, .notNull(column: "a.n"))
            await #expect(throws: fault) { _ = try await Self.migrate(place, [[Self.first, broken]]) }
            let mended = Migration(2, "mended", "CREATE TABLE b (n {int});")
            let applied = try await Self.migrate(place, [[Self.first, mended]])
            #expect(applied == [[2]])
        }
    }

    @Test("Processes that start at once apply each migration once", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        let schema = Schema(
            [Self.first, Self.second] + (3...6).map { Migration($0, "m", "INSERT INTO a (n) VALUES (\($0));") }
        )
        try await engine.withPlace(Schema([])) { place in
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = try await place.open(schema)
                        let applied = try await Migrator(database).migrate(at: Self.now)
                        await database.close()
                        return applied
                    }
                }
                return try await group.reduce([], +)
            }
            #expect(applied.sorted() == Array(1...6))
            #expect(try await Self.values(place) == [1, 3, 4, 5, 6, engine == .sqlite ? 10 : 20])
        }
    }

    @Test("The program's own tables can be made", arguments: Engine.available)
    func program(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let pending = try await Migrator(database).pending()
            #expect(pending == [])
        }
    }
}
