import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Synchronization
import Testing

@Suite struct MunicipalityStoreTests {
    private static func files(_ text: String, of town: String = "north") -> MunicipalityFiles {
        MunicipalityFiles(town: ID(town), contents: ["municipality.json5": text, "texts/pl.json": "{\"ż\": \"ó\"}\n"])
    }

    /// A revision as a value that can be compared.
    private static func facts(_ revision: MunicipalityRevision?) -> String {
        revision.map {
            "\($0.municipality) \($0.revision) by \($0.author) at \($0.createdAt.rfc3339): "
                + ($0.files.contents["municipality.json5"] ?? "none")
        } ?? "none"
    }

    @Test(
        "Other files make the next revision, the same files none, and old ones stay readable",
        .clause("kremenchuk/A2.6.1", "kremenchuk/A2.6.2"),
        arguments: Engine.available
    )
    func adding(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLMunicipalityStore(database: database)
            #expect(Self.facts(try await store.revision(nil, of: .north)) == "none")
            var numbers: [Int] = []
            for (minute, text) in ["a", "a", "b", "b", "a"].enumerated() {
                let now = Instant.monday + .minutes(Int64(minute))
                numbers.append(
                    try await store.add(Self.files(text), author: "Ida \(minute)", noting: nil, at: now, in: .north)
                )
            }
            #expect(numbers == [1, 1, 2, 2, 3])
            var stored: [String] = []
            for number in [1, 2, 3, nil, 4] { stored.append(Self.facts(try await store.revision(number, of: .north))) }
            #expect(
                stored == [
                    "north 1 by Ida 0 at 2026-04-27T08:15:00Z: a", "north 2 by Ida 2 at 2026-04-27T08:17:00Z: b",
                    "north 3 by Ida 4 at 2026-04-27T08:19:00Z: a", "north 3 by Ida 4 at 2026-04-27T08:19:00Z: a",
                    "none",
                ]
            )
            #expect(try await store.revision(nil, of: .north)?.files == Self.files("a"))
        }
    }

    @Test("The newest revision of every town is there, by id", arguments: Engine.available)
    func latest(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLMunicipalityStore(database: database)
            #expect(try await store.latest().isEmpty)
            for (town, text) in [("south", "x"), ("north", "a"), ("north", "b")] {
                _ = try await store.add(
                    Self.files(text, of: town),
                    author: "Ida",
                    noting: nil,
                    at: .monday,
                    in: ID(town)
                )
            }
            let facts = try await store.latest().map(Self.facts)
            #expect(
                facts == [
                    "north 2 by Ida at 2026-04-27T08:15:00Z: b", "south 1 by Ida at 2026-04-27T08:15:00Z: x",
                ]
            )
        }
    }

    @Test("A real town survives the way through the database, every file of it", arguments: Engine.available)
    func realTown(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let files = try ProjectTown.files("kielce")
            let store = SQLMunicipalityStore(database: database)
            _ = try await store.add(files, author: "first start", noting: nil, at: .monday, in: files.town)
            let stored = try #require(try await store.revision(1, of: files.town)).files
            #expect(stored == files)
            #expect(try ProjectTown.decoder().decode(stored, revision: 1) == ProjectTown.named("kielce"))
        }
    }

    @Test("Whoever listens hears of a new revision, and of nothing else", arguments: Engine.available)
    func notifying(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLMunicipalityStore(database: database)
            let heard = Heard(database.notifications(.revision))
            _ = try await store.add(Self.files("a"), author: "Ida", noting: nil, at: .monday, in: .north)
            // PostgreSQL also tells once that it listens now; both are past when it has been still for a while.
            try await heard.somethingNew(after: 0)
            let before = try await heard.countOnceStill()
            _ = try await store.add(Self.files("a"), author: "Ida", noting: nil, at: .monday, in: .north)
            #expect(try await heard.countOnceStill() == before)
            _ = try await store.add(Self.files("b"), author: "Ida", noting: nil, at: .monday, in: .north)
            try await heard.somethingNew(after: before)
        }
    }

    @Test("Two processes that import at once make one revision each, in a row", arguments: Engine.available)
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        let store = SQLMunicipalityStore(database: processes[index % 2])
                        return try await store.add(
                            Self.files("\(index)"),
                            author: "Ida",
                            noting: nil,
                            at: .monday,
                            in: .north
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(numbers.sorted() == Array(1...20))
            for process in processes { await process.close() }
        }
    }
}

/// Counts what a listener hears.
private final class Heard: Sendable {
    private let count = Mutex(0)

    init(_ notifications: AsyncStream<Void>) {
        Task {
            for await _ in notifications { count.withLock { $0 += 1 } }
        }
    }

    /// Waits until more than `count` were heard.
    func somethingNew(after count: Int) async throws {
        try await expectEventually("a new revision is heard of") { self.count.withLock { $0 } > count }
    }

    /// The count after half a second in which it did not change.
    func countOnceStill() async throws -> Int {
        while true {
            let before = count.withLock { $0 }
            try await Task.sleep(for: .milliseconds(500))
            if count.withLock({ $0 }) == before { return before }
        }
    }
}
