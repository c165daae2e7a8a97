import CityStorage
import CityTestSupport
import Testing

@Suite struct ClosingTests {
    @Test("A closed database refuses", arguments: Engine.available)
    func refusal(_ engine: Engine) async throws {
        try await engine.withDatabase(.bookshelf) { database in
            _ = try await database.read { try $0.visits() }
            await database.close()
            await #expect(throws: StorageUnavailable(.closed)) { try await database.read { try $0.visits() } }
            await #expect(throws: StorageUnavailable(.closed)) { try await database.write { try $0.visits() } }
            await database.close()
        }
    }

    @Test("What was queued before closing is finished", arguments: Engine.available)
    func queued(_ engine: Engine) async throws {
        try await engine.withPlace(.bookshelf) { place in
            let database = try await place.open()
            let kept = Attempts()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask {
                        do {
                            try await database.write { try $0.execute("UPDATE counters SET value = value + 1") }
                            _ = kept.next()
                        } catch {
                            #expect(error as? StorageUnavailable == StorageUnavailable(.closed))
                        }
                    }
                }
                group.addTask { await database.close() }
            }
            let again = try await place.open()
            #expect(try await again.read { try $0.visits() } == kept.total)
            await again.close()
        }
    }
}
