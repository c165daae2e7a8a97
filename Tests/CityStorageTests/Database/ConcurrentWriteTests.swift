import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct ConcurrentWriteTests {
    private enum Refusal: Error {
        case early, late
    }

    /// How job `number` of a hundred ends: every tenth fails, in one of three ways.
    private static func end(_ number: Int) -> String {
        guard number % 10 == 0 else { return "done" }
        return ["early", "late", "unique"][number / 10 % 3]
    }

    @Test("Of 20 × 100 jobs at once a tenth fails, and each of these alone", arguments: Engine.available)
    func isolation(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let town = database.town(.riverside)
            try await town.write { try $0.addBook("first", shelf: 0) }
            let ends = await withTaskGroup(of: [String].self) { group in
                for task in 0..<20 {
                    group.addTask {
                        var ends: [String] = []
                        for number in 0..<100 { ends.append(await Self.run(task * 100 + number, in: town)) }
                        return ends
                    }
                }
                var ends: [String] = []
                for await part in group { ends += part }
                return ends
            }
            #expect(ends.sorted() == (0..<2_000).map(Self.end).sorted())
            #expect(try await town.read { try $0.visits() } == 1_800)
            let kept = (0..<2_000).filter { Self.end($0) == "done" }.map { "book-\($0)" }
            #expect(try await town.read { try $0.books() } == (kept + ["first"]).sorted())
        }
    }

    private static func run(_ number: Int, in town: TownDatabase) async -> String {
        do {
            try await town.write { transaction in
                if end(number) == "early" { throw Refusal.early }
                try transaction.execute("UPDATE counters SET value = value + 1 WHERE name = 'visits'")
                let shelf = end(number) == "unique" ? 0 : number + 1
                try transaction.execute(
                    "INSERT INTO books (municipality, id, shelf) VALUES ({town}, ?, ?)",
                    "book-\(number)",
                    shelf
                )
                if end(number) == "late" { throw Refusal.late }
            }
            return "done"
        } catch StorageError.unique {
            return "unique"
        } catch {
            return "\(error)"
        }
    }

    @Test("A deferred constraint fails the job that violates it", arguments: Engine.available)
    func deferred(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            try await database.write { try $0.execute("INSERT INTO genres (name) VALUES ('poetry')") }
            let town = database.town(.riverside)
            let failures = await withTaskGroup(of: Int?.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        do {
                            try await town.write {
                                try $0.execute(
                                    "INSERT INTO reviews (municipality, id, genre) VALUES ({town}, ?, ?)",
                                    "\(number)",
                                    number % 7 == 3 ? "unknown" : "poetry"
                                )
                            }
                            return nil
                        } catch {
                            return error as? StorageError == .foreignKey ? number : -1
                        }
                    }
                }
                var failures: [Int] = []
                for await number in group.compactMap(\.self) { failures.append(number) }
                return failures
            }
            #expect(failures.sorted() == Array(stride(from: 3, to: 50, by: 7)))
        }
    }

    @Test("Two processes that change one row lose no change", arguments: Engine.available)
    func conflict(_ engine: Engine) async throws {
        try await engine.withPlace(.bookshelf) { place in
            let databases = [try await place.open(), try await place.open()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        for _ in 0..<25 {
                            try await databases[number % 2].write { transaction in
                                let value = try transaction.visits()
                                try transaction.execute(
                                    "UPDATE counters SET value = ? WHERE name = 'visits'",
                                    value + 1
                                )
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await databases[0].read { try $0.visits() } == 200)
            for database in databases { await database.close() }
        }
    }

    @Test("Two processes cannot both act on what each of them takes away", arguments: Engine.available)
    func writeSkew(_ engine: Engine) async throws {
        try await engine.withPlace(.bookshelf) { place in
            let databases = [try await place.open(), try await place.open()]
            for round in 0..<20 {
                try await databases[0].write {
                    try $0.execute("DELETE FROM counters")
                    try $0.execute("INSERT INTO counters (name, value) VALUES ('0', 1), ('1', 1)")
                }
                async let first = Self.leave(databases[0], "0")
                async let second = Self.leave(databases[1], "1")
                let left = try await [first, second].count { $0 }
                #expect(left == 1, "round \(round)")
            }
            for database in databases { await database.close() }
        }
    }

    /// Gives up one's place if somebody else still has one.
    private static func leave(_ database: any Database, _ name: String) async throws -> Bool {
        try await database.write { transaction in
            let rows = try transaction.query("SELECT name FROM counters WHERE value = 1")
            guard rows.count > 1 else { return false }
            return try transaction.change("UPDATE counters SET value = 0 WHERE name = ?", name) == 1
        }
    }
}
