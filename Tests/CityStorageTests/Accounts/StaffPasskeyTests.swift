import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct StaffPasskeyTests {
    /// A town hall that asks for a second factor, and somebody with a passkey.
    private struct Office {
        var hall: TestTownHall
        let town: Municipality
        var passkey: FakePasskey

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town)
            hall.factorRule = .required
            passkey = try FakePasskey()
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

        func prove(_ answer: FactorAnswer, _ token: Token) async throws -> ProveFactor.Entered {
            try await hall.proveFactor(answer, by: token, network: "n", request: "test", in: town, at: hall.now)
        }

        func request(_ token: Token) async throws -> PasskeyRequest {
            switch try await hall.proveFactor.question(token, in: town, at: hall.now) {
            case .setUp(let setUp): return setUp.passkey
            case .known(let question): return try #require(question.passkey)
            }
        }

        /// Makes a passkey at the first sign-in.
        @discardableResult
        func setUp() async throws -> ProveFactor.Entered {
            let token = try await begin()
            let made = passkey.make(try await request(token).challenge)
            return try await prove(.newPasskey(made.made, name: " Laptop  w biurze "), token)
        }

        func answer(_ token: Token) async throws -> FactorAnswer {
            .passkey(try passkey.answer(try await request(token).challenge).answer)
        }

        func visit(_ session: Token) async throws -> ChangeFactors.Visit {
            let signed = try await hall.signIn.session(session, in: town, at: hall.now)
            let visit = ChangeOwnAccess.Visit(
                signed,
                session: session,
                request: "test",
                language: .polish,
                in: town,
                at: hall.now
            )
            return try hall.changeOwnAccess.factors(at: visit)
        }

        var kinds: [String] {
            get async throws { try await hall.auditStore.queue(limit: 100).waiting.map(\.kind) }
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("A passkey is made at the first sign-in and opens the office at later ones", arguments: Engine.available)
    func settingUp(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let entered = try await office.setUp()
            #expect(entered.recoveryCodes.count == RecoveryCode.count)
            let token = try await office.begin()
            guard
                case .known(let question) = try await office.hall.proveFactor.question(
                    token,
                    in: office.town,
                    at: .monday
                )
            else { throw AccountFailure.signedOut }
            #expect(!question.hasApp && question.passkey?.known == [office.passkey.id])
            office.hall.clock.advance(.minutes(1))
            let again = try await office.prove(office.answer(token), token)
            #expect(again.recoveryCodes.isEmpty)
            let ways = try await office.hall.changeFactors.ways(of: office.visit(again.session))
            #expect(ways.passkeys.map(\.name.words) == ["Laptop w biurze"])
            #expect(ways.passkeys.map(\.createdAt) == [.monday])
            #expect(ways.passkeys.map(\.usedAt) == [office.hall.now])
            // A recovery code goes on letting in without it.
            _ = try await office.prove(.code(entered.recoveryCodes[0].text), office.begin())
        }
    }

    @Test("A challenge counts once, in the sign-in it was put in and for ten minutes", arguments: Engine.available)
    func challenges(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.setUp()
            let (one, two) = (try await office.begin(), try await office.begin())
            let answer = try await office.answer(one)
            _ = try await office.request(two)
            // In another browser.
            await #expect(throws: PasskeyFailure.refused(.challenge)) { try await office.prove(answer, two) }
            _ = try await office.prove(answer, one)
            // The same answer once more: the sign-in is over.
            await #expect(throws: AccountFailure.signedOut) { try await office.prove(answer, one) }
            // A second answer to one question.
            let three = try await office.begin()
            let request = try await office.request(three)
            let stranger = try FakePasskey()
            let foreign = try FactorAnswer.passkey(stranger.answer(request.challenge).answer)
            await #expect(throws: PasskeyFailure.refused(.signature)) { try await office.prove(foreign, three) }
            let late = try FactorAnswer.passkey(office.passkey.answer(request.challenge).answer)
            await #expect(throws: PasskeyFailure.late) { try await office.prove(late, three) }
            let old = try await office.answer(three)
            office.hall.clock.advance(.minutes(10))
            await #expect(throws: PasskeyFailure.late) { try await office.prove(old, three) }
        }
    }

    @Test("Of two browsers that send one answer at once, one gets in", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.setUp()
            let token = try await office.begin()
            let answer = try await office.answer(token)
            let entered = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<2 { group.addTask { (try? await office.prove(answer, token)) != nil } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(entered == 1)
        }
    }

    @Test("A passkey that counts back does not get in, and the audit log says why", arguments: Engine.available)
    func copied(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            var office = office
            office.passkey.counter = 5
            try await office.setUp()
            office.passkey.counter = 4
            let token = try await office.begin()
            let answer = try await office.answer(token)
            await #expect(throws: PasskeyFailure.copied) { try await office.prove(answer, token) }
            let parts = try await office.hall.auditStore.queue(limit: 100).waiting.filter {
                $0.kind == "signIn.refused"
            }
            .map(\.part)
            #expect(parts == ["passkey copied"])
            office.passkey.counter = 6
            _ = try await office.prove(office.answer(token), token)
        }
    }

    @Test("Wrong answers of passkeys are counted with wrong codes", arguments: Engine.available)
    func throttling(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.setUp()
            let token = try await office.begin()
            let stranger = try FakePasskey()
            for attempt in 0..<6 {
                let challenge = try await office.request(token).challenge
                let wrong: FactorAnswer =
                    attempt.isMultiple(of: 2)
                    ? .code("000000") : .passkey(try stranger.answer(challenge).answer)
                await #expect(throws: (any Error).self) { try await office.prove(wrong, token) }
            }
            let right = try await office.answer(token)
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) { try await office.prove(right, token) }
        }
    }

    /// An answer of the first passkey, in a session.
    private static func proof(_ office: Office, _ visit: ChangeFactors.Visit) async throws -> FactorAnswer {
        let request = try #require(try await office.hall.changeFactors.question(at: visit).passkey)
        return .passkey(try office.passkey.answer(request.challenge).answer)
    }

    @Test("Another passkey is added by who proves one, once and with a name", arguments: Engine.available)
    func adding(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let visit = try await office.visit(office.setUp().session)
            let access = office.hall.changeFactors
            // Nothing was proved in this session after the sign-in.
            #expect(try await access.setUp(at: visit) == nil)
            try await access.allow(Self.proof(office, visit), at: visit)
            let second = try FakePasskey(.edDSA, id: [1, 2, 3])
            let request = try #require(try await access.setUp(at: visit)).passkey
            #expect(request.known == [office.passkey.id])
            let made = second.make(request.challenge).made
            await #expect(throws: PasskeyFailure.nameMissing) {
                try await access.add(.newPasskey(made, name: " "), at: visit)
            }
            let long = String(repeating: "x", count: 61)
            await #expect(throws: PasskeyFailure.nameTooLong) {
                try await access.add(.newPasskey(made, name: long), at: visit)
            }
            #expect(try await access.add(.newPasskey(made, name: "Klucz"), at: visit).isEmpty)
            await #expect(throws: PasskeyFailure.late) {
                try await access.add(.newPasskey(made, name: "Klucz"), at: visit)
            }
            #expect(try await access.ways(of: visit).passkeys.map(\.name.words) == ["Laptop w biurze", "Klucz"])
            // The same authenticator a second time.
            try await access.allow(Self.proof(office, visit), at: visit)
            let again = second.make(try #require(try await access.setUp(at: visit)).passkey.challenge).made
            await #expect(throws: PasskeyFailure.known) {
                try await access.add(.newPasskey(again, name: "Klucz"), at: visit)
            }
            #expect(try await office.kinds.filter { $0.hasPrefix("passkey") } == ["passkey.added"])
        }
    }

    @Test("A passkey is removed by who proves one; the last stays", arguments: Engine.available)
    func removing(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let visit = try await office.visit(office.setUp().session)
            let access = office.hall.changeFactors
            try await access.allow(Self.proof(office, visit), at: visit)
            let challenge = try #require(try await access.setUp(at: visit)).passkey.challenge
            _ = try await access.add(.newPasskey(FakePasskey(id: [9]).make(challenge).made, name: "Klucz"), at: visit)
            let both = try await access.ways(of: visit).passkeys.map(\.id)
            await #expect(throws: AccountFailure.wrongCode) {
                try await access.removePasskey(both[1], .code("000000"), at: visit)
            }
            try await access.removePasskey(both[1], Self.proof(office, visit), at: visit)
            for (id, failure) in [(both[1], PasskeyFailure.notFound), (both[0], .lastFactor)] {
                let proof = try await Self.proof(office, visit)
                await #expect(throws: failure) { try await access.removePasskey(id, proof, at: visit) }
            }
            #expect(try await access.ways(of: visit).passkeys.map(\.id) == [both[0]])
            let kinds = try await office.kinds
            #expect(kinds.filter { $0.hasPrefix("passkey") } == ["passkey.added", "passkey.removed"])
            // New recovery codes for who has no app.
            _ = try await access.recoveryCodes(Self.proof(office, visit), at: visit)
        }
    }

    @Test("Who has passkeys alone sets an app up, and each change is told by a letter", arguments: Engine.available)
    func app(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let visit = try await office.visit(office.setUp().session)
            let (hall, access) = (office.hall, office.hall.changeFactors)
            #expect(try await hall.mail().map(\.to.address.text) == ["ida@urzad.example"])
            try await access.allow(Self.proof(office, visit), at: visit)
            let secret = try #require(try await access.setUp(at: visit)).secret
            #expect(try await access.add(.code(hall.code(of: secret)), at: visit).isEmpty)
            #expect(try await access.ways(of: visit).hasApp)
            let passkey = try #require(try await access.ways(of: visit).passkeys.first)
            try await access.removePasskey(passkey.id, Self.proof(office, visit), at: visit)
            let letters = try await hall.mail()
            #expect(letters.map(\.subject) == Array(repeating: "Kielce: zmiana drugiego kroku logowania", count: 2))
            for part in ["połączono aplikację do kodów", "usunięto klucz dostępu"] {
                #expect(letters.contains { $0.text.hasPrefix("Osoba Próbna, ") && $0.text.contains(part) }, "\(part)")
            }
            #expect(letters.allSatisfy { $0.text.contains("https://ratusz.example/kielce/office/account") })
            hall.clock.advance(.minutes(1))
            _ = try await office.prove(.code(hall.code(of: secret)), office.begin())
        }
    }

    @Test("A letter about a change goes out within two days or not at all")
    func lateLetter() async throws {
        try await Self.with(.sqlite) { office in
            try await office.setUp()
            office.hall.clock.advance(.hours(48))
            #expect(try await office.hall.mail().isEmpty)
        }
    }

    @Test("A person has at most ten passkeys")
    func limit() async throws {
        try await Self.with(.sqlite) { office in
            let visit = try await office.visit(office.setUp().session)
            let access = office.hall.changeFactors
            for number in 1...Passkey.most {
                let request = try #require(try await access.question(at: visit).passkey)
                let proof = FactorAnswer.passkey(try office.passkey.answer(request.challenge).answer)
                try await access.allow(proof, at: visit)
                let challenge = try #require(try await access.setUp(at: visit)).passkey.challenge
                let made = try FakePasskey(id: [UInt8(number)]).make(challenge).made
                let new = FactorAnswer.newPasskey(made, name: "\(number)")
                guard number < Passkey.most else {
                    await #expect(throws: PasskeyFailure.tooMany) { try await access.add(new, at: visit) }
                    return
                }
                #expect(try await access.add(new, at: visit).isEmpty)
            }
        }
    }

    @Test(
        "A reset forgets passkeys, and an administrator with a passkey alone counts as one",
        arguments: Engine.available
    )
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let session = try await office.setUp().session
            let (hall, town) = (office.hall, office.town)
            let id = try await hall.signIn.session(session, in: town, at: hall.now).staff.id
            #expect(try await hall.staff.person(id, in: town.id)?.standing == .active)
            try await hall.manageStaff.resetFactor(id, by: StaffAuthority(command: "test"), in: town, at: hall.now)
            #expect(try await hall.staff.person(id, in: town.id)?.standing == .withoutFactor)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(session, in: town, at: hall.now)
            }
            let rows = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT id FROM passkeys WHERE municipality = {town}").count
            }
            #expect(rows == 0)
        }
    }

    @Test("A passkey of one person opens nothing for another, who cannot add it either", arguments: Engine.available)
    func owners(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.setUp()
            try await office.hall.hire("ola@urzad.example", [StaffGrant(.operator)], in: office.town)
            let token = try await office.hall.signIn(
                login: "ola@urzad.example",
                password: .ofStaff,
                network: "n",
                request: "test",
                in: office.town,
                at: office.hall.now
            ).factor
            let challenge = try await office.request(token).challenge
            let made = FactorAnswer.newPasskey(office.passkey.make(challenge).made, name: "Mój")
            await #expect(throws: PasskeyFailure.known) { try await office.prove(made, token) }
            let used = FactorAnswer.passkey(try office.passkey.answer(try await office.request(token).challenge).answer)
            await #expect(throws: PasskeyFailure.refused(.credential)) { try await office.prove(used, token) }
        }
    }

    @Test("The database holds neither name nor credential in the clear", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.setUp()
            let rows = try await office.hall.database.town(office.town.id).read { transaction in
                try transaction.query(
                    "SELECT name, credential, credential_index FROM passkeys WHERE municipality = {town}"
                ).map { try $0.blob("name") + $0.blob("credential") + $0.blob("credential_index") }
            }
            #expect(rows.count == 1)
            for plain in [Array("Laptop".utf8), office.passkey.id, Array(office.passkey.publicKey.suffix(32))] {
                #expect(rows.allSatisfy { !$0.contains(plain) })
            }
        }
    }
}
