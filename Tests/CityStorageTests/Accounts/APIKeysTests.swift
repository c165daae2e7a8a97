import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct APIKeysTests {
    @Test("A key opens its own town, and nothing else does", arguments: Engine.available)
    func checking(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (kielce, suprasl) = (try ProjectTown.named("kielce"), try ProjectTown.named("suprasl"))
            let hall = try TestTownHall(database, kielce, suprasl)
            let keys = hall.apiKeys
            let token = try await keys.create(name: "Portal", role: .operator, by: .test, in: kielce.id, at: hall.now)
            let key = try await keys.check(token.text, in: kielce.id, at: hall.now)
            #expect([key.name, key.role.rawValue] == ["Portal", "operator"])
            #expect(try await keys.check(token.text.uppercased(), in: kielce.id, at: hall.now) == key)
            let rows: [(String?, ID<Municipality>, AccountFailure)] = [
                (nil, kielce.id, .keyMissing), ("", kielce.id, .keyMissing), ("wrong", kielce.id, .keyUnknown),
                (Token(from: hall.randomness).text, kielce.id, .keyUnknown), (token.text, suprasl.id, .keyUnknown),
                (String(token.text.dropLast()), kielce.id, .keyUnknown),
            ]
            for (typed, town, failure) in rows {
                await #expect(throws: failure) { try await keys.check(typed, in: town, at: hall.now) }
            }
        }
    }

    @Test("A revoked key works for the second that it is remembered, and no longer", arguments: Engine.available)
    func revoking(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let keys = hall.apiKeys
            let token = try await keys.create(name: "Portal", role: .reporter, by: .test, in: town.id, at: hall.now)
            let key = try await keys.check(token.text, in: town.id, at: hall.now)
            try await keys.revoke(key.id, by: .test, in: town.id, at: hall.now)
            #expect(try await keys.all(in: town.id).isEmpty)
            await #expect(throws: AccountFailure.keyUnknown) {
                try await keys.revoke(key.id, by: .test, in: town.id, at: hall.now)
            }
            let last = hall.now + .milliseconds(999)
            #expect(try await keys.check(token.text, in: town.id, at: last) == key)
            await #expect(throws: AccountFailure.keyUnknown) {
                try await keys.check(token.text, in: town.id, at: hall.now + .seconds(1))
            }
        }
    }

    @Test("A key lives to its end, keeps its limit, and may never more than its role", arguments: Engine.available)
    func narrowing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let (end, limit) = (hall.now + .hours(1), RequestLimit(perMinute: 30))
            let token = try await hall.apiKeys.create(
                name: "Firma oświetleniowa",
                role: .contractor,
                scopes: [.readReports, .manageWebhooks],
                limit: limit,
                expiresAt: end,
                by: .test,
                in: town.id,
                at: hall.now
            )
            let key = try await hall.apiKeys.check(token.text, in: town.id, at: end - .milliseconds(1))
            #expect(key.scopes == [.readReports])
            #expect((key.limit, key.expiresAt) == (limit, end))
            #expect(try await hall.apiKeys.all(in: town.id) == [key])
            #expect(throws: AccountFailure.scopeMissing(.handleReports)) { try key.needs(.handleReports) }
            await #expect(throws: AccountFailure.keyUnknown) {
                try await hall.apiKeys.check(token.text, in: town.id, at: end + .seconds(1))
            }
        }
    }

    @Test("A key of before there were scopes may all that its role may", arguments: Engine.available)
    func older(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let token = try await hall.apiKeys.create(
                name: "x",
                role: .operator,
                scopes: [],
                by: .test,
                in: town.id,
                at: hall.now
            )
            try await database.town(town.id).write { transaction in
                try transaction.execute(
                    "UPDATE api_keys SET scopes = NULL, per_minute = NULL WHERE municipality = {town}"
                )
            }
            let key = try await hall.apiKeys.check(token.text, in: town.id, at: hall.now)
            #expect((key.scopes, key.limit) == (APIRole.operator.scopes, .ofKey))
        }
    }
}
