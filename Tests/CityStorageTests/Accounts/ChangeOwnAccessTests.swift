import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@Suite struct ChangeOwnAccessTests {
    private static let new = Password(typed: "jeszcze-inne-hasło-urzędu")

    /// Somebody of the office, signed in twice.
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let here: Token
        let elsewhere: Token

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("kielce")
            hall = try TestTownHall(database, town)
            try await hall.hire("ida@urzad.example", [StaffGrant(.operator)], in: town)
            here = try await Self.signIn(.ofStaff, hall, town)
            elsewhere = try await Self.signIn(.ofStaff, hall, town)
        }

        static func signIn(_ password: Password, _ hall: TestTownHall, _ town: Municipality) async throws -> Token {
            try await hall.signIn(
                login: "ida@urzad.example",
                password: password,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            ).session
        }

        func visit() async throws -> ChangeOwnAccess.Visit {
            let signed = try await hall.signIn.session(here, in: town, at: hall.now)
            return ChangeOwnAccess.Visit(
                signed,
                session: here,
                request: "test",
                language: .polish,
                in: town,
                at: hall.now
            )
        }

        func factorVisit() async throws -> ChangeFactors.Visit { try await hall.changeOwnAccess.factors(at: visit()) }

        /// A factor, set up another way than at the door.
        func setUp() async throws -> OneTimeSecret {
            var hall = hall
            hall.factorRule = .required
            let token = try await hall.signIn(
                login: "ida@urzad.example",
                password: .ofStaff,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            ).factor
            guard case .setUp(let setUp) = try await hall.proveFactor.question(token, in: town, at: hall.now)
            else {
                throw AccountFailure.signedOut
            }
            let secret = setUp.secret
            _ = try await hall.proveFactor(
                .code(code(secret)),
                by: token,
                network: "192.0.2.1",
                request: "test",
                in: town,
                at: hall.now
            )
            hall.clock.advance(.minutes(5))
            return secret
        }

        func code(_ secret: OneTimeSecret) -> String {
            secret.code(of: hall.now.milliseconds / 30_000, by: CryptoOneTimeDigest())
        }
    }

    @Test("A new password ends every session but this one", arguments: Engine.available)
    func password(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let office = try await Office(database)
            let (hall, town) = (office.hall, office.town)
            let visit = try await office.visit()
            try await hall.changeOwnAccess.password(.ofStaff, to: Self.new, at: visit)
            _ = try await office.visit()
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signIn.session(office.elsewhere, in: town, at: hall.now)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await Office.signIn(.ofStaff, hall, town)
            }
            _ = try await Office.signIn(Self.new, hall, town)
        }
    }

    @Test("A wrong or weak password changes nothing; guessing is slowed down")
    func refused() async throws {
        try await Engine.sqlite.withDatabase { database in
            let office = try await Office(database)
            let visit = try await office.visit()
            let access = office.hall.changeOwnAccess
            await #expect(throws: PasswordFailure.tooShort) {
                try await access.password(.ofStaff, to: Password(typed: "krótko"), at: visit)
            }
            for _ in 0..<6 {
                await #expect(throws: AccountFailure.wrongPassword) {
                    try await access.password(Self.new, to: Self.new, at: visit)
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await access.password(.ofStaff, to: Self.new, at: visit)
            }
            _ = try await office.visit()
            _ = try await office.hall.signIn.session(office.elsewhere, in: office.town, at: office.hall.now)
        }
    }

    @Test("A code of the app makes new recovery codes, once; earlier ones are gone", arguments: Engine.available)
    func recovery(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let office = try await Office(database)
            let access = office.hall.changeFactors
            #expect(try await office.hall.changeOwnAccess.hasPassword(office.visit()))
            #expect(try await !access.ways(of: office.factorVisit()).hasFactor)
            let secret = try await office.setUp()
            let visit = try await office.factorVisit()
            #expect(try await access.ways(of: visit).hasFactor)
            let code = office.code(secret)
            let codes = try await access.recoveryCodes(.code(code), at: visit)
            #expect(Set(codes).count == RecoveryCode.count)
            for stale in [code, codes[0].text, "000000", ""] {
                await #expect(throws: AccountFailure.wrongCode) {
                    try await access.recoveryCodes(.code(stale), at: visit)
                }
            }
            let kept = try await database.town(office.town.id).read { transaction in
                try transaction.query("SELECT code_hash FROM recovery_codes WHERE municipality = {town}").count
            }
            #expect(kept == RecoveryCode.count)
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(kinds.filter { $0 == "recovery.renewed" }.count == 1)
        }
    }
}
