import CityDomain
import CityKit
import CitySQLite
import CityStorage
import CityTestSupport
import Foundation
import Testing

@Suite struct SQLiteDatabaseTests {
    private func withPath(_ body: (String) async throws -> Void) async throws {
        try await Engine.sqlite.withPlace(.bookshelf) { try await body($0.address) }
    }

    @Test("A commit is on the disk before anybody hears of it, and deleted rows are overwritten")
    func settings() async throws {
        try await withPath { path in
            let database = try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            let settings = try await database.write { transaction in
                try [
                    transaction.query("PRAGMA synchronous"), transaction.query("PRAGMA journal_mode"),
                    transaction.query("PRAGMA foreign_keys"), transaction.query("PRAGMA secure_delete"),
                    transaction.query("PRAGMA cache_size"),
                ].map { $0.flatMap { Array($0.all) } }
            }
            #expect(settings == [[2], ["wal"], [1], [1], [-24_576]])
            await database.close()
        }
    }

    @Test("A second server on a file is refused by name, a short command is not")
    func owner() async throws {
        try await withPath { path in
            let first = try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            #expect(throws: OpenFault.inUse(file: path, process: getpid())) {
                try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            }
            let words = OpenFault.inUse(file: path, process: 7).description
            #expect(words == "process 7 already works on \(path); stop it first, or use PostgreSQL to run several")

            let guest = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf)
            try await guest.write { try $0.execute("UPDATE counters SET value = 5") }
            #expect(try await first.read { try $0.visits() } == 5)
            await guest.close()
            await first.close()

