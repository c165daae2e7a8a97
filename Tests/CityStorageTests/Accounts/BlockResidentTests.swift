import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct BlockResidentTests {
    private static func with(
        _ engine: Engine,
        _ town: String = "suprasl",
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(town)
            let hall = try TestTownHall(database, town)
            let signed = try await hall.resident(in: town)
            _ = try await hall.mail()
            try await body(hall, signed, town)
        }
    }

    @Test(
        "A closed account opens to nobody from that moment on, and its owner reads why",
        .clause("kielce/IV.4", "suprasl/V.5", "biale-blota/§5 b2", "kremenchuk/A2.6.3"),
        arguments: Engine.available,
        ["kielce", "suprasl", "biale-blota", "kremenchuk"]
    )
    func block(_ engine: Engine, town: String) async throws {
        try await Self.with(engine, town) { hall, signed, town in
            #expect(town.accounts?.blocking != nil)
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            try await hall.block(signed, in: town)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(token, in: town, at: hall.now)
            }
            await #expect(throws: AccountFailure.blocked("Obelgi wobec urzędników.")) {
                try await hall.signIn("ida@example.org", .sample, in: town)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", Password(typed: "nie to hasło"), in: town)
            }
            let letter = try #require(try await hall.mail().last)
            #expect(letter.text.contains("Obelgi wobec urzędników.") && letter.text.contains("/contact"))
        }
    }

    @Test("A session that opens while the account is closed does not stand", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { _ = try? await hall.signIn("ida@example.org", .sample, in: town) }
                }
                group.addTask { try? await hall.block(signed, in: town) }
            }
            let left = try await hall.residents.sessions(of: signed.resident.id, in: town.id)
            #expect(left == [])
        }
    }

    @Test("A page that was open before sends no report once the account is closed", arguments: Engine.available)
    func report(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            _ = try await hall.submit(by: signed, in: town)
            try await hall.block(signed, in: town)
            await #expect(throws: AccountFailure.residentSignedOut) { try await hall.submit(by: signed, in: town) }
            let reports = try await hall.residentReports(of: signed, after: nil, limit: 9, in: town)
            #expect(reports.elements.count == 1)
        }
    }

    @Test(
        "A report without an account ends when the address of a closed one is confirmed for it, unless it was decided",
        arguments: Engine.available
    )
    func sameAddress(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            try await hall.block(signed, in: town)
            _ = try await hall.mail()
            let (new, newToken) = try await hall.anonymous("ida@example.org", in: town)
            let (decided, decidedToken) = try await hall.anonymous("ida@example.org", in: town)
            try await hall.decide(Decision(to: .accepted), about: decided, in: town)
            for (number, token) in [(new, newToken), (new, newToken), (decided, decidedToken)] {
                await #expect(throws: AccountFailure.blocked("Obelgi wobec urzędników.")) {
                    try await hall.confirm(number, token, in: town)
                }
            }
            let ended = try await hall.readReport.unseen(new, in: town)
            #expect(ended.emailConfirmedAt == nil && ended.report.status == .closed)
            let line = try #require(ended.report.history.last)
            #expect(line.act == .closed(.notAdmitted) && line.actor == .system)
            let left = try await hall.readReport.unseen(decided, in: town)
            #expect(left.emailConfirmedAt == nil && left.report.status == .accepted)
            #expect(try await hall.mail() == [], "nobody is written to")
            let (other, token) = try await hall.anonymous("eda@example.org", in: town)
            #expect(try await hall.confirm(other, token, in: town))
        }
    }

    @Test("A new password and a service open a closed account no more than the old ones", arguments: Engine.available)
    func otherWays(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            hall.clock.advance(.hours(2))
            try await hall.block(signed, in: town)
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
            await #expect(throws: AccountFailure.blocked("Obelgi wobec urzędników.")) {
                try await hall.signIn("ida@example.org", new, in: town)
            }
        }
    }

    @Test("An account that is opened again lets its owner in", arguments: Engine.available)
    func unblock(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            try await hall.block(signed, in: town)
            await #expect(throws: AccountFailure.residentUnknown) { try await hall.block(signed, in: town) }
            let caller = hall.caller
            try await hall.blockResident.unblock(signed.resident.id, by: caller, in: town, at: hall.now)
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
            await #expect(throws: AccountFailure.residentUnknown) {
                try await hall.blockResident.unblock(signed.resident.id, by: caller, in: town, at: hall.now)
            }
        }
    }

    @Test("A block has a reason of its length", arguments: ["", "  ", String(repeating: "a", count: 1_001)])
    func reason(words: String) async throws {
        try await Self.with(.sqlite) { hall, signed, town in
            await #expect(throws: AccountFailure.blockReason) { try await hall.block(signed, words, in: town) }
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
        }
    }

    @Test("An account is found by its whole address, in its own town")
    func find() async throws {
        try await Self.with(.sqlite) { hall, signed, town in
            let caller = hall.caller
            let found = try await hall.blockResident.find(email: "IDA@example.org", by: caller, in: town, at: hall.now)
            #expect(found?.id == signed.resident.id && found?.block == nil)
            let none = try await hall.blockResident.find(email: "ida@example.com", by: caller, in: town, at: hall.now)
            #expect(none == nil)
        }
    }
}

extension TestTownHall {
    /// A report without an account, and the token of the letter that asks for its address.
    fileprivate func anonymous(_ email: String, in town: Municipality) async throws -> (ReportNumber, Token) {
        var submission = Submission.sample(in: town)
        submission.email = email
        let number = try await submit(submission, in: town).number
        let letters = try await mail().map(\.text)
        let text = try #require(letters.first { $0.contains("/confirm/\(number.path)/") })
        let link = try #require(text.firstMatch(of: /\/confirm\/[^\/]+\/(\S+)/))
        return (number, try #require(Token(typed: String(link.1))))
    }

    fileprivate var caller: Caller { Caller(ID("officer"), StaffRights([StaffGrant(.administrator)]), request: "r1") }

    fileprivate func block(
        _ signed: SignInResident.Signed,
        _ reason: String = "Obelgi wobec urzędników.",
        in town: Municipality
    ) async throws {
        try await blockResident.block(signed.resident.id, reason: reason, by: caller, in: town, at: now)
    }
}
