import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct SecondStepMigrationTests {
    @Test("Who was about to set up a second factor goes on after the migration", arguments: Engine.available)
    func waiting(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix { $0.number < 24 }))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (token, secret) in [(UInt8(1), [UInt8(9)] as [UInt8]?), (2, nil)] {
                    try transaction.execute(
                        """
                        INSERT INTO staff_sign_ins (municipality, token_hash, staff, secret, opened_at)
                        VALUES ({town}, ?, 'ida', ?, ?)
                        """,
                        [token],
                        secret,
                        Instant.monday
                    )
                }
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 24)
            let factors = SQLFactorStore(database: new)
            let offer = try #require(try await factors.offer(boundTo: [1], in: .north))
            #expect(offer.holder == ID("ida") && offer.secret.ciphertext == [9] && offer.issuedAt == .monday)
            #expect(try await factors.offer(boundTo: [2], in: .north) == nil)
            let doors = try await new.town(.north).read { transaction in
                try transaction.query("SELECT door FROM pending_sign_ins WHERE municipality = {town}")
                    .map { try $0.text("door") }
            }
            #expect(doors == ["office", "office"])
            await new.close()
        }
    }
}
