import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The second step of signing in to an account: switched on and off by its owner, asked at every door.
@Suite struct ProtectAccountTests {
    /// A town with a resident who is signed in.
    private struct Account {
        let hall: TestTownHall
        let town: Municipality
        let ida: SignInResident.Signed

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town, ProjectTown.named("suprasl"))
            ida = try await hall.resident(in: town)
            // The letter of the registration.
            _ = try await hall.mail()
        }

        func begin(password: Password = .sample) async throws -> SignInStep {
            try await hall.signInResident(
                login: "ida@example.org",
                password: password,
                from: .sample,
                in: town,
                at: hall.now
            )
        }

        func prove(_ answer: FactorAnswer, _ token: Token, network: String = "192.0.2.1") async throws -> Token {
            let place = SignInPlace(network: network, device: "Firefox")
            return try await hall.proveResidentFactor(answer, by: token, from: place, in: town, at: hall.now)
        }

        func visit() throws -> ChangeFactors.Visit { try hall.factorVisit(of: ida, in: town) }

        func isSignedIn(_ token: Token) async throws -> Bool {
            (try? await hall.signInResident.session(token, in: town, at: hall.now)) != nil
        }

        /// The lines of the log, the last one first.
        func lines() async throws -> [AccountEvent.Kind] {
            try await hall.readAccountLog(of: ida, after: nil, limit: 50, in: town).elements.map(\.kind)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Account) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Account(database)) }
    }

    @Test(
        "Switching on ends what another browser could do that knows the password alone: its session, and what it may set up",
        arguments: Engine.available
    )
    func otherBrowser(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let thief = try await account.begin().session
            let stranger = try await hall.signInResident.session(thief, in: town, at: hall.now)
            let offer = try await hall.offer(to: stranger, in: town)
            let visit = try hall.factorVisit(of: stranger, in: town)
            let (secret, _) = try await hall.protect(account.ida, in: town)
            await #expect(throws: PasskeyFailure.late) {
                try await hall.changeFactors.add(.code(hall.code(of: offer.secret)), at: visit)
            }
            #expect(try await !account.isSignedIn(thief))
            let pending = try await account.begin().factor
            #expect(try await account.isSignedIn(account.prove(.code(hall.code(of: secret)), pending)))
        }
    }

    @Test("A password that was checked before the second step was on opens no session", arguments: Engine.available)
    func meanwhile(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town, resident) = (account.hall, account.town, account.ida.resident)
            let late = try ResidentSession(
                of: resident,
                by: Token(from: hall.randomness),
                from: .sample,
                vault: hall.vault,
                randomness: hall.randomness,
                in: town.id,
                at: hall.now
            )
            let event = AccountEvent(
                id: hall.randomness.id(at: hall.now),
                resident: resident.id,
                kind: .signedIn,
                at: hall.now,
                place: nil,
                keptUntil: hall.now + .hours(1)
            )
            _ = try await hall.protect(account.ida, in: town)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.residents.open(late, logging: event, in: town.id)
            }
        }
    }

    @Test("Signing out elsewhere ends what other browsers may set up", arguments: Engine.available)
    func offers(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let thief = try await hall.signInResident.session(account.begin().session, in: town, at: hall.now)
            let offer = try await hall.offer(to: thief, in: town)
            let visit = try hall.factorVisit(of: thief, in: town)
            try await hall.signInResident.signOutElsewhere(account.ida, in: town, at: hall.now)
            await #expect(throws: PasskeyFailure.late) {
                try await hall.changeFactors.add(.code(hall.code(of: offer.secret)), at: visit)
            }
        }
    }

    @Test("Without it the password is enough; with it a password opens no session", arguments: Engine.available)
    func switchedOn(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            _ = try await account.begin().session
            let (secret, recovery) = try await account.hall.protect(account.ida, in: account.town)
            #expect(Set(recovery).count == RecoveryCode.count)
            let pending = try await account.begin().factor
            #expect(try await !account.isSignedIn(pending))
            let session = try await account.prove(.code(account.hall.code(of: secret)), pending)
            #expect(try await account.isSignedIn(session))
            #expect(try await account.lines().first == .signedIn)
            #expect(try await account.lines().contains(.factorSwitchedOn))
        }
    }

    @Test("A recovery code and a passkey open it as well, each answer once", arguments: Engine.available)
    func ways(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let passkey = try FakePasskey()
            let codes = try await account.hall.protect(account.ida, by: passkey, in: account.town)
            _ = try await account.prove(.code(codes[0].text), account.begin().factor)
            let token = try await account.begin().factor
            await #expect(throws: AccountFailure.wrongCode) { try await account.prove(.code(codes[0].text), token) }
            let question = try await account.hall.proveResidentFactor.question(
                token,
                in: account.town,
                at: account.hall.now
            )
            let challenge = try #require(question.passkey).challenge
            let answer = FactorAnswer.passkey(try passkey.answer(challenge).answer)
            #expect(try await account.isSignedIn(account.prove(answer, token)))
            let other = try await account.begin().factor
            await #expect(throws: PasskeyFailure.late) { try await account.prove(answer, other) }
        }
    }

    @Test(
        "A sign-in that waits ends after a quarter of an hour, with its use, in another town, and at the office’s door",
        arguments: Engine.available
    )
    func waiting(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (_, recovery) = try await hall.protect(account.ida, in: town)
            let used = try await account.begin().factor
            _ = try await account.prove(.code(recovery[0].text), used)
            let token = try await account.begin().factor
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await account.prove(.code(recovery[1].text), used)
            }
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await hall.proveResidentFactor.question(token, in: hall.towns[1], at: hall.now)
            }
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.proveFactor.question(token, in: town, at: hall.now)
            }
            hall.clock.advance(.minutes(15))
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await account.prove(.code(recovery[1].text), token)
            }
        }
    }

    @Test("A sign-in to the office is none to an account")
    func office() async throws {
        try await Self.with(.sqlite) { account in
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
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await hall.proveResidentFactor.question(token, in: account.town, at: hall.now)
            }
        }
    }

    @Test("Guessing waits longer and longer, stands in the log, and is told by a letter", arguments: Engine.available)
    func guessing(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (secret, _) = try await account.hall.protect(account.ida, in: account.town)
            _ = try await account.hall.mail()
            let token = try await account.begin().factor
            for number in 0..<6 {
                await #expect(throws: AccountFailure.wrongCode) {
                    try await account.prove(.code("000000"), token, network: "192.0.2.\(number)")
                }
            }
            let code = FactorAnswer.code(account.hall.code(of: secret))
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await account.prove(code, token, network: "192.0.2.99")
            }
            #expect(try await account.lines().prefix(6) == Array(repeating: .refusedFactor, count: 6)[...])
            #expect(try await account.hall.mail().count == 1)
            account.hall.clock.advance(.seconds(1))
            _ = try await account.prove(code, token, network: "192.0.2.99")
        }
    }

    @Test("A service opens the first step only", arguments: Engine.available)
    func service(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (_, recovery) = try await account.hall.protect(account.ida, in: account.town)
            let resident = try #require(
                try await account.hall.residents.account(account.ida.resident.id, in: account.town.id)
            ).resident
            let token = try await account.hall.signInResident.next(
                resident,
                at: .accountByService,
                from: .sample,
                in: account.town,
                at: account.hall.now
            ).factor
            _ = try await account.prove(.code(recovery[0].text), token)
            #expect(try await account.lines().first == .signedInByService)
        }
    }

    @Test("A new password by a letter leaves it on, and ends sign-ins that wait", arguments: Engine.available)
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (_, recovery) = try await hall.protect(account.ida, in: town)
            let waiting = try await account.begin().factor
            _ = try await hall.mail()
            try await hall.residentPassword.forgotten(email: "ida@example.org", in: town, at: hall.now)
            let link = try await hall.accountLink()
            let new = Password(typed: "zupełnie inne zdanie")
            try await hall.residentPassword.reset(
                link.id,
                token: link.token,
                to: new,
                from: .sample,
                in: town,
                at: hall.now
            )
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await account.prove(.code(recovery[0].text), waiting)
            }
            let token = try await account.begin(password: new).factor
            _ = try await account.prove(.code(recovery[0].text), token)
        }
    }

    @Test("Nobody is asked to set it up without the owner’s proof, or after a quarter of an hour")
    func proof() async throws {
        try await Self.with(.sqlite) { account in
            let (hall, town) = (account.hall, account.town)
            let visit = try account.visit()
            #expect(try await hall.changeFactors.setUp(at: visit) == nil)
            await #expect(throws: PasskeyFailure.late) { try await hall.changeFactors.add(.code("000000"), at: visit) }
            await #expect(throws: AccountFailure.wrongPassword) {
                let wrong = OwnerProof.password(Password(typed: "nie to hasło"))
                try await hall.protectAccount.allow(wrong, of: account.ida, in: town, at: hall.now)
            }
            let secret = try await hall.offer(to: account.ida, in: town).secret
            await #expect(throws: AccountFailure.wrongCode) {
                try await hall.changeFactors.add(.code("000000"), at: account.visit())
            }
            hall.clock.advance(.minutes(15))
            await #expect(throws: PasskeyFailure.late) {
                try await hall.changeFactors.add(.code(hall.code(of: secret)), at: account.visit())
            }
            _ = try await account.begin().session
        }
    }

    @Test("It goes by a proof of what is there, and by nothing else", arguments: Engine.available)
    func switchedOff(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (_, recovery) = try await hall.protect(account.ida, in: town)
            let protect = hall.protectAccount
            for wrong in ["000000", "", "aaaaa-aaaaa"] {
                await #expect(throws: AccountFailure.wrongCode) {
                    try await protect.switchOff(.code(wrong), of: account.ida, in: town, at: hall.now)
                }
            }
            await #expect(throws: PasskeyFailure.factorThere) {
                try await protect.allow(.password(.sample), of: account.ida, in: town, at: hall.now)
            }
            try await protect.switchOff(.code(recovery[0].text), of: account.ida, in: town, at: hall.now)
            _ = try await account.begin().session
            for table: SQL in ["factors", "recovery_codes", "passkeys", "factor_offers"] {
                let rows = try await hall.database.town(town.id).read { transaction in
                    try transaction.query("SELECT holder FROM \(table) WHERE municipality = {town}").count
                }
                #expect(rows == 0)
            }
        }
    }

    @Test("Each change is a line of the log and a letter to the address", arguments: Engine.available)
    func told(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town, passkey) = (account.hall, account.town, try FakePasskey())
            let access = hall.changeFactors
            let (secret, recovery) = try await hall.protect(account.ida, in: town)
            try await access.allow(.code(recovery[0].text), at: account.visit())
            let challenge = try #require(try await access.setUp(at: account.visit())).passkey.challenge
            let made = FactorAnswer.newPasskey(passkey.make(challenge).made, name: "Laptop")
            #expect(try await access.add(made, at: account.visit()).isEmpty)
            try await access.allow(.code(recovery[1].text), at: account.visit())
            let other = try #require(try await access.setUp(at: account.visit())).secret
            #expect(other != secret)
            _ = try await access.add(.code(hall.code(of: other)), at: account.visit())
            let known = try #require(try await access.ways(of: account.visit()).passkeys.first)
            try await access.removePasskey(known.id, .code(recovery[2].text), at: account.visit())
            hall.clock.advance(.minutes(1))
            let codes = try await access.recoveryCodes(.code(hall.code(of: other)), at: account.visit())
            try await hall.protectAccount.switchOff(.code(codes[0].text), of: account.ida, in: town, at: hall.now)
            let told: [AccountEvent.Kind] = [
                .factorSwitchedOff, .recoveryRenewed, .passkeyRemoved, .factorAppSet, .passkeyAdded, .factorSwitchedOn,
            ]
            #expect(Set(try await account.lines()) == Set(told + [.signedIn]))
            let letters = try await hall.mail()
            #expect(letters.map(\.to.address.text) == Array(repeating: "ida@example.org", count: told.count))
            for part in ["włączono drugi krok", "dodano klucz dostępu", "wyłączono drugi krok", "/kielce/account/log"] {
                #expect(letters.contains { $0.text.contains(part) }, "\(part)")
            }
        }
    }

    @Test("An app that was replaced makes no codes that count", arguments: Engine.available)
    func replaced(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, access) = (account.hall, account.hall.changeFactors)
            let (old, recovery) = try await hall.protect(account.ida, in: account.town)
            try await access.allow(.code(recovery[0].text), at: account.visit())
            let new = try #require(try await access.setUp(at: account.visit())).secret
            _ = try await access.add(.code(hall.code(of: new)), at: account.visit())
            hall.clock.advance(.minutes(1))
            let token = try await account.begin().factor
            await #expect(throws: AccountFailure.wrongCode) {
                try await account.prove(.code(hall.code(of: old)), token)
            }
            _ = try await account.prove(.code(hall.code(of: new)), token)
        }
    }

    @Test("A closed account lets nobody in who waits at the second step", arguments: Engine.available)
    func blocked(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (_, recovery) = try await hall.protect(account.ida, in: town)
            let token = try await account.begin().factor
            let id = account.ida.resident.id
            try await hall.blockResident.block(id, reason: "Spam", by: .administrator, in: town, at: hall.now)
            await #expect(throws: AccountFailure.residentSignedOut) {
                try await account.prove(.code(recovery[0].text), token)
            }
            await #expect(throws: AccountFailure.blocked("Spam")) { try await account.begin() }
        }
    }

    @Test("The database holds no secret, code or name in the clear", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await Self.with(engine) { account in
            let (hall, town) = (account.hall, account.town)
            let (secret, codes) = try await hall.protect(account.ida, in: town)
            let rows = try await hall.database.town(town.id).read { transaction in
                try transaction.query(
                    """
                    SELECT f.secret, c.code_hash FROM factors f
                    JOIN recovery_codes c ON c.municipality = f.municipality AND c.holder = f.holder
                    WHERE f.municipality = {town}
                    """
                ).map { try $0.blob("secret") + $0.blob("code_hash") }
            }
            #expect(rows.count == RecoveryCode.count)
            for bytes in [secret.plainBytes()] + codes.map({ Array($0.text.utf8) }) {
                #expect(rows.allSatisfy { !$0.contains(bytes) })
            }
        }
    }
}
