import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct ProveFactorTests {
    /// A town hall that asks for a second factor, and somebody who works there.
    private struct Office {
        var hall: TestTownHall
        let town: Municipality

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town)
            hall.factorRule = .required
            try await hall.hire("ida@urzad.example", [StaffGrant(.operator)], in: town)
        }

        /// Gives the right password.
        func begin() async throws -> Token {
            try await hall.signIn(
                login: "ida@urzad.example",
                password: .ofStaff,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            ).factor
        }

        func prove(_ code: String, _ token: Token, from network: String = "192.0.2.1") async throws
            -> ProveFactor.Entered
        {
            try await hall.proveFactor(
                .code(code),
                by: token,
                network: network,
                request: "test",
                in: town,
                at: hall.now
            )
        }

        func secret(_ token: Token) async throws -> OneTimeSecret? {
            guard case .setUp(let setUp) = try await hall.proveFactor.question(token, in: town, at: hall.now)
            else {
                return nil
            }
            return setUp.secret
        }

        /// - Parameter steps: half minutes from now.
        func code(_ secret: OneTimeSecret, _ steps: Int64 = 0) -> String {
            secret.code(of: hall.now.milliseconds / 30_000 + steps, by: CryptoOneTimeDigest())
        }

        /// Sets the factor up, and lets the clock go on to codes that were not used.
        func setUp() async throws -> (secret: OneTimeSecret, recovery: [RecoveryCode]) {
            let token = try await begin()
            let secret = try #require(try await secret(token))
            let entered = try await prove(code(secret), token)
            hall.clock.advance(.minutes(5))
            return (secret, entered.recoveryCodes)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("The first sign-in sets the factor up, and every later one asks for a code", arguments: Engine.available)
    func settingUp(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let first = try await office.begin()
            let secret = try #require(try await office.secret(first))
            // The page may be looked at again.
            #expect(try await office.secret(first) == secret)
            let entered = try await office.prove(office.code(secret), first)
            #expect(entered.recoveryCodes.count == 10)
            #expect(Set(entered.recoveryCodes).count == 10)
            let (hall, town) = (office.hall, office.town)
            _ = try await hall.signIn.session(entered.session, in: town, at: hall.now)
            hall.clock.advance(.minutes(1))
            let second = try await office.begin()
            #expect(try await office.secret(second) == nil)
            let again = try await office.prove(office.code(secret), second)
            #expect(again.recoveryCodes.isEmpty)
            #expect(again.session != entered.session)
        }
    }

    @Test("A password alone opens no session, and the token of the second step is none", arguments: Engine.available)
    func passwordAlone(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let token = try await office.begin()
            await #expect(throws: AccountFailure.signedOut) {
                try await office.hall.signIn.session(token, in: office.town, at: office.hall.now)
            }
        }
    }

    @Test(
        "A code of the half minute before and after is taken, one further away is not",
        arguments: Engine.available,
        [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)]
    )
    func window(_ engine: Engine, row: (steps: Int64, isTaken: Bool)) async throws {
        try await Self.with(engine) { office in
            let secret = try await office.setUp().secret
            let token = try await office.begin()
            if row.isTaken {
                _ = try await office.prove(office.code(secret, row.steps), token)
            } else {
                await #expect(throws: AccountFailure.wrongCode) {
                    try await office.prove(office.code(secret, row.steps), token)
                }
            }
        }
    }

    @Test("A code is taken once, and none before it afterwards", arguments: Engine.available)
    func replay(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let secret = try await office.setUp().secret
            _ = try await office.prove(office.code(secret), office.begin())
            for steps in [0, -1] as [Int64] {
                let token = try await office.begin()
                await #expect(throws: AccountFailure.wrongCode) {
                    try await office.prove(office.code(secret, steps), token)
                }
            }
            _ = try await office.prove(office.code(secret, 1), office.begin())
        }
    }

    @Test("Of two browsers that give one code at once, one gets in", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (secret, recovery) = try await office.setUp()
            for code in [office.code(secret), recovery[0].text] {
                let tokens = [try await office.begin(), try await office.begin()]
                let entered = await withTaskGroup(of: Bool.self) { group in
                    for token in tokens {
                        group.addTask { (try? await office.prove(code, token)) != nil }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(entered == 1)
            }
        }
    }

    @Test("A sign-in that was finished or is too old leads nowhere", arguments: Engine.available)
    func used(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let secret = try await office.setUp().secret
            let finished = try await office.begin()
            _ = try await office.prove(office.code(secret), finished)
            office.hall.clock.advance(.minutes(1))
            let old = try await office.begin()
            await #expect(throws: AccountFailure.signedOut) { try await office.prove(office.code(secret), finished) }
            office.hall.clock.advance(.minutes(15))
            await #expect(throws: AccountFailure.signedOut) { try await office.prove(office.code(secret), old) }
            await #expect(throws: AccountFailure.signedOut) {
                try await office.prove(office.code(secret), Token(from: office.hall.randomness))
            }
        }
    }

    @Test("Each recovery code lets in once, however it is typed", arguments: Engine.available)
    func recovery(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let codes = try await office.setUp().recovery
            _ = try await office.prove(" \(codes[0].text.uppercased()) ", office.begin())
            let token = try await office.begin()
            await #expect(throws: AccountFailure.wrongCode) { try await office.prove(codes[0].text, token) }
            _ = try await office.prove(codes[1].text.replacing("-", with: ""), token)
        }
    }

    @Test("Guessing is slowed down for the person, wherever it comes from", arguments: Engine.available)
    func throttling(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let secret = try await office.setUp().secret
            let token = try await office.begin()
            for attempt in 0..<6 {
                await #expect(throws: AccountFailure.wrongCode) {
                    try await office.prove("000000", token, from: "192.0.2.\(attempt)")
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await office.prove(office.code(secret), office.begin(), from: "192.0.2.99")
            }
            office.hall.clock.advance(.seconds(1))
            _ = try await office.prove(office.code(secret), token)
        }
    }

    @Test(
        "Who lost the telephone sets up another one after a reset; the old one opens nothing",
        arguments: Engine.available
    )
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (old, recovery) = try await office.setUp()
            let (hall, town) = (office.hall, office.town)
            let session = try await office.prove(office.code(old), office.begin()).session
            let halfway = try await office.begin()
            let id = try await hall.signIn.session(session, in: town, at: hall.now).staff.id
            let authority = StaffAuthority(command: "ratusz staff reset-factor")
            try await hall.manageStaff.resetFactor(id, by: authority, in: town, at: hall.now)
            for token in [session, halfway] {
                await #expect(throws: AccountFailure.signedOut) {
                    try await hall.signIn.session(token, in: town, at: hall.now)
                }
            }
            await #expect(throws: AccountFailure.signedOut) { try await office.prove(recovery[0].text, halfway) }
            hall.clock.advance(.minutes(1))
            let fresh = try #require(try await office.secret(office.begin()))
            #expect(fresh != old)
            let standing = try await hall.staff.person(id, in: town.id)?.standing
            #expect(standing == .withoutFactor)
        }
    }

    @Test("Two who set up one account at once do not both get in", arguments: Engine.available)
    func settingUpTwice(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (one, two) = (try await office.begin(), try await office.begin())
            let secrets = [try #require(try await office.secret(one)), try #require(try await office.secret(two))]
            _ = try await office.prove(office.code(secrets[0]), one)
            await #expect(throws: AccountFailure.wrongCode) { try await office.prove(office.code(secrets[1]), two) }
        }
    }

    @Test("The database holds no secret and no recovery code in the clear", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (secret, codes) = try await office.setUp()
            let rows = try await office.hall.database.town(office.town.id).read { transaction in
                try transaction.query(
                    """
                    SELECT f.secret, c.code_hash FROM factors f
                    JOIN recovery_codes c ON c.municipality = f.municipality AND c.holder = f.holder
                    WHERE f.municipality = {town}
                    """
                ).map { (try $0.blob("secret"), try $0.blob("code_hash")) }
            }
            #expect(rows.count == 10)
            let plain = [secret.plainBytes()] + codes.map { Array($0.text.utf8) }
            for (secret, hash) in rows {
                for bytes in plain { #expect(!secret.contains(bytes) && !hash.contains(bytes)) }
            }
        }
    }
}
