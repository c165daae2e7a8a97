import CityDomain
import CityKit
import CityPostgres
import CityStorage
import CityTestSupport
import Synchronization
import Testing

@Suite(.enabled(if: Engine.available.contains(.postgresql)))
struct PostgresDatabaseTests {
    /// A table whose commits kill their own connection.
    private static let trap = Schema(
        Schema.bookshelf.migrations + [
            Migration(
                2,
                "trap",
                """
                -- only: postgresql
                CREATE TABLE traps (id TEXT NOT NULL PRIMARY KEY);
                -- only: postgresql
                CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END; $$;
                -- only: postgresql
                CREATE CONSTRAINT TRIGGER spring AFTER INSERT ON traps DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION spring();
                """
            )
        ]
    )

    private func withPlace(_ schema: Schema = .bookshelf, _ body: (EnginePlace) async throws -> Void) async throws {
        try await Engine.postgresql.withPlace(schema, body)
    }

    private func withDatabase(
        _ options: PostgresDatabase.Options = PostgresDatabase.Options(),
        _ body: (PostgresDatabase) async throws -> Void
    ) async throws {
        try await withPlace { place in
            let database = try await PostgresDatabase(url: place.address, schema: .bookshelf, options: options)
            try await body(database)
            await database.close()
        }
    }

