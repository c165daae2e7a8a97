import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct AccountStoreTests {
    private static func account(_ id: String, login: [UInt8] = [1], _ grants: StaffGrant...) -> StaffAccount {
        let staff = Staff(
            id: ID(id),
            rights: StaffRights(grants, unit: ID("roads")),
            name: Sealed(ciphertext: [2, 0]),
            login: Sealed(ciphertext: [3]),
            personKey: WrappedKey(bytes: [4])
        )
        return StaffAccount(
            staff: staff,
            loginIndex: login,
            passwordHash: PasswordHash(phc: "$argon2id$\(id)"),
            createdAt: .monday
        )
    }

    @Test("An account is found by the index of its login, whole", arguments: Engine.available)
    func roundTrip(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            let new = Self.account(
                "ida",
                StaffGrant(.operator, unit: ID("roads"), categories: [ID("pothole"), ID("lamp")]),
                StaffGrant(.operator),
                StaffGrant(.administrator)
            )
            try await store.add(new, noting: .sample(in: .north), in: .north)
            let found = try #require(try await store.account(loginIndex: [1], in: .north))
            #expect(found.staff == new.staff)
            #expect([found.passwordHash, PasswordHash(phc: "$new")] == [new.passwordHash, PasswordHash(phc: "$new")])
            #expect([found.loginIndex, [UInt8(0)]] == [new.loginIndex, [0]])
            #expect(found.createdAt == .monday)
            #expect(try await store.account(loginIndex: [2], in: .north) == nil)
            try await store.replacePasswordHash(PasswordHash(phc: "$new"), of: ID("ida"), in: .north)
            #expect(try await store.account(loginIndex: [1], in: .north)?.passwordHash == PasswordHash(phc: "$new"))
        }
    }

    @Test("A login is taken once in a town, and free in another", arguments: Engine.available)
    func taken(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            try await store.add(Self.account("ida"), noting: .sample(in: .north), in: .north)
            await #expect(throws: AccountFailure.loginTaken) {
                try await store.add(Self.account("jan"), noting: .sample(in: .north), in: .north)
            }
            try await store.add(Self.account("jan"), noting: .sample(in: .south), in: .south)
            let ids = [
                try await store.account(loginIndex: [1], in: .north)?.staff.id.rawValue,
                try await store.account(loginIndex: [1], in: .south)?.staff.id.rawValue,
            ]
            #expect(ids == ["ida", "jan"])
        }
    }

    @Test("Of two accounts with one login made at once, one is refused in words", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            for round in 0..<10 {
                let ends = await withTaskGroup(of: String.self) { group in
                    for (index, process) in processes.enumerated() {
                        group.addTask {
                            let account = Self.account("staff-\(round)-\(index)", login: [UInt8(round)])
                            do {
                                try await SQLAccountStore(database: process).add(
                                    account,
                                    noting: .sample(in: .north),
                                    in: .north
                                )
                                return "made"
                            } catch {
                                return "\(error)"
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(ends.sorted() == ["loginTaken", "made"])
            }
            for process in processes { await process.close() }
        }
    }

    @Test("A session is found by the hash of its token until it is closed", arguments: Engine.available)
    func sessions(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            let account = Self.account("ida")
            try await store.add(account, noting: .sample(in: .north), in: .north)
            let session = StaffSession(tokenHash: [7], staff: ID("ida"), openedAt: .monday, seenAt: .monday)
            try await store.open(session, noting: .sample(in: .north), in: .north)
            var found = try #require(try await store.session(tokenHash: [7], in: .north))
            #expect(found.0 == session)
            #expect(found.1 == account.staff)
            let later = Instant.monday + .minutes(5)
            try await store.touch([7], at: later, in: .north)
            found = try #require(try await store.session(tokenHash: [7], in: .north))
            #expect(found.0 == StaffSession(tokenHash: [7], staff: ID("ida"), openedAt: .monday, seenAt: later))
            #expect(try await store.session(tokenHash: [8], in: .north) == nil)
            #expect(try await store.session(tokenHash: [7], in: .south) == nil)
            try await store.close([7], noting: .sample(in: .south), in: .south)
            #expect(try await store.session(tokenHash: [7], in: .north) != nil)
            try await store.close([7], noting: .sample(in: .north), in: .north)
            #expect(try await store.session(tokenHash: [7], in: .north) == nil)
        }
    }

    @Test("A closed account opens no session, and its open ones end", arguments: Engine.available)
    func closed(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            try await store.add(Self.account("ida"), noting: .sample(in: .north), in: .north)
            let session = StaffSession(tokenHash: [7], staff: ID("ida"), openedAt: .monday, seenAt: .monday)
            try await store.open(session, noting: .sample(in: .north), in: .north)
            try await database.town(.north).write { transaction in
                try transaction.execute("UPDATE staff SET closed_at = 1 WHERE municipality = {town}")
            }
            #expect(try await store.account(loginIndex: [1], in: .north) == nil)
            #expect(try await store.session(tokenHash: [7], in: .north) == nil)
        }
    }

    @Test("Failures are counted by subject, and the pause is that of the last one", arguments: Engine.available)
    func failures(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            for minute in 0..<3 {
                let now = Instant.monday + .minutes(Int64(minute))
                try await store.countFailure(by: [1], at: now, pause: { .seconds(Int64($0)) }, in: .north)
            }
            try await store.countFailure(by: [2], at: .monday, pause: { _ in .zero }, in: .north)
            let third = FailedAttempts(failures: 3, pausedUntil: .monday + .minutes(2) + .seconds(3))
            #expect(try await store.attempts(by: [1], in: .north) == third)
            #expect(try await store.attempts(by: [1], in: .south) == nil)
            try await store.forgetFailures(by: [1], in: .south)
            #expect(try await store.attempts(by: [1], in: .north) == third)
            try await store.forgetFailures(by: [1], in: .north)
            #expect(try await store.attempts(by: [1], in: .north) == nil)
            #expect(
                try await store.attempts(by: [2], in: .north) == FailedAttempts(failures: 1, pausedUntil: .monday)
            )
        }
    }

    @Test("Failures at the same time are all counted", arguments: Engine.available)
    func failuresAtOnce(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let processes = [try await place.open(), try await place.open()]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<40 {
                    group.addTask {
                        let store = SQLAccountStore(database: processes[index % 2])
                        try await store.countFailure(by: [1], at: .monday, pause: { _ in .zero }, in: .north)
                    }
                }
                try await group.waitForAll()
            }
            let attempts = try await SQLAccountStore(database: processes[0]).attempts(by: [1], in: .north)
            #expect(attempts?.failures == 40)
            for process in processes { await process.close() }
        }
    }

    @Test("A key of a program is found by its hash until it is revoked", arguments: Engine.available)
    func apiKeys(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let store = SQLAccountStore(database: database)
            let key = APIKey(id: ID("k1"), name: "Aplikacja miejska", role: .reporter)
            try await store.add(key, tokenHash: [5], noting: .sample(in: .north), at: .monday, in: .north)
            #expect(try await store.apiKey(tokenHash: [5], in: .north) == key)
            #expect(try await store.apiKey(tokenHash: [6], in: .north) == nil)
            #expect(try await store.apiKey(tokenHash: [5], in: .south) == nil)
            try await database.town(.north).write { transaction in
                try transaction.execute("UPDATE api_keys SET revoked_at = 1 WHERE municipality = {town}")
            }
            #expect(try await store.apiKey(tokenHash: [5], in: .north) == nil)
        }
    }
}
