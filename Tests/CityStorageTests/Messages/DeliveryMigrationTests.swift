import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct DeliveryMigrationTests {
    @Test("Deliveries from before there were followers stay, and are the reporter's", arguments: Engine.available)
    func recipients(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(3)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO deliveries
                        (municipality, id, message, report, channel, state, attempt, due_at, lease, lease_until, reference,
                         reason, created_at, updated_at)
                    VALUES ({town}, 'r1-status-2', 'status-2', 'r1', 'email', 'leased', 3, 10, 'l', 20, 'ref', 'why', 30, 40)
                    """
                )
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 4)
            let rows = try await new.town(.north).read { transaction in
                try transaction.query(
                    """
                    SELECT id, message, recipient, subject, channel, state, attempt, due_at, lease, lease_until, reference,
                        reason, created_at, updated_at
                    FROM deliveries WHERE municipality = {town}
                    """
                ).map { Array($0.all) }
            }
            #expect(
                rows == [
                    [
                        "r1-status-2", "status-2", "reporter", "r1", "email", "leased", 3, 10, "l", 20, "ref", "why",
                        30,
                        40,
                    ]
                ]
            )
            await new.close()
        }
    }
}
