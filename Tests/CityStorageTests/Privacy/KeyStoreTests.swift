import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct KeyStoreTests {
    @Test("Every wrapped key of reports and people comes up once, in slices of any size", arguments: Engine.available)
    func listing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for (id, town, contact) in [
                ("a", ID<Municipality>.north, nil), ("b", .north, .sample), ("c", .south, nil), ("b", .south, nil),
            ] as [(String, ID<Municipality>, Sealed<Contact>?)] {
                _ = try await database.reports.submit(try .sample(id, contact: contact), in: town)
            }
            let store = SQLDataKeyStore(database: database)
            for limit in [1, 2, 5, 100] {
                var found: [StoredKey] = []
                repeat {
                    found += try await store.keys(after: found.last, limit: limit)
                } while found.count % limit == 0 && found.count < 5
                let names = found.map { "\($0.town) \($0.owner) \($0.purpose)" }
                #expect(names == ["north a case", "north b case", "north b person", "south b case", "south c case"])
            }
            let key = try await store.keys(after: nil, limit: 1)[0]
            #expect(key.wrapped == WrappedKey(bytes: Array("case key of a".utf8)))
            #expect(key.slot == Slot(.north, table: "data_keys", row: "a", column: "case"))
        }
    }

    @Test("A key is replaced in its own row alone", arguments: Engine.available)
    func replacing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for town in [ID<Municipality>.north, .south] {
                _ = try await database.reports.submit(try .sample("a", contact: .sample), in: town)
            }
            let store = SQLDataKeyStore(database: database)
            try await store.replace(try await store.keys(after: nil, limit: 1)[0], with: WrappedKey(bytes: [1]))
            let keys = try await store.keys(after: nil, limit: 9).map {
                String(decoding: $0.wrapped.bytes, as: UTF8.self)
            }
            #expect(keys == ["\u{1}", "person key of a", "case key of a", "person key of a"])
        }
    }

    @Test("Keys of drafts come up once too, and one that was kept anew meanwhile stays", arguments: Engine.available)
    func drafts(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let drafts = SQLDraftStore(database: database)
            for (hash, town) in [([200, 1], ID<Municipality>.north), ([0, 7], .north), ([3], .south)] as [([UInt8], _)]
            {
                let draft = StoredDraft(content: Sealed(ciphertext: [1]), key: WrappedKey(bytes: [9]))
                try await drafts.keep(draft, hash, of: nil, until: .monday, in: town)
            }
            let store = SQLDataKeyStore(database: database)
            var found: [StoredKey] = []
            repeat { found += try await store.keys(beside: .drafts, after: found.last, limit: 1) } while found.count < 3
            #expect(try await store.keys(beside: .drafts, after: found.last, limit: 9).isEmpty)
            #expect(found.map(\.owner) == [[0, 7], [200, 1], [3]].map { Base32.encode($0 as [UInt8]) })
            let slot = Slot(.north, table: "report_drafts", row: Base32.encode([0, 7]), column: "wrapped_key")
            #expect(found[0].slot == slot)
            let anew = StoredDraft(content: Sealed(ciphertext: [2]), key: WrappedKey(bytes: [8]))
            try await drafts.keep(anew, [0, 7], of: nil, until: .monday, in: .north)
            for key in found { try await store.replace(key, beside: .drafts, with: WrappedKey(bytes: [1])) }
            let keys = try await store.keys(beside: .drafts, after: nil, limit: 9).map(\.wrapped.bytes)
            #expect(keys == [[8], [1], [1]])
        }
    }

    @Test("Keys of waiting identities come up once, each for its own place", arguments: Engine.available)
    func waiting(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for (hash, town) in [([7], ID<Municipality>.north), ([1, 2], .south)] as [([UInt8], _)] {
                try await database.town(town).write { transaction in
                    try transaction.execute(
                        """
                        INSERT INTO waiting_identities (municipality, browser_hash, identity, wrapped_key, proved_at)
                        VALUES ({town}, ?, ?, ?, 0)
                        """,
                        hash,
                        [1] as [UInt8],
                        hash
                    )
                }
            }
            let store = SQLDataKeyStore(database: database)
            var found: [StoredKey] = []
            repeat {
                found += try await store.keys(beside: .waitingIdentities, after: found.last, limit: 1)
            } while found.count < 2
            #expect(found.map(\.wrapped.bytes) == [[7], [1, 2]])
            let row = Base32.encode([7] as [UInt8])
            #expect(found[0].slot == Slot(.north, table: "waiting_identities", row: row, column: "wrapped_key"))
            try await store.replace(found[0], beside: .waitingIdentities, with: WrappedKey(bytes: [9]))
            let keys = try await store.keys(beside: .waitingIdentities, after: nil, limit: 9).map(\.wrapped.bytes)
            #expect(keys == [[9], [1, 2]])
        }
    }

    @Test("Every table with wrapped keys is one that a rotation goes through", arguments: Engine.available)
    func complete(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let tables = try await database.read { transaction in
                try transaction.query(
                    "SELECT c.table_name AS place FROM {columns} AS c WHERE c.name = 'wrapped_key'"
                ).map { try $0.text("place") }
            }
            #expect(Set(tables) == Set(["server_keys", "data_keys"] + KeyPlace.allCases.map(\.rawValue)))
        }
    }

    @Test("Two processes that start at once get the same key of the server", arguments: Engine.available)
    func serverKey(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            let keys = try await withThrowingTaskGroup(of: WrappedKey.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        let store = SQLServerKeyStore(database: processes[index % 2])
                        return try await store.key("root", orStore: WrappedKey(bytes: [UInt8(index)]), at: .monday)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let store = SQLServerKeyStore(database: processes[0])
            #expect(Set(keys).count == 1)
            #expect(try await store.key("root") == keys.first)
            #expect(try await store.key("other") == nil)
            try await store.replace("root", with: WrappedKey(bytes: [99]))
            #expect(try await store.key("root") == WrappedKey(bytes: [99]))
            for process in processes { await process.close() }
        }
    }
}
