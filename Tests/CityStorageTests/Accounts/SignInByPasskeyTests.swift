import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// A passkey as a sign-in of its own: nothing is typed.
@Suite struct SignInByPasskeyTests {
    /// A town with a resident who keeps a passkey.
    private struct Account {
        let hall: TestTownHall
        let town: Municipality
        let ida: SignInResident.Signed
        let user: [UInt8]
        let passkey: FakePasskey

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town, ProjectTown.named("suprasl"))
            ida = try await hall.resident(in: town)
            var passkey = try FakePasskey()
            let request = try await hall.offer(to: ida, in: town).passkey
            guard case .make(let user) = request.act else { throw PasskeyFailure.late }
            let made = FactorAnswer.newPasskey(passkey.make(request.challenge).made, name: "Laptop")
            _ = try await hall.changeFactors.add(made, at: hall.factorVisit(of: ida, in: town))
            passkey.user = user.handle
            (self.user, self.passkey) = (user.handle, passkey)
        }

        /// - Parameter town: in whose browser the question is put; nil for the same one.
        func enter(_ passkey: FakePasskey, from place: SignInPlace = .sample, in town: Municipality? = nil) async throws
            -> Token
        {
            let (token, request) = try await hall.signInByPasskey.question(in: town ?? self.town, at: hall.now)
            return try await answer(passkey.answer(request.challenge).answer, token, from: place, in: town)
        }

        func answer(
            _ answer: PasskeyAnswer,
            _ token: Token,
            from place: SignInPlace = .sample,
            in town: Municipality? = nil
        ) async throws -> Token {
            try await hall.signInByPasskey(answer, by: token, from: place, in: town ?? self.town, at: hall.now)
        }

        func lines() async throws -> [AccountEvent.Kind] {
            try await hall.readAccountLog(of: ida, after: nil, limit: 50, in: town).elements.map(\.kind)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Account) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Account(database)) }
    }

    @Test("It opens the account of its owner, and the log says how", arguments: Engine.available)
    func opens(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (_, request) = try await hall.signInByPasskey.question(in: town, at: hall.now)
            #expect(request.known.isEmpty && request.host == "localhost")
            let session = try await account.enter(account.passkey)
            let signed = try await hall.signInResident.session(session, in: town, at: hall.now)
            #expect(signed.resident.id == account.ida.resident.id)
            #expect(try await account.lines().contains(.signedInByPasskey))
        }
    }

    @Test("An answer counts once, for ten minutes, in its own browser", arguments: Engine.available)
    func once(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (token, request) = try await hall.signInByPasskey.question(in: town, at: hall.now)
            let answer = try account.passkey.answer(request.challenge).answer
            let (other, _) = try await hall.signInByPasskey.question(in: town, at: hall.now)
            await #expect(throws: PasskeyFailure.stranger) { try await account.answer(answer, other) }
            _ = try await account.answer(answer, token)
            await #expect(throws: PasskeyFailure.late) { try await account.answer(answer, token) }
            let (late, asked) = try await hall.signInByPasskey.question(in: town, at: hall.now)
            let slow = try account.passkey.answer(asked.challenge).answer
            hall.clock.advance(.minutes(10))
            await #expect(throws: PasskeyFailure.late) { try await account.answer(slow, late) }
        }
    }

    /// What is wrong with an answer, and the passkey that gives it.
    private static let lies: [(what: String, lie: @Sendable (inout FakePasskey) throws -> Void)] = [
        ("an unknown passkey", { $0 = try FakePasskey(id: [1]) }),
        ("another key under its name", { $0 = try FakePasskey() }),
        ("nobody was recognised", { $0.flags = 0b0000_0001 }),
        ("nobody was there", { $0.flags = 0b0000_0100 }),
        ("another person’s", { $0.user = [1, 2, 3] }),
        ("nobody’s", { $0.user = [] }),
        ("a page of another host", { $0.origin = "http://example.org" }),
        ("for another host", { $0.host = "example.org" }),
        ("an answer of another kind", { $0.type = "webauthn.create" }),
    ]

    @Test("Every wrong answer is refused in the same words", arguments: Engine.available, lies.indices)
    func refused(_ engine: Engine, lie: Int) async throws {
        try await Self.with(engine) { account in
            var passkey = account.passkey
            try Self.lies[lie].lie(&passkey)
            await #expect(throws: PasskeyFailure.stranger, "\(Self.lies[lie].what)") {
                try await account.enter(passkey)
            }
        }
    }

    @Test("Whoever tries on waits; the owner of the passkey that was named does not", arguments: Engine.available)
    func throttled(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            var passkey = account.passkey
            passkey.user = [1]
            for _ in 0..<51 {
                await #expect(throws: PasskeyFailure.stranger) { try await account.enter(passkey) }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) { try await account.enter(passkey) }
            #expect(try await account.lines().contains(.refusedFactor))
            _ = try await account.enter(account.passkey, from: SignInPlace(network: "203.0.113.9", device: "x"))
        }
    }

    @Test("It opens nothing in another town, nothing once removed, and no closed account", arguments: Engine.available)
    func ends(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            await #expect(throws: PasskeyFailure.stranger) {
                try await account.enter(account.passkey, in: hall.towns[1])
            }
            let id = account.ida.resident.id
            try await hall.blockResident.block(id, reason: "Spam", by: .administrator, in: town, at: hall.now)
            await #expect(throws: AccountFailure.blocked("Spam")) { try await account.enter(account.passkey) }
            try await hall.blockResident.unblock(id, by: .administrator, in: town, at: hall.now)
            try await hall.resetResidentFactor(
                id,
                name: "Ida Przykładowa",
                by: .administrator,
                in: town,
                at: hall.now
            )
            await #expect(throws: PasskeyFailure.stranger) { try await account.enter(account.passkey) }
        }
    }

    @Test("A passkey of somebody of the office opens no account", arguments: Engine.available)
    func office(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            var hall = account.hall
            hall.factorRule = .required
            try await hall.hire("ola@urzad.example", [StaffGrant(.operator)], in: account.town)
            let token = try await hall.signIn(
                login: "ola@urzad.example",
                password: .ofStaff,
                network: "n",
                request: "test",
                in: account.town,
                at: hall.now
            ).factor
            guard case .setUp(let setUp) = try await hall.proveFactor.question(token, in: account.town, at: hall.now)
            else { throw AccountFailure.signedOut }
            let passkey = try FakePasskey(id: [7])
            let made = FactorAnswer.newPasskey(passkey.make(setUp.passkey.challenge).made, name: "Biuro")
            _ = try await hall.proveFactor(
                made,
                by: token,
                network: "n",
                request: "test",
                in: account.town,
                at: hall.now
            )
            await #expect(throws: PasskeyFailure.stranger) { try await account.enter(passkey) }
        }
    }
}
