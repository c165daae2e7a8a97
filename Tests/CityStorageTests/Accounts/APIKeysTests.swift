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
            let token = try await hall.apiKeys.create(name: "Portal", role: .operator, in: kielce.id, at: hall.now)
            let key = try await hall.apiKeys.check(token.text, in: kielce.id, at: hall.now)
            #expect([key.name, key.role.rawValue] == ["Portal", "operator"])
            #expect(try await hall.apiKeys.check(token.text.uppercased(), in: kielce.id, at: hall.now) == key)
            let rows: [(String?, ID<Municipality>, AccountFailure)] = [
                (nil, kielce.id, .keyMissing), ("", kielce.id, .keyMissing), ("wrong", kielce.id, .keyUnknown),
                (Token(from: hall.randomness).text, kielce.id, .keyUnknown), (token.text, suprasl.id, .keyUnknown),
                (String(token.text.dropLast()), kielce.id, .keyUnknown),
            ]
            for (typed, town, failure) in rows {
                await #expect(throws: failure) { try await hall.apiKeys.check(typed, in: town, at: hall.now) }
            }
        }
    }
}
