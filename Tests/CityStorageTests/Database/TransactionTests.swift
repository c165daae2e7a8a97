import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Dispatch
import Testing

@Suite struct TransactionTests {
    private enum Refusal: Error {
        case taken
    }

    @Test("A job that fails leaves nothing behind", arguments: Engine.available)
    func atomicity(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            await #expect(throws: Refusal.taken) {
                try await town.write { transaction in
                    try transaction.addBook("a", shelf: 1)
                    _ = try transaction.change("UPDATE counters SET value = value + 1")
                    throw Refusal.taken
                }
            }
            let left = try await town.read { (try $0.books(), try $0.visits()) }
            #expect(left == ([], 0))
        }
    }

    @Test("Catching a statement's error does not save the job", arguments: Engine.available)
    func swallowed(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            try await town.write { try $0.addBook("a", shelf: 1) }
            await #expect(throws: StorageError.unique(constraint: "books_pkey")) {
                try await town.write { transaction in
                    try transaction.addBook("b", shelf: 2)
                    try? transaction.addBook("a", shelf: 3)
                    try? transaction.addBook("c", shelf: 4)
                }
            }
            #expect(try await town.read { try $0.books() } == ["a"])
        }
    }

    @Test("A body may make its own error of the database's", arguments: Engine.available)
    func translated(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            try await town.write { try $0.addBook("a", shelf: 1) }
            await #expect(throws: Refusal.taken) {
                try await town.write { transaction in
                    do { try transaction.addBook("a", shelf: 2) } catch StorageError.unique { throw Refusal.taken }
                }
            }
            try await town.write { try $0.addBook("b", shelf: 2) }
            #expect(try await town.read { try $0.books() } == ["a", "b"])
        }
    }

    @Test("A reader cannot write", arguments: Engine.available)
    func readOnly(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let expected = StorageError.invalidStatement("a change inside of read: UPDATE counters SET value = 1")
            await #expect(throws: expected) {
                try await database.read { try $0.execute("UPDATE counters SET value = 1") }
            }
            let visits = try await database.read { try $0.visits() }
            #expect(visits == 0)
        }
    }

    @Test("A reader sees one state, whatever is committed meanwhile", arguments: Engine.available)
    func snapshot(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let (hasRead, reader) = AsyncStream<Void>.makeStream()
            let hasWritten = DispatchSemaphore(value: 0)
            async let visits = database.read { transaction in
                let before = try transaction.visits()
                reader.yield()
                hasWritten.wait()
                return [before, try transaction.visits()]
            }
            _ = await hasRead.first { _ in true }
            try await database.write { try $0.execute("UPDATE counters SET value = 7") }
            hasWritten.signal()
            #expect(try await visits == [0, 0])
            #expect(try await database.read { try $0.visits() } == 7)
        }
    }

    @Test("Statements run in order, however many wait", arguments: Engine.available)
    func order(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            try await database.write { transaction in
                for _ in 0..<1_000 {
                    try transaction.execute("UPDATE counters SET value = value * 2 + 1")
                    try transaction.execute("UPDATE counters SET value = value - 1 WHERE value > 1000")
                    try transaction.execute("UPDATE counters SET value = 0 WHERE value > 1000")
                }
            }
            var expected = 0
            for _ in 0..<1_000 {
                expected = expected * 2 + 1
                if expected > 1000 { expected -= 1 }
                if expected > 1000 { expected = 0 }
            }
            #expect(try await database.read { try $0.visits() } == expected)
        }
    }

    @Test("A change tells how many rows it touched", arguments: Engine.available)
    func changedRows(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let counts = try await database.write { transaction in
                [
                    try transaction.change("INSERT INTO counters (name, value) VALUES ('a', 1), ('b', 2)"),
                    try transaction.change("UPDATE counters SET value = 5 WHERE name = ?", "nobody"),
                    try transaction.change("INSERT INTO counters (name, value) VALUES ('a', 1) ON CONFLICT DO NOTHING"),
                    try transaction.change("DELETE FROM counters WHERE name IN (?, ?)", "a", "b"),
                ]
            }
            #expect(counts == [2, 0, 0, 2])
        }
    }

    @Test("Many rows go in with few statements", arguments: Engine.available, [0, 1, 8, 64, 137])
    func insertion(_ engine: Engine, count: Int) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            let rows: [[any Storable]] = (0..<count).map { ["book-\($0)", $0] }
            try await town.write { transaction in
                for _ in 0..<2 {
                    try transaction.insert(
                        "INSERT INTO books (municipality, id, shelf) VALUES",
                        row: "({town}, ?, ?)",
                        rows,
                        ending: "ON CONFLICT DO NOTHING"
                    )
                }
            }
            #expect(try await town.read { try $0.books() } == rows.indices.map { "book-\($0)" }.sorted())
        }
    }

    @Test("Nothing is a result too", arguments: Engine.available)
    func nothing(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let none: Int? = try await database.write { _ in nil }
            let title = try await database.read { try $0.query("SELECT name FROM genres").first?.text("name") }
            #expect(none == nil)
            #expect(title == nil)
        }
    }

    @Test("RETURNING gives what was stored", arguments: Engine.available)
    func returning(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let values = try await database.write { transaction in
                try (0..<3).map { _ in
                    try transaction.query("UPDATE counters SET value = value + 1 RETURNING value")[0].int("value")
                }
            }
            #expect(values == [1, 2, 3])
        }
    }

    @Test(
        "A mistake of the program is told from a violation",
        arguments: Engine.available,
        [
            ("SELEC 1", []), ("SELECT name FROM nowhere", []), ("SELECT nothing FROM counters", []),
            ("SELECT name FROM counters WHERE name = ?", []), ("SELECT name FROM counters", [1]),
            ("SELECT {number}", []), ("SELECT 'a", []), ("SELECT name FROM counters; SELECT 2", []),
            ("SELECT name FROM counters WHERE name = ?", ["a\0b"]), ("COMMIT", []), ("SAVEPOINT mine", []),
        ] as [(SQL, [Value])]
    )
    func mistakes(_ engine: Engine, _ mistake: (sql: SQL, values: [Value])) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            for isWriting in [false, true] {
                let body: @Sendable (any Transaction) throws -> [Row] = {
                    try $0.query(mistake.sql, values: mistake.values)
                }
                let error = await #expect(throws: StorageError.self) {
                    _ = isWriting ? try await database.write(body) : try await database.read(body)
                }
                guard case .invalidStatement = error else {
                    Issue.record("\(String(describing: error)) for \(mistake.sql.text)")
                    return
                }
            }
            let visits = try await database.read { try $0.visits() }
            #expect(visits == 0)
        }
    }
}
