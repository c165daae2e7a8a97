import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SignInResidentTests {
    private static let other = Password(typed: "zupełnie inne zdanie")

    private static func with(_ engine: Engine, _ body: (TestTownHall, Municipality) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let (town, neighbour) = (try ProjectTown.named("suprasl"), try ProjectTown.named("kielce"))
            let hall = try TestTownHall(database, town, neighbour)
            _ = try await hall.openAccount(in: town)
            try await body(hall, town)
        }
    }

    @Test(
        "Address and password open the account of this town, and nothing else does",
        .clause("suprasl/IV c6", "biale-blota/§4 d4"),
        arguments: Engine.available
    )
    func door(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let token = try await hall.signIn("ida@EXAMPLE.org", .sample, in: town)
            let signed = try await hall.signInResident.session(token, in: town, at: hall.now)
            #expect(signed.profile.name == "Ida Przykładowa")
            let neighbour = hall.towns[1]
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(token, in: neighbour, at: hall.now)
            }
            for (login, password, place) in [
                ("ida@example.org", Self.other, town), ("eda@example.org", .sample, town), ("", .sample, town),
                ("ida@example.org", .sample, neighbour),
            ] {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await hall.signIn(login, password, in: place)
                }
            }
        }
    }

    @Test("Who guesses waits longer and longer, at the door of residents only")
    func guessing() async throws {
        try await Self.with(.sqlite) { hall, town in
            for index in 0..<6 {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await hall.signIn("ida@example.org", Self.other, network: "192.0.2.\(index)", in: town)
                }
            }
            await #expect(throws: AccountFailure.paused(for: .seconds(1))) {
                try await hall.signIn("ida@example.org", .sample, network: "192.0.2.9", in: town)
            }
            await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                try await hall.signIn(
                    login: "ida@example.org",
                    password: .sample,
                    network: "192.0.2.9",
                    request: "test",
                    in: town,
                    at: hall.now
                )
            }
            hall.clock.advance(.seconds(1))
            _ = try await hall.signIn("ida@example.org", .sample, network: "192.0.2.9", in: town)
            // Of all this the audit log knows what happened at the door of the office.
            #expect(try await hall.auditStore.queue(limit: 100).waiting.map(\.kind) == ["signIn.refused"])
        }
    }

    @Test(
        "One account is open on several devices; each can be signed out, or all others",
        .clause("suprasl/IV c1", "biale-blota/§4 c1"),
        arguments: Engine.available
    )
    func devices(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            var signed: [SignInResident.Signed] = []
            for _ in 0..<3 {
                let token = try await hall.signIn("ida@example.org", .sample, in: town)
                signed.append(try await hall.signInResident.session(token, in: town, at: hall.now))
            }
            let devices = try await hall.signInResident.devices(of: signed[0], in: town, at: hall.now)
            #expect(devices.map(\.name) == Array(repeating: "Firefox/140.0 Linux", count: 3))
            #expect(devices.filter(\.isThisOne).map(\.id) == [signed[0].session.id])
            try await hall.signInResident.signOut(signed[0], on: signed[1].session.id, in: town, at: hall.now)
            #expect(try await hall.signInResident.devices(of: signed[0], in: town, at: hall.now).count == 2)
            try await hall.signInResident.signOutElsewhere(signed[0], in: town, at: hall.now)
            let left = try await hall.signInResident.devices(of: signed[0], in: town, at: hall.now)
            #expect(left.map(\.id) == [signed[0].session.id])
        }
    }

    @Test("Nobody signs out a device of another account", arguments: Engine.available)
    func foreign(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            let ida = try await hall.signInResident.session(token, in: town, at: hall.now)
            let eda = try await hall.resident("eda@example.org", in: town)
            try await hall.signInResident.signOut(eda, on: ida.session.id, in: town, at: hall.now)
            _ = try await hall.signInResident.session(token, in: town, at: hall.now)
        }
    }

    @Test(
        "A session ends two weeks after its last request, and ninety days after it began",
        arguments: Engine.available
    )
    func ends(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            let start = hall.now
            for day in stride(from: 13, through: 89, by: 13) {
                _ = try await hall.signInResident.session(token, in: town, at: start + .days(Int64(day)))
            }
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(token, in: town, at: start + .days(90))
            }
            let idle = try await hall.signIn("ida@example.org", .sample, in: town)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(idle, in: town, at: start + .days(14))
            }
        }
    }

    @Test(
        "A new password ends every other session, at once",
        .clause("suprasl/IV c8", "biale-blota/§4 d6"),
        arguments: Engine.available
    )
    func change(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let stolen = try await hall.signIn("ida@example.org", .sample, in: town)
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            let signed = try await hall.signInResident.session(token, in: town, at: hall.now)
            let passwords = hall.residentPassword
            await #expect(throws: AccountFailure.wrongPassword) {
                try await passwords.change(signed, from: Self.other, to: Self.other, in: town, at: hall.now)
            }
            await #expect(throws: PasswordFailure.sameAsLogin) {
                try await passwords.change(
                    signed,
                    from: .sample,
                    to: Password(typed: "ida@example.org"),
                    in: town,
                    at: hall.now
                )
            }
            try await passwords.change(signed, from: .sample, to: Self.other, in: town, at: hall.now)
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(stolen, in: town, at: hall.now)
            }
            _ = try await hall.signInResident.session(token, in: town, at: hall.now)
            _ = try await hall.signIn("ida@example.org", Self.other, in: town)
        }
    }

    @Test("A forgotten password is set anew by a link, once and within an hour", arguments: Engine.available)
    func reset(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let open = try await hall.signIn("ida@example.org", .sample, in: town)
            let passwords = hall.residentPassword
            try await passwords.forgotten(email: "nobody@example.org", in: town, at: hall.now)
            #expect(try await hall.mail() == [])
            try await passwords.forgotten(email: "IDA@example.org", in: town, at: hall.now)
            let link = try await hall.accountLink()
            await #expect(throws: AccountFailure.wrongLink) {
                try await passwords.check(link.id, token: link.token, in: town, at: hall.now + .hours(1))
            }
            await #expect(throws: AccountFailure.wrongLink) {
                try await hall.registerResident.check(link.id, token: link.token, in: town, at: hall.now)
            }
            try await passwords.reset(link.id, token: link.token, to: Self.other, from: .sample, in: town, at: hall.now)
            await #expect(throws: AccountFailure.wrongLink) {
                try await passwords.reset(
                    link.id,
                    token: link.token,
                    to: .sample,
                    from: .sample,
                    in: town,
                    at: hall.now
                )
            }
            await #expect(throws: AccountFailure.signedOut) {
                try await hall.signInResident.session(open, in: town, at: hall.now)
            }
            _ = try await hall.signIn("ida@example.org", Self.other, in: town)
        }
    }

    @Test(
        "The profile changes at any time, and only as a registration would take it",
        .clause("suprasl/IV c3", "biale-blota/§4 d1"),
        arguments: Engine.available
    )
    func profile(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            let signed = try await hall.signInResident.session(token, in: town, at: hall.now)
            let failures = await #expect(throws: Failures.self) {
                try await hall.changeProfile(signed, givenName: "", surname: "x", phone: "1", in: town, at: hall.now)
            }
            #expect(failures?.all.compactMap(\.kind.field) == ["givenName", "phone"])
            try await hall.changeProfile(signed, givenName: "Eda", surname: "Inna", phone: "", in: town, at: hall.now)
            let changed = try await hall.signInResident.session(token, in: town, at: hall.now).profile
            #expect([changed.name, changed.email.text] == ["Eda Inna", "ida@example.org"])
            #expect(changed.phone == nil)
        }
    }

    @Test(
        "Reports sent while signed in stand in the account, the last one first, and nobody else's do",
        .clause("suprasl/IV a3•2", "biale-blota/§4 a3•2"),
        arguments: Engine.available
    )
    func reports(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town in
            let token = try await hall.signIn("ida@example.org", .sample, in: town)
            let ida = try await hall.signInResident.session(token, in: town, at: hall.now)
            let eda = try await hall.resident("eda@example.org", in: town)
            _ = try await hall.submit(in: town)
            for author in [ida, eda, ida, ida] { _ = try await hall.submit(by: author, in: town) }
            let first = try await hall.residentReports(of: ida, after: nil, limit: 2, in: town)
            #expect(first.elements.map(\.number.sequence) == [5, 4])
            let rest = try await hall.residentReports(of: ida, after: first.next, limit: 2, in: town)
            #expect(rest.elements.map(\.number.sequence) == [2])
            #expect(rest.next == nil)
            try await hall.decide(Decision(to: .accepted), about: first.elements[0].number, in: town)
            let after = try await hall.residentReports(of: ida, after: nil, limit: 1, in: town).elements[0]
            #expect(after.status == .accepted)
            _ = try await hall.open(after.number, after.secret, in: town)
        }
    }
}
