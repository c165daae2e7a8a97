import CityStorage
import CityTestSupport
import Testing

@Suite struct NotificationTests {
    private enum Refusal: Error {
        case taken
    }

    @Test("A commit wakes the listeners of its topic, and nothing else does", arguments: Engine.available)
    func topics(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let revision = await Listener(database, "revision", on: engine)
            let delivery = await Listener(database, "delivery", on: engine)

            await #expect(throws: Refusal.taken) {
                try await database.write { transaction in
                    transaction.notify("revision")
                    try transaction.execute("UPDATE counters SET value = 1")
                    throw Refusal.taken
                }
            }
            try await database.write { $0.notify("delivery") }
            #expect(await delivery.count(within: .seconds(5), atLeast: 1) == 1)
            #expect(await revision.count(within: .milliseconds(100), atLeast: 1) == 0)

            try await database.write { transaction in
                transaction.notify("revision")
                transaction.notify("revision")
            }
            #expect(await revision.count(within: .seconds(5), atLeast: 1) == 1)
            #expect(await delivery.count(within: .milliseconds(100), atLeast: 1) == 0)
        }
    }

    @Test("On PostgreSQL another process hears it too", arguments: Engine.available.filter { $0 == .postgresql })
    func processes(_ engine: Engine) async throws {
        try await engine.withPlace(.bookshelf) { place in
            let (writer, reader) = (try await place.open(), try await place.open())
            let revision = await Listener(reader, "revision", on: engine)
            try await writer.write { $0.notify("revision") }
            #expect(await revision.count(within: .seconds(5), atLeast: 1) == 1)
            await writer.close()
            await reader.close()
        }
    }

    @Test("Closing ends the streams, those asked for later too", arguments: Engine.available)
    func ending(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            let stream = database.notifications("revision")
            await database.close()
            for await _ in stream {}
            for await _ in database.notifications("revision") {}
        }
    }
}

/// Counts the elements of a stream.
private final class Listener: Sendable {
    private let attempts = Attempts()
    private let start: Int
    private let task: Task<Void, Never>

    /// Returns when the stream would hear a commit.
    init(_ database: any Database, _ topic: Topic, on engine: Engine) async {
        let stream = database.notifications(topic)
        let attempts = attempts
        task = Task { for await _ in stream { _ = attempts.next() } }
        // PostgreSQL gives one element when it begins to listen.
        if engine == .postgresql { await Self.wait(.seconds(5)) { attempts.total > 0 } }
        start = attempts.total
        seen = Attempts()
        for _ in 0..<start { _ = seen.next() }
    }

    private let seen: Attempts

    deinit { task.cancel() }

    /// How many came since the last call; waits for `atLeast` of them.
    func count(within time: Duration, atLeast: Int) async -> Int {
        await Self.wait(time) { attempts.total - seen.total >= atLeast }
        let count = attempts.total - seen.total
        for _ in 0..<count { _ = seen.next() }
        return count
    }

    private static func wait(_ time: Duration, until isOver: () -> Bool) async {
        let end = ContinuousClock.now + time
        while !isOver() && ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(2)) }
    }
}
