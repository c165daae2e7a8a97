import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct RolesMigrationTests {
    @Test("Who was an operator or an administrator before may do the same afterwards", arguments: Engine.available)
    func roles(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(14)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (id, role) in [("ida", "operator"), ("jan", "administrator")] {
                    try transaction.execute(
                        """
                        INSERT INTO staff
                            (municipality, id, role, name, login, login_index, password_hash, created_at)
                        VALUES ({town}, ?, ?, ?, ?, ?, '$argon2id$x', 0)
                        """,
                        id,
                        role,
                        [UInt8(1)],
                        [UInt8(2)],
                        Array(id.utf8)
                    )
                    try transaction.execute(
                        """
                        INSERT INTO data_keys (municipality, owner, purpose, wrapped_key)
                        VALUES ({town}, ?, 'person', ?)
                        """,
                        id,
                        [UInt8(3)]
                    )
                }
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 15)
            let accounts = SQLAccountStore(database: new)
            for (id, roles) in [("ida", [StaffRole.operator]), ("jan", [.operator, .administrator])] {
                let account = try await accounts.account(loginIndex: Array(id.utf8), in: .north)
                #expect(account?.staff.rights == StaffRights(roles.map { StaffGrant($0) }))
                #expect(account?.passwordHash == PasswordHash(phc: "$argon2id$x"))
            }
            await new.close()
        }
    }
}
