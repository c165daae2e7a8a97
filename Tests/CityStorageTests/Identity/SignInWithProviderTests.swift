import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SignInWithProviderTests {
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
        "A town offers the services that its rules name, none of another country where data stay at home",
        .clause("suprasl/IV b2", "suprasl/IV b2-1a", "suprasl/IV b2-1b", "biale-blota/§4 b2"),
        .clause("biale-blota/§4 b2•1.1", "biale-blota/§4 b2•1.2", "biale-blota/§7 b1", "kremenchuk/A2.2"),
        arguments: [
            ("suprasl", ["facebook", "google"]), ("biale-blota", []), ("kielce", []), ("demo", ["sample"]),
            ("kremenchuk", ["facebook", "google"]),
        ]
    )
    func services(town: String, services: [String]) async throws {
        try await Self.with(.sqlite, town) { hall, town in
            let offered = hall.signInWithProvider.services(in: town)
            #expect(offered.map(\.id.rawValue) == services)
            for service in hall.providers.all where !offered.contains(service) {
                await #expect(throws: IdentityFailure.unknown) {
                    try await hall.leave(for: service.id, in: town)
                }
            }
        }
    }

    @Test("Where the rules named no limit of countries, the same town would offer both services")
    func withoutLimit() async throws {
        let town = try ProjectTown.named("biale-blota")
        #expect(town.accounts?.providers?.services.map(\.rawValue) == ["facebook", "google"])
        #expect(town.profile.noThirdCountry != nil)
    }

    @Test(
        "Whoever is new completes an account, and comes in by the service from then on",
        .clause("suprasl/IV b2", "suprasl/IV b2-1a", "suprasl/IV b2-1b"),
        arguments: Engine.available,
        ["google", "facebook"]
    )
    func newcomer(_ engine: Engine, service: String) async throws {
        try await Self.with(engine) { hall, town in
            let identity = ProvedIdentity.sample(at: ID(service))
            let departure = try await hall.leave(for: identity.provider, in: town)
            let outcome = try await hall.arrive(with: identity, departure, in: town)
            #expect(outcome == "new")
            let token = try await hall.complete(departure, in: town)
            let signed = try await hall.signInResident.session(token, in: town, at: hall.now)
            #expect(signed.profile.email.text == "ida@example.org")
            #expect(!signed.resident.hasPassword)
            let again = try await hall.leave(for: identity.provider, in: town)
            let second = try await hall.arrive(with: identity, again, in: town)
            #expect(second == "signedIn")
            #expect(try await hall.mail() == [])
        }
    }

    @Test("The terms and the age are asked for as in any registration")
    func faults() async throws {
        try await Self.with(.sqlite) { hall, town in
            let departure = try await hall.leave(for: ID("google"), in: town)
            _ = try await hall.arrive(with: .sample(), departure, in: town)
            let failures = await #expect(throws: Failures.self) {
                try await hall.complete(departure, RegistrationForm(), in: town)
            }
            #expect(failures?.all.compactMap(\.kind.field) == ["givenName", "surname", "terms", "age", "ageGroup"])
        }
    }

    @Test(
        "The address of an account opens nothing: its password comes first, then the service",
        arguments: Engine.available
    )
    func proofOfBoth(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let signed = try await hall.resident(in: town)
            let stranger = try await hall.leave(for: ID("google"), in: town)
            let refused = try await hall.arrive(with: .sample(), stranger, in: town)
            #expect(refused == "hasAccount")
            let departure = try await hall.leave(for: ID("google"), as: signed, in: town)
            let linked = try await hall.arrive(with: .sample(), departure, as: signed, in: town)
            #expect(linked == "linked")
            let back = try await hall.leave(for: ID("google"), in: town)
            let outcome = try await hall.arrive(with: .sample(), back, in: town)
            #expect(outcome == "signedIn")
        }
    }

    @Test("An address that the service does not vouch for makes no account", arguments: ["ida@example.org", nil])
    func unproved(email: String?) async throws {
        try await Self.with(.sqlite) { hall, town in
            let identity = ProvedIdentity.sample(email: email, isEmailVerified: false)
            let departure = try await hall.leave(for: ID("google"), in: town)
            let outcome = try await hall.arrive(with: identity, departure, in: town)
            #expect(outcome == "unproved")
            await #expect(throws: IdentityFailure.stale) { try await hall.complete(departure, in: town) }
        }
    }

    @Test(
        "An answer counts once, in the browser it began in, for the service and the time it was meant for",
        arguments: Engine.available
    )
    func binding(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let identity = ProvedIdentity.sample()
            func departs() async throws -> TestDeparture { try await hall.leave(for: ID("google"), in: town) }
            let foreign = try await departs()
            let own = try await departs()
            let mixed = TestDeparture(state: foreign.state, browser: own.browser, provider: ID("google"))
            let elsewhere = TestDeparture(state: own.state, browser: own.browser, provider: ID("facebook"))
            for departure in [mixed, elsewhere] {
                await #expect(throws: IdentityFailure.stale) {
                    try await hall.arrive(with: identity, departure, in: town)
                }
            }
            let late = try await departs()
            hall.clock.advance(IdentityFlow.longest)
            await #expect(throws: IdentityFailure.stale) { try await hall.arrive(with: identity, late, in: town) }
            let good = try await departs()
            _ = try await hall.arrive(with: identity, good, in: town)
            await #expect(throws: IdentityFailure.stale) { try await hall.arrive(with: identity, good, in: town) }
        }
    }

    @Test("A link begun by one resident ends with no other", arguments: Engine.available)
    func otherResident(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let ida = try await hall.resident(in: town)
            let eda = try await hall.resident("eda@example.org", in: town)
            for other in [eda, nil] {
                let departure = try await hall.leave(for: ID("google"), as: ida, in: town)
                await #expect(throws: IdentityFailure.stale) {
                    try await hall.arrive(with: .sample(), departure, as: other, in: town)
                }
            }
        }
    }

    @Test(
        "One person at a service opens one account, and an account one person of a service",
        arguments: Engine.available
    )
    func oneToOne(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let (ida, eda) = (try await hall.resident(in: town), try await hall.resident("eda@example.org", in: town))
            try await hall.link(.sample(), to: ida, in: town)
            await #expect(throws: IdentityFailure.taken) { try await hall.link(.sample(), to: eda, in: town) }
            await #expect(throws: IdentityFailure.taken) {
                try await hall.link(.sample(subject: "subject-2"), to: ida, in: town)
            }
        }
    }

    @Test("Linking and unlinking a service stand in the log of the account, once each", arguments: Engine.available)
    func logged(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let ida = try await hall.resident("ida@example.org", in: town)
            try await hall.link(.sample(), to: ida, in: town)
            let providers = hall.signInWithProvider
            for _ in 0..<2 { try await providers.unlink(ID("google"), from: ida, in: town, at: hall.now) }
            let lines = try await hall.log(of: ida, in: town).filter {
                [.serviceLinked, .serviceUnlinked].contains($0.kind)
            }
            #expect(Set(lines.map(\.kind)) == [.serviceLinked, .serviceUnlinked] && lines.count == 2)
            #expect(lines.allSatisfy { $0.place == .sample })
        }
    }

    @Test("The last way into an account stays", arguments: Engine.available)
    func lastWay(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let departure = try await hall.leave(for: ID("google"), in: town)
            _ = try await hall.arrive(with: .sample(), departure, in: town)
            let token = try await hall.complete(departure, in: town)
            let signed = try await hall.signInResident.session(token, in: town, at: hall.now)
            let providers = hall.signInWithProvider
            await #expect(throws: IdentityFailure.lastWay) {
                try await providers.unlink(ID("google"), from: signed, in: town, at: hall.now)
            }
            try await hall.residentPassword.forgotten(email: "ida@example.org", in: town, at: hall.now)
            let link = try await hall.accountLink()
            try await hall.residentPassword.reset(
                link.id,
                token: link.token,
                to: .sample,
                from: .sample,
                in: town,
                at: hall.now
            )
            try await providers.unlink(ID("google"), from: signed, in: town, at: hall.now)
            #expect(try await providers.identities(of: signed, in: town) == [])
            _ = try await hall.signIn("ida@example.org", .sample, in: town)
        }
    }

    @Test("Of two accounts completed in the same moment one stands", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var departures: [TestDeparture] = []
            for _ in 0..<2 {
                let departure = try await hall.leave(for: ID("google"), in: town)
                _ = try await hall.arrive(with: .sample(), departure, in: town)
                departures.append(departure)
            }
            let made = await withTaskGroup(of: Int.self) { group in
                for departure in departures + departures {
                    group.addTask { (try? await hall.complete(departure, in: town)) == nil ? 0 : 1 }
                }
                return await group.reduce(0, +)
            }
            #expect(made == 1)
        }
    }

    @Test("What nobody finished is forgotten", arguments: Engine.available)
    func sweep(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            _ = try await hall.leave(for: ID("google"), in: town)
            let departure = try await hall.leave(for: ID("google"), in: town)
            _ = try await hall.arrive(with: .sample(), departure, in: town)
            try await SweepIdentities(identities: hall.identities)(
                at: hall.now + WaitingIdentity.longest + .milliseconds(1)
            )
            for table in ["identity_flows", "waiting_identities"] as [SQL] {
                let left = try await hall.database.acrossTowns.read { transaction in
                    try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS n FROM \(table)").first?.int("n")
                }
                #expect(left == 0)
            }
        }
    }
}

