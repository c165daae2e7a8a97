import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct RegisterResidentTests {
    private static func with(
        _ engine: Engine,
        _ town: String = "suprasl",
        _ body: (TestTownHall, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(town)
            try await body(try TestTownHall(database, town), town)
        }
    }

    @Test(
        "A registration becomes an account by the link of its letter, once",
        .clause("suprasl/IV a3", "suprasl/IV b2-2", "suprasl/IV c5", "biale-blota/§4 a3", "biale-blota/§4 b2•2"),
        .clause("biale-blota/§4 d3", "kielce/III.6", "kremenchuk/A2.2"),
        arguments: Engine.available,
        ["kielce", "suprasl", "biale-blota", "kremenchuk"]
    )
    func activation(_ engine: Engine, town: String) async throws {
        try await Self.with(engine, town) { hall, town in
            try await hall.register(in: town)
            let link = try await hall.accountLink()
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", .sample, in: town)
            }
            try await hall.registerResident.check(link.id, token: link.token, in: town, at: hall.now)
            let id = try await hall.registerResident.activate(
                link.id,
                token: link.token,
                password: .sample,
                in: town,
                at: hall.now
            )
            let account = try #require(try await hall.residents.account(id, in: town.id))
            #expect(account.resident.createdAt == hall.now)
            await #expect(throws: AccountFailure.wrongLink) {
                try await hall.registerResident.check(link.id, token: link.token, in: town, at: hall.now)
            }
        }
    }

    @Test(
        "An account keeps login, both names, the phone number where given, the terms that were read and the age",
        .clause("suprasl/IV c2", "suprasl/IV c2.1", "suprasl/IV c2.2", "suprasl/IV c2.3", "suprasl/IV c2.4"),
        .clause("suprasl/IV c7", "biale-blota/§4 c2", "biale-blota/§4 c2•1", "biale-blota/§4 c2•2"),
        .clause("biale-blota/§4 c2•3", "biale-blota/§4 c2•4", "biale-blota/§4 d5", "kielce/III.6"),
        arguments: ["kielce", "suprasl", "biale-blota"]
    )
    func profile(town: String) async throws {
        try await Self.with(.sqlite, town) { hall, town in
            let signed = try await hall.resident(in: town)
            let profile = signed.profile
            #expect(
                [profile.givenName.text, profile.surname.text, profile.email.text] == [
                    "Ida", "Przykładowa", "ida@example.org",
                ]
            )
            #expect(profile.phone?.formatted == "+48 600 100 200")
            let day = town.clock.date(of: hall.now)
            #expect(signed.resident.termsVersion == town.regulation(on: day)?.version)
            #expect(signed.resident.declaredAge == town.accounts?.guardian?.under ?? town.reports.minimumAge?.years)
        }
    }

    @Test(
        "What is missing or wrong is named, all of it at once",
        .clause("suprasl/IV c2", "suprasl/IV c2.1", "suprasl/IV c2.2", "suprasl/IV c2.3", "suprasl/IV c2.4"),
        .clause("suprasl/IV c7", "biale-blota/§4 c2", "biale-blota/§4 c2•1", "biale-blota/§4 c2•2"),
        .clause("biale-blota/§4 c2•3", "biale-blota/§4 c2•4", "biale-blota/§4 d5", "kielce/III.6"),
        arguments: ["kielce", "suprasl", "biale-blota"]
    )
    func faults(town: String) async throws {
        try await Self.with(.sqlite, town) { hall, town in
            let failures = await #expect(throws: Failures.self) {
                try await hall.registerResident(
                    RegistrationForm(),
                    language: .polish,
                    network: "192.0.2.1",
                    in: town,
                    at: hall.now
                )
            }
            let fields = ["givenName", "surname", "email", "password", "terms"]
            let age = town.reports.minimumAge == nil ? [] : ["age"]
            let group = town.accounts?.guardian == nil ? [] : ["ageGroup"]
            #expect(failures?.all.compactMap(\.kind.field) == fields + age + group)
            #expect(try await hall.mail() == [])
            var bare = RegistrationForm.sample(in: town, on: town.clock.date(of: hall.now))
            bare.phone = ""
            try await hall.registerResident(bare, language: .polish, network: "192.0.2.1", in: town, at: hall.now)
            #expect(try await hall.mail().count == 1)
        }
    }

    @Test(
        "Nobody has an account, and so reports, without saying to be sixteen, where the regulation wants it",
        .clause("biale-blota/§1 b6"),
        arguments: Engine.available
    )
    func age(_ engine: Engine) async throws {
        try await Self.with(engine, "biale-blota") { hall, town in
            var form = RegistrationForm.sample(in: town, on: town.clock.date(of: hall.now))
            form.declaresAge = false
            let failures = await #expect(throws: Failures.self) {
                try await hall.registerResident(form, language: .polish, network: "192.0.2.1", in: town, at: hall.now)
            }
            #expect(failures?.all.compactMap { $0 as? ReportFailure } == [.ageNotDeclared(years: 16)])
            #expect(try await hall.mail() == [])
            await #expect(throws: ReportFailure.accountNeeded) { try await hall.submit(in: town) }
            let ida = try await hall.resident(in: town)
            #expect(ida.resident.declaredAge == 16)
            #expect(try await hall.submit(by: ida, in: town).number.sequence == 1)
        }
    }

    @Test("The link alone is not enough: without the password there is no account", arguments: Engine.available)
    func stranger(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.register(password: Password(typed: "hasło obcej osoby"), in: town)
            let foreign = try await hall.accountLink()
            try await hall.register(in: town)
            let own = try await hall.accountLink()
            await #expect(throws: AccountFailure.wrongPassword) {
                try await hall.registerResident.activate(
                    foreign.id,
                    token: foreign.token,
                    password: .sample,
                    in: town,
                    at: hall.now
                )
            }
            _ = try await hall.registerResident.activate(
                own.id,
                token: own.token,
                password: .sample,
                in: town,
                at: hall.now
            )
            await #expect(throws: AccountFailure.wrongLink) {
                try await hall.registerResident.check(foreign.id, token: foreign.token, in: town, at: hall.now)
            }
        }
    }

    @Test("An address with an account gets a letter that says so, and keeps its password", arguments: Engine.available)
    func taken(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.openAccount(in: town)
            hall.clock.advance(.hours(2))
            try await hall.register(" Ida@Example.org", password: Password(typed: "hasło obcej osoby"), in: town)
            let letter = try #require(try await hall.mail().last)
            #expect(letter.text.contains("/account/forgotten"))
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn("ida@example.org", Password(typed: "hasło obcej osoby"), in: town)
            }
        }
    }

    @Test("A link ends after its time, and a wrong one never works", arguments: Engine.available)
    func ending(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.register(in: town)
            let link = try await hall.accountLink()
            let rows: [(ID<AccountLink>, Token?, Instant)] = [
                (link.id, link.token, hall.now + .hours(48)), (link.id, nil, hall.now),
                (link.id, Token(from: hall.randomness), hall.now), (ID("none"), link.token, hall.now),
            ]
            for (id, token, now) in rows {
                await #expect(throws: AccountFailure.wrongLink) {
                    try await hall.registerResident.check(id, token: token, in: town, at: now)
                }
            }
            let last = hall.now + .hours(48) - .milliseconds(1)
            try await hall.registerResident.check(link.id, token: link.token, in: town, at: last)
        }
    }

    @Test("One address gets three letters in an hour", arguments: Engine.available)
    func flood(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            for _ in 0..<5 { try await hall.register(in: town) }
            #expect(try await hall.mail().count == RegisterResident.mostLetters)
            hall.clock.advance(.hours(1))
            try await hall.register(in: town)
            #expect(try await hall.mail().count == 1)
        }
    }

    @Test("A network that registers more than twenty addresses has to wait")
    func network() async throws {
        try await Self.with(.sqlite) { hall, town in
            for index in 0...20 { try await hall.register("r\(index)@example.org", in: town) }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await hall.register("one-more@example.org", in: town)
            }
        }
    }

    @Test(
        "Of two answers to letters of one address at the same time, one makes the account",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var links: [SentLink] = []
            for _ in 0..<2 {
                try await hall.register(in: town)
                links.append(try await hall.accountLink())
            }
            let made = await withTaskGroup(of: Int.self) { group in
                for link in links + links {
                    group.addTask {
                        let id = try? await hall.registerResident.activate(
                            link.id,
                            token: link.token,
                            password: .sample,
                            in: town,
                            at: hall.now
                        )
                        return id == nil ? 0 : 1
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(made == 1)
        }
    }

    @Test("What nobody answered is forgotten after two days, with its key", arguments: Engine.available)
    func sweep(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            try await hall.register(in: town)
            let sweep = SweepResidents(residents: hall.residents)
            func rows(_ table: SQL) async throws -> Int {
                try await hall.database.acrossTowns.read { transaction in
                    try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS n FROM \(table)").first?.int("n") ?? -1
                }
            }
            try await sweep(at: hall.now + .hours(48))
            #expect(try await rows("registrations") == 1)
            try await sweep(at: hall.now + .hours(48) + .milliseconds(1))
            for table in ["registrations", "account_links", "data_keys"] as [SQL] {
                #expect(try await rows(table) == 0)
            }
        }
    }

    @Test("A town without accounts takes no registration")
    func none() async throws {
        try await Self.with(.sqlite, "siedlce") { hall, town in
            await #expect(throws: AccountFailure.noAccounts) { try await hall.register(in: town) }
        }
    }
}

extension TestTownHall {
    func signIn(
        _ login: String,
        _ password: Password,
        network: String = "192.0.2.1",
        in town: Municipality
    ) async throws -> Token {
        try await signInResident(
            login: login,
            password: password,
            from: SignInPlace(network: network, device: SignInPlace.sample.device),
            in: town,
            at: now
        ).session
    }
}
