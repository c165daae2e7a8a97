import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct ChangeAddressTests {
    private static let new = "eda@example.org"

    private static func with(
        _ engine: Engine,
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let signed = try await hall.resident(in: town)
            try await body(hall, signed, town)
        }
    }

    @Test("The account moves once both addresses answered, in either order", arguments: Engine.available, [0, 1])
    func both(_ engine: Engine, first: Int) async throws {
        try await Self.with(engine) { hall, signed, town in
            let links = try await hall.askForAddress(Self.new, signed, in: town)
            let outcome = try await hall.agree(by: links[first], in: town)
            #expect(outcome == .waiting)
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
            let waiting = try #require(try await hall.changeAddress.waiting(of: signed, in: town, at: hall.now))
            #expect([waiting.hasLeft, waiting.hasArrived] == [first == 0, first == 1])
            let last = try await hall.agree(by: links[1 - first], in: town)
            #expect(last == .changed)
            let token = try await hall.signIn(Self.new, .sample, in: town)
            #expect(try await hall.signInResident.session(token, in: town, at: hall.now).profile.email.text == Self.new)
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", .sample, in: town)
            }
            #expect(try await hall.changeAddress.waiting(of: signed, in: town, at: hall.now) == nil)
        }
    }

    @Test("What the account and its new address say \"me too\" of is of one person", arguments: Engine.available)
    func supports(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            _ = try await hall.mail()
            try await hall.supportReport(number, by: signed, news: .unwanted, in: town, at: hall.now)
            try await hall.supportAsGuest(number, Self.new, in: town)
            let report = try await hall.readReport.unseen(number, in: town).report.id
            #expect(try await hall.countPersons(report, in: town.id) == 3)
            for link in try await hall.askForAddress(Self.new, signed, in: town) {
                _ = try await hall.agree(by: link, in: town)
            }
            #expect(try await hall.countPersons(report, in: town.id) == 2)
        }
    }

    @Test("With the change all sessions end", arguments: Engine.available)
    func sessions(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            for link in try await hall.askForAddress(Self.new, signed, in: town) {
                _ = try await hall.agree(by: link, in: town)
            }
            #expect(try await hall.residents.sessions(of: signed.resident.id, in: town.id) == [])
        }
    }

    @Test("A link answers once, for 48 hours, and not after another wish or a withdrawal", arguments: Engine.available)
    func ending(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            let first = try await hall.askForAddress("other@example.org", signed, in: town)
            let second = try await hall.askForAddress(Self.new, signed, in: town)
            for link in first { await hall.refuses(link, in: town) }
            _ = try await hall.agree(by: second[0], in: town)
            await hall.refuses(second[0], in: town)
            hall.clock.advance(.hours(48))
            await hall.refuses(second[1], in: town)
            let third = try await hall.askForAddress(Self.new, signed, in: town)
            try await hall.changeAddress.cancel(signed, in: town, at: hall.now)
            for link in third { await hall.refuses(link, in: town) }
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
        }
    }

    @Test("An address with an account gets a letter that says so, and the account stays", arguments: Engine.available)
    func taken(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            _ = try await hall.openAccount(Self.new, in: town)
            hall.clock.advance(.hours(2))
            try await hall.ask(for: Self.new, signed, in: town)
            let letters = try await hall.mail()
            #expect(letters.map(\.to.address.text).sorted() == [Self.new, "ida@example.org"])
            let letter = try #require(letters.first { $0.to.address.text == Self.new })
            #expect(letter.text.contains("/account/forgotten"))
        }
    }

    @Test("Who registers the new address meanwhile keeps it", arguments: Engine.available)
    func overtaken(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            let links = try await hall.askForAddress(Self.new, signed, in: town)
            _ = try await hall.openAccount(Self.new, in: town)
            _ = try await hall.agree(by: links[0], in: town)
            await #expect(throws: AccountFailure.loginTaken) { try await hall.agree(by: links[1], in: town) }
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
        }
    }

    @Test("The wish needs the password and another address; who guesses waits")
    func refusals() async throws {
        try await Self.with(.sqlite) { hall, signed, town in
            await #expect(throws: AccountFailure.sameAddress) {
                try await hall.ask(for: "IDA@example.org", signed, in: town)
            }
            await #expect(throws: EmailAddressFailure.wrongForm) { try await hall.ask(for: "eda", signed, in: town) }
            for _ in 0..<6 {
                await #expect(throws: AccountFailure.wrongPassword) {
                    try await hall.ask(for: Self.new, password: Password(typed: "nie to hasło"), signed, in: town)
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await hall.ask(for: Self.new, signed, in: town)
            }
            let letters = try await hall.mail()
            #expect(letters.map(\.to.address.text) == ["ida@example.org"])
            #expect(letters.first?.text.contains("/account/log") == true, "the letter that tells of guessing")
        }
    }

    @Test("Of two answers in the same moment each counts, and the account moves once", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            let links = try await hall.askForAddress(Self.new, signed, in: town)
            let outcomes = await withTaskGroup(of: ChangeAddress.Outcome?.self) { group in
                for link in links + links { group.addTask { try? await hall.agree(by: link, in: town) } }
                return await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(outcomes.count { $0 == .changed } == 1 && outcomes.count { $0 == .waiting } == 1)
        }
    }

    @Test("A wish that nobody answered is forgotten", arguments: Engine.available)
    func sweep(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, signed, town in
            _ = try await hall.askForAddress(Self.new, signed, in: town)
            try await SweepResidents(residents: hall.residents)(at: hall.now + .hours(48) + .milliseconds(1))
            #expect(try await hall.residents.addressChange(of: signed.resident.id, in: town.id) == nil)
        }
    }
}

extension TestTownHall {
    fileprivate func ask(
        for address: String,
        password: Password = .sample,
        _ signed: SignInResident.Signed,
        in town: Municipality
    ) async throws {
        try await changeAddress.ask(signed, for: address, proof: .password(password), in: town, at: now)
    }

    /// The links of the letters to the old and the new address.
    fileprivate func askForAddress(_ address: String, _ signed: SignInResident.Signed, in town: Municipality)
        async throws -> [SentLink]
    {
        try await ask(for: address, signed, in: town)
        let letters = try await mail()
        return try ["ida@example.org", address].map { receiver in
            let letter = try #require(letters.last { $0.to.address.text == receiver })
            return try #require(SentLink(in: letter.text))
        }
    }

    fileprivate func agree(by link: SentLink, in town: Municipality) async throws -> ChangeAddress.Outcome {
        try await changeAddress.agree(by: link.id, token: link.token, from: .sample, in: town, at: now)
    }

    fileprivate func refuses(_ link: SentLink, in town: Municipality) async {
        await #expect(throws: AccountFailure.wrongLink) { try await agree(by: link, in: town) }
    }
}