            let next = try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            await next.close()
        }
    }

    @Test("Processes that write without a break take turns")
    func turns() async throws {
        try await withPath { path in
            let busy = try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            let guest = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf)
            let writing = Task {
                var count = 0
                while !Task.isCancelled {
                    try await busy.write { try $0.execute("UPDATE counters SET value = value + 1") }
                    count += 1
                }
                return count
            }
            var slowest = Duration.zero
            for _ in 0..<20 {
                let start = ContinuousClock.now
                try await guest.write { try $0.execute("UPDATE counters SET value = value + 1") }
                slowest = max(slowest, .now - start)
            }
            writing.cancel()
            let count = try await writing.value
            #expect(count >= 10, "the guest shut out the owner")
            #expect(slowest < .seconds(4), "the owner shut out the guest")
            #expect(try await busy.read { try $0.visits() } >= count + 20)
            await guest.close()
            await busy.close()
        }
    }

    @Test("Nobody else may read the files")
    func rights() async throws {
        try await withPath { path in
            let file = path + "-new"
            let database = try SQLiteDatabase(path: file, role: .owner, schema: .bookshelf)
            try await database.write { try $0.execute("CREATE TABLE a (n INTEGER)") }
            for side in ["", "-wal", "-shm", ".lock", ".turn"] {
                let rights = try FileManager.default.attributesOfItem(atPath: file + side)[.posixPermissions] as? Int
                #expect(rights == 0o600, "\(side)")
            }
            await database.close()
        }
    }

    @Test("A full disk fails the jobs, and the database goes on when there is room")
    func fullDisk() async throws {
        try await withPath { path in
            let database = try SQLiteDatabase(path: path, role: .owner, schema: .bookshelf)
            let town = database.town(.riverside)
            let pages = try await database.write { try $0.query("PRAGMA page_count")[0].int("page_count") }
            // A limit on the size of the file is the full disk of a test.
            _ = try await database.write { try $0.query("PRAGMA max_page_count = 40") }
            #expect(pages < 40)
            let failures = await withTaskGroup(of: StorageError?.self) { group in
                for number in 0..<20 {
                    group.addTask { await Self.fill(town, number) }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(failures.contains(.diskFull))
            #expect(failures.allSatisfy { $0 == nil || $0 == .diskFull })
            let stored = try await town.read { try $0.books().count }
            #expect(stored == failures.count { $0 == nil })

            _ = try await database.write { try $0.query("PRAGMA max_page_count = 100000") }
            #expect(await Self.fill(town, 100) == nil)
            await database.close()
        }
    }

    private static func fill(_ town: TownDatabase, _ number: Int) async -> StorageError? {
        do {
            try await town.write {
                try $0.execute(
                    "INSERT INTO books (municipality, id, shelf, cover) VALUES ({town}, ?, ?, ?)",
                    "\(number)",
                    number,
                    [UInt8](repeating: 1, count: 20_000)
                )
            }
            return nil
        } catch {
            return error as? StorageError ?? .other(code: "\(error)")
        }
    }

    @Test("What is no database is not opened")
    func unusable() async throws {
        try await withPath { path in
            let text = path + ".txt"
            try Data(String(repeating: "no database ", count: 100).utf8).write(to: URL(filePath: text))
            for wrong in [text, path + "/inside", "/dev/full/ratusz.sqlite"] {
                #expect(throws: OpenFault.self) { try SQLiteDatabase(path: wrong, role: .guest, schema: .bookshelf) }
            }
        }
    }

    @Test("A damaged file is told as such")
    func damage() async throws {
        try await withPath { path in
            var database = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf)
            let town = database.town(.riverside)
            try await town.write { transaction in
                for number in 0..<500 { try transaction.addBook("\(number)", shelf: number) }
            }
            await database.close()
            let file = try FileHandle(forUpdating: URL(filePath: path))
            let size = try file.seekToEnd()
            for page in stride(from: 4_096 as UInt64, to: size, by: 4_096) {
                try file.seek(toOffset: page)
                try file.write(contentsOf: [UInt8](repeating: 0xAA, count: 4_096))
            }
            try file.close()
            database = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf)
            let damaged = database.town(.riverside)
            await #expect(throws: StorageError.corrupt) { try await damaged.read { try $0.books() } }
            await #expect(throws: StorageError.corrupt) { try await damaged.write { try $0.books() } }
            await database.close()
        }
    }

    /// Never ends.
    private static let endless: SQL = """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS c FROM n
        """

    @Test("A task that is cancelled stops reading")
    func cancellation() async throws {
        try await withPath { path in
            let database = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf)
            let (started, reader) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await database.read { transaction in
                    reader.yield()
                    return try transaction.query(Self.endless)
                }
            }
            _ = await started.first { _ in true }
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            #expect(try await database.read { try $0.visits() } == 0)
            await database.close()
        }
    }

    @Test("What is cancelled while it waits is not read at all")
    func cancelledBeforeItsTurn() async throws {
        try await withPath { path in
            var options = SQLiteDatabase.Options()
            options.readers = 1
            let database = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf, options: options)
            let (started, reader) = AsyncStream<Void>.makeStream()
            let first = Task {
                try await database.read { transaction in
                    reader.yield()
                    return try transaction.query(Self.endless)
                }
            }
            _ = await started.first { _ in true }
            let reads = Attempts()
            let second = Task { try await database.read { _ in reads.next() } }
            second.cancel()
            first.cancel()
            await #expect(throws: CancellationError.self) { _ = try await second.value }
            #expect(reads.total == 0)
            #expect(try await database.read { try $0.visits() } == 0)
            await database.close()
        }
    }

    @Test("A statement that takes too long fails alone")
    func timeout() async throws {
        try await withPath { path in
            var options = SQLiteDatabase.Options()
            options.statementTimeout = .milliseconds(200)
            let database = try SQLiteDatabase(path: path, role: .guest, schema: .bookshelf, options: options)
            let slow = Task {
                try await database.write {
                    try $0.execute("UPDATE counters SET value = 100")
                    try $0.execute("UPDATE counters SET value = (\(Self.endless))")
                }
            }
            let quick = (0..<5).map { _ in
                Task { try await database.write { try $0.execute("UPDATE counters SET value = value + 1") } }
            }
            await #expect(throws: StorageUnavailable(.timeout)) { try await slow.value }
            for task in quick { try await task.value }
            await #expect(throws: StorageUnavailable(.timeout)) {
                _ = try await database.read { try $0.query(Self.endless) }
            }
            #expect(try await database.read { try $0.visits() } == 5)
            await database.close()
        }
    }
}