    @Test("A server that is not there is told without the password")
    func unreachable() async throws {
        let error = await #expect(throws: OpenFault.self) {
            try await PostgresDatabase(url: "postgres://user:secret@127.0.0.1:1/none", schema: .bookshelf)
        }
        let words = error?.description ?? ""
        #expect(words.contains("127.0.0.1"))
        #expect(!words.contains("secret"))
    }

    @Test("A connection that dies in the middle of a job is opened again once")
    func dyingConnection() async throws {
        try await withDatabase { database in
            let attempts = Attempts()
            let value = try await database.write { transaction in
                try transaction.execute("UPDATE counters SET value = value + 1")
                if attempts.next() == 1 {
                    _ = try transaction.query("SELECT pg_terminate_backend(pg_backend_pid()) AS killed")
                }
                return try transaction.visits()
            }
            #expect(value == 1)
            #expect(attempts.total == 2)
        }
    }

    @Test(
        "A job that loses its connection twice fails as unavailable, and the next one works",
        arguments: [false, true]
    )
    func twiceLost(isWriting: Bool) async throws {
        try await withDatabase { database in
            let attempts = Attempts()
            let body: @Sendable (any Transaction) throws -> [Row] = {
                _ = attempts.next()
                return try $0.query("SELECT pg_terminate_backend(pg_backend_pid()) AS killed")
            }
            await #expect(throws: StorageUnavailable(.disconnected)) {
                _ = isWriting ? try await database.write(body) : try await database.read(body)
            }
            #expect(attempts.total == 2)
            let next =
                isWriting ? try await database.write { try $0.visits() } : try await database.read { try $0.visits() }
            #expect(next == 0)
        }
    }

    @Test("A commit whose outcome nobody knows is not repeated and not acknowledged")
    func unknownOutcome() async throws {
        try await withPlace(Self.trap) { place in
            let database = try await place.open()
            let attempts = Attempts()
            await #expect(throws: StorageUnavailable(.outcomeUnknown)) {
                try await database.write {
                    _ = attempts.next()
                    try $0.execute("INSERT INTO traps (id) VALUES ('a')")
                }
            }
            #expect(attempts.total == 1)
            let stored = try await database.read { try $0.query("SELECT id FROM traps").count }
            #expect(stored == 0)
            await database.close()
        }
    }

    @Test("A server that is away is told at once, and found again when it is back")
    func outage() async throws {
        try await withPlace { place in
            let name = place.address.split(separator: "/").last ?? ""
            let notices = Notices()
            var options = PostgresDatabase.Options()
            options.notice = notices.add
            options.readers = 1
            let database = try await PostgresDatabase(url: place.address, schema: .bookshelf, options: options)
            let administration = try await PostgresDatabase(
                url: EnginePlace.serverAddress,
                schema: Schema([])
            )
            var revisions = database.notifications("revision").makeAsyncIterator()
            // It has begun to listen.
            _ = await revisions.next()
            #expect(try await database.read { try $0.visits() } == 0)

            try await Self.setAway(true, String(name), administration)
            for _ in 0..<3 {
                let start = ContinuousClock.now
                await #expect(throws: StorageUnavailable(.disconnected)) { try await database.read { try $0.visits() } }
                await #expect(throws: StorageUnavailable(.disconnected)) {
                    try await database.write { try $0.visits() }
                }
                #expect(ContinuousClock.now - start < .seconds(2))
            }

            try await Self.setAway(false, String(name), administration)
            try await Self.untilItWorks { try await database.write { try $0.visits() } }
            try await Self.untilItWorks { try await database.read { try $0.visits() } }
            #expect(try await database.read { try $0.visits() } == 0)
            #expect(notices.all == ["away", "away", "back", "back"])
            // Whoever listens hears of the gap.
            _ = await revisions.next()
            await administration.close()
            await database.close()
        }
    }

    /// Tries for ten seconds at most.
    private static func untilItWorks(_ body: () async throws -> Int) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            do { return try #require(await body() == 0) } catch is StorageUnavailable {}
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await body() == 0)
    }

    /// Ends all connections to a database and lets none in, or lets them in again.
    private static func setAway(_ isAway: Bool, _ name: String, _ administration: PostgresDatabase) async throws {
        try await administration.write { transaction in
            _ = try transaction.change(
                "UPDATE pg_catalog.pg_database SET datallowconn = ? WHERE datname = ?",
                !isAway,
                name
            )
        }
        guard isAway else { return }
        try await administration.write {
            _ = try $0.query(
                "SELECT pg_terminate_backend(pid) AS ended FROM pg_catalog.pg_stat_activity WHERE datname = ?",
                name
            )
        }
    }

    @Test("A statement that takes too long fails alone")
    func timeout() async throws {
        var options = PostgresDatabase.Options()
        options.statementTimeout = .milliseconds(300)
        try await withDatabase(options) { database in
            let slow = Task {
                try await database.write {
                    try $0.execute("UPDATE counters SET value = 100")
                    _ = try $0.query("SELECT pg_sleep(3) AS slept")
                }
            }
            let quick = Task {
                try await database.write {
                    try $0.query("UPDATE counters SET value = value + 1 RETURNING value")[0].int("value")
                }
            }
            await #expect(throws: StorageUnavailable(.timeout)) { try await slow.value }
            let value = try await quick.value
            #expect(value == 1)
        }
    }

    @Test("A column of a type that only PostgreSQL has asks for a CAST")
    func foreignType() async throws {
        try await withDatabase { database in
            let error = await #expect(throws: StorageError.self) {
                try await database.read { try $0.query("SELECT sum(value) AS total FROM counters") }
            }
            #expect(
                error
                    == .invalidStatement(
                        "CAST column 'total' to a common type: SELECT sum(value) AS total FROM counters"
                    )
            )
        }
    }

    @Test("A reader cannot lock rows")
    func lockInReader() async throws {
        try await withDatabase { database in
            await #expect(throws: StorageError.invalidStatement("a change or a lock inside of read")) {
                try await database.read { try $0.query("SELECT name FROM counters {skip_locked}") }
            }
            let visits = try await database.read { try $0.visits() }
            #expect(visits == 0)
        }
    }

    @Test("An error carries no value of a row")
    func privacy() async throws {
        try await withDatabase { database in
            let errors = await [
                "INSERT INTO counters (name, value) VALUES ('visits', 4711)",
                "INSERT INTO counters (name, value) VALUES ('a', CAST('4711x' AS BIGINT))",
                "UPDATE counters SET value = NULL WHERE value <> 4711",
            ].asyncErrors { (sql: SQL) in try await database.write { try $0.execute(sql) } }
            #expect(errors.count == 3)
            for error in errors { #expect(!"\(error)".contains("4711")) }
        }
    }

    @Test("A migration may take longer than a statement", .timeLimit(.minutes(5)))
    func longMigration() async throws {
        var options = PostgresDatabase.Options()
        options.statementTimeout = .milliseconds(200)
        try await withPlace { place in
            let schema = Schema(Schema.bookshelf.migrations + [Migration(2, "slow", "SELECT pg_sleep(1);")])
            let database = try await PostgresDatabase(url: place.address, schema: schema, options: options)
            #expect(try await Migrator(database).migrate(at: Instant(milliseconds: 0)) == [2])
            await #expect(throws: StorageUnavailable(.timeout)) {
                _ = try await database.write { try $0.query("SELECT pg_sleep(1) AS slept") }
            }
            await database.close()
        }
    }
}

/// What the log would hear.
private final class Notices: Sendable {
    private let words = Mutex<[String]>([])

    var all: [String] { words.withLock { $0.sorted() } }

    func add(_ notice: PostgresDatabase.Notice) {
        words.withLock { $0.append(notice == .back ? "back" : "away") }
    }
}

extension [SQL] {
    /// What `body` throws for each of them.
    fileprivate func asyncErrors(_ body: (SQL) async throws -> Void) async -> [any Error] {
        var errors: [any Error] = []
        for sql in self {
            do { try await body(sql) } catch { errors.append(error) }
        }
        return errors
    }
}