/// A browser on its way to a service.
private struct TestDeparture {
    let state: Token
    let browser: Token
    let provider: ID<IdentityProvider>
}

extension TestTownHall {
    private static let returnAddress = "https://ratusz.example/callback"

    fileprivate func leave(
        for provider: ID<IdentityProvider>,
        as signed: SignInResident.Signed? = nil,
        in town: Municipality
    ) async throws -> TestDeparture {
        let departure = try await signInWithProvider.leave(
            for: provider,
            as: signed,
            returnAddress: Self.returnAddress,
            in: town,
            at: now
        )
        let state = try #require(providers.requests.last?.state)
        return TestDeparture(state: state, browser: departure.browser, provider: provider)
    }

    /// - Returns: the name of the outcome.
    fileprivate func arrive(
        with identity: ProvedIdentity,
        _ departure: TestDeparture,
        as signed: SignInResident.Signed? = nil,
        in town: Municipality
    ) async throws -> String {
        providers.knows(identity, by: "code")
        let arrival = IdentityArrival(
            provider: departure.provider,
            state: departure.state,
            code: "code",
            issuer: nil,
            browser: departure.browser,
            returnAddress: Self.returnAddress,
            place: .sample
        )
        return switch try await signInWithProvider.arrive(arrival, as: signed, in: town, at: now) {
        case .signedIn: "signedIn"
        case .linked: "linked"
        case .new: "new"
        case .hasAccount: "hasAccount"
        case .unproved: "unproved"
        }
    }

    fileprivate func link(_ identity: ProvedIdentity, to signed: SignInResident.Signed, in town: Municipality)
        async throws
    {
        let departure = try await leave(for: identity.provider, as: signed, in: town)
        _ = try await arrive(with: identity, departure, as: signed, in: town)
    }

    fileprivate func complete(_ departure: TestDeparture, _ form: RegistrationForm? = nil, in town: Municipality)
        async throws
        -> Token
    {
        try await signInWithProvider.open(
            form ?? .sample(in: town, on: town.clock.date(of: now)),
            departure.browser,
            language: .polish,
            from: .sample,
            in: town,
            at: now
        ).session
    }
}
