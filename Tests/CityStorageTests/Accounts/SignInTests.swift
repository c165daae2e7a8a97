import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct SignInTests {
    private static let password = Password(typed: "sześć-słów-na-próbę")

    /// A town hall with one officer.
    private static func hall(_ database: any Database) async throws -> (TestTownHall, Municipality) {
        let town = try ProjectTown.named("kielce")
        let hall = try TestTownHall(database, town)
        _ = try await hall.createStaff(
            name: PersonName(typed: "Ida Zmyślona"),
            login: EmailAddress(typed: "Ida@urzad.example"),
            password: password,
            roles: [.operator],
            by: .test,
            in: town.id,
            at: hall.now
        )
        return (hall, town)
    }

    private static func signIn(
        _ login: String = "ida@urzad.example",
        _ typed: Password = password,
        from network: String = "192.0.2.1",
        at hall: TestTownHall,
        _ town: Municipality
    ) async throws -> Token {
        try await hall.signIn(login: login, password: typed, network: network, request: "test", in: town, at: hall.now)
            .session
    }

    @Test("Who signs in is known by name, however the login is written", arguments: Engine.available)
    func signingIn(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            for login in ["ida@urzad.example", " IDA@URZAD.EXAMPLE "] {
                let token = try await Self.signIn(login, at: hall, town)
                let signed = try await hall.signIn.session(token, in: town, at: hall.now)
                #expect(signed.name == (try PersonName(typed: "Ida Zmyślona")))
                #expect(signed.staff.rights == StaffRights([StaffGrant(.operator)]))
                try await hall.signIn.signOut(token, request: "test", in: town, at: hall.now)
                await #expect(throws: AccountFailure.signedOut) {
                    try await hall.signIn.session(token, in: town, at: hall.now)
                }
            }
        }
    }

    @Test("Nobody learns whether the login or the password was wrong", arguments: Engine.available)
    func wrong(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let attempts: [(String, Password)] = [
                ("ida@urzad.example", Password(typed: "nie-to-hasło")), ("jan@urzad.example", Self.password),
                ("not an address", Self.password), ("", Password(typed: "")),
            ]
            for (login, password) in attempts {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await Self.signIn(login, password, at: hall, town)
                }
            }
        }
    }

    @Test("The audit log knows which account was refused, and no login that is none", arguments: Engine.available)
    func refusals(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let wrong = Password(typed: "nie-to-hasło")
            for login in ["ida@urzad.example", "jan@urzad.example", "not an address"] {
                hall.clock.advance(.seconds(1))
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await Self.signIn(login, wrong, at: hall, town)
                }
            }
            let entries = try await hall.auditStore.queue(limit: 100).waiting
            #expect(entries.map(\.kind) == ["staff.created"] + Array(repeating: "signIn.refused", count: 3))
            #expect(entries.dropFirst().allSatisfy { $0.actor == "stranger" })
            let ida = try #require(entries.first).object
            #expect(entries.map(\.object) == [ida, ida, "signIn", "signIn"])
        }
    }

    @Test(
        "A login has five free tries, then waits longer each time, also for the right password",
        arguments: Engine.available
    )
    func pausingLogin(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            var pauses: [Int64] = []
            for attempt in 0..<9 {
                // Each from a network of its own: the login alone is slowed down.
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await Self.signIn(
                        " IDA@urzad.example",
                        Password(typed: "x"),
                        from: "net-\(attempt)",
                        at: hall,
                        town
                    )
                }
                pauses.append(try await Self.pause(hall, town))
                hall.clock.advance(.milliseconds(pauses[attempt]))
            }
            #expect(pauses == [0, 0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000])
            _ = try await Self.signIn(from: "net-last", at: hall, town)
            // Whoever signs in has all tries again.
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await Self.signIn("ida@urzad.example", Password(typed: "x"), at: hall, town)
            }
            #expect(try await Self.pause(hall, town) == 0)
        }
    }

    @Test("Of guesses sent at once no more are heard than of those sent one after another", arguments: Engine.available)
    func guessesAtOnce(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let ends = await withTaskGroup(of: AccountFailure?.self) { group in
                for guess in 0..<20 {
                    group.addTask {
                        do {
                            let typed = Password(typed: "guess-\(guess)")
                            _ = try await Self.signIn(
                                "ida@urzad.example",
                                typed,
                                from: "net-\(guess)",
                                at: hall,
                                town
                            )
                            return nil
                        } catch { return error as? AccountFailure }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.count { $0 == .wrongLoginOrPassword } == 6)
            #expect(ends.count { $0 == .paused(for: .seconds(1)) } == 14)
        }
    }

    /// How many milliseconds the right password has to wait now; signing in is not tried when it need not.
    private static func pause(_ hall: TestTownHall, _ town: Municipality) async throws -> Int64 {
        let subject = hall.vault.secret(for: SecretPurpose(rawValue: "sign-in-login"), "ida@urzad.example", in: town.id)
        let until = try await hall.accounts.attempts(by: subject, in: town.id)?.pausedUntil ?? hall.now
        guard until > hall.now else { return 0 }
        await #expect(throws: AccountFailure.paused(for: until - hall.now)) {
            try await signIn(from: "net-of-the-right-one", at: hall, town)
        }
        return (until - hall.now).milliseconds
    }

    @Test("A network has fifty free tries over all logins, then waits", arguments: Engine.available)
    func pausingNetwork(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            for attempt in 0..<51 {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await Self.signIn("guess-\(attempt)@urzad.example", at: hall, town)
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await Self.signIn(at: hall, town)
            }
            _ = try await Self.signIn(from: "192.0.2.2", at: hall, town)
            hall.clock.advance(.seconds(1))
            _ = try await Self.signIn(at: hall, town)
        }
    }

    @Test(
        "A session lives while it is used, half an hour at a time and twelve hours in all",
        arguments: Engine.available
    )
    func sessionAge(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let used = try await Self.signIn(at: hall, town)
            let idle = try await Self.signIn(at: hall, town)
            let start = hall.now
            while hall.now < start + .hours(12) - .minutes(20) {
                hall.clock.advance(.minutes(20))
                _ = try await hall.signIn.session(used, in: town, at: hall.now)
            }
            hall.clock.set(start + .minutes(30))
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(idle, in: town, at: hall.now)
            }
            hall.clock.set(start + .hours(12))
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(used, in: town, at: hall.now)
            }
        }
    }

    @Test("A weak password or a login that is taken makes no account", arguments: Engine.available)
    func creating(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let rows: [(String, Password, any Failure)] = [
                ("jan@urzad.example", Password(typed: "short"), PasswordFailure.tooShort),
                ("ida@urzad.example", Self.password, AccountFailure.loginTaken),
            ]
            for (login, password, failure) in rows {
                await #expect {
                    try await hall.createStaff(
                        name: PersonName(typed: "Jan Próbny"),
                        login: EmailAddress(typed: login),
                        password: password,
                        roles: [.operator],
                        by: .test,
                        in: town.id,
                        at: hall.now
                    )
                } throws: { error in
                    "\(error)" == "\(failure)"
                }
            }
        }
    }

    @Test("An old, cheap hash is replaced when its password is typed", arguments: Engine.available)
    func rehashing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try await Self.hall(database)
            let stricter = SignIn(
                accounts: hall.accounts,
                vault: hall.vault,
                hasher: try Argon2PasswordHasher(cost: .init(memory: 16, passes: 1), threads: 1, waiting: 8),
                randomness: hall.randomness,
                directory: nil,
                factor: hall.proveFactor,
                audit: hall.audit
            )
            _ = try await stricter(
                login: "ida@urzad.example",
                password: Self.password,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            )
            let index = hall.vault.index(
                try EmailAddress(typed: "ida@urzad.example"),
                of: IndexedColumn(table: "staff", column: "login_index", length: .full),
                in: town.id
            )
            let hash = try #require(try await hall.accounts.account(loginIndex: index, in: town.id)).passwordHash
            #expect(hash?.phc.contains("m=16,") == true)
            _ = try await Self.signIn(at: hall, town)
        }
    }
}
