import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct AccountMigrationTests {
    @Test(
        "An account from before has its password, is open, and keeps what its owner accepted",
        arguments: Engine.available
    )
    func accounts(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(13)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO residents (municipality, id, profile, login_index, password_hash, language, terms_version,
                        declared_age, created_at, activated_at)
                    VALUES ({town}, 'p1', ?, ?, 'phc', 'pl', '2025-01', 13, 10, 20)
                    """,
                    [1, 2] as [UInt8],
                    [3, 4] as [UInt8]
                )
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 14)
            let (account, acceptance) = try await new.town(.north).read { transaction in
                let account = try transaction.query(
                    "SELECT has_password, blocked_at FROM residents WHERE municipality = {town} AND id = 'p1'"
                ).first
                let acceptance = try transaction.query(
                    "SELECT version, accepted_at FROM resident_acceptances WHERE municipality = {town} AND resident = 'p1'"
                ).map { Array($0.all) }
                return (
                    try account.map { [try $0.bool("has_password"), try $0.optionalInstant("blocked_at") == nil] },
                    acceptance
                )
            }
            #expect(account == [true, true])
            #expect(acceptance == [["2025-01", 10]])
            await new.close()
        }
    }
}
