import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// What stands in the log of an account, and who is told of guessing.
@Suite struct AccountLogTests {
    private static let other = Password(typed: "zupełnie inne zdanie")

    private static func with(
        _ engine: Engine,
        _ town: String = "suprasl",
        _ body: (TestTownHall, SignInResident.Signed, Municipality) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(town)
            let hall = try TestTownHall(database, town)
            try await body(hall, try await hall.resident(in: town), town)
        }
    }

    @Test(
        "What happens at the door of an account stands in its log, with the place it came from",
        .clause("kremenchuk/A2.5.4"),
        arguments: Engine.available
    )
    func lines(_ engine: Engine) async throws {
        try await Self.with(engine, "kremenchuk") { hall, ida, town in
            for act in [Act.refused, .signedIn, .changed, .reset, .elsewhere, .blocked, .unblocked, .moved] {
                hall.clock.advance(.minutes(61))
                try await act.run(hall, ida, town)
            }
            let lines = try await hall.log(of: ida, in: town)
            #expect(
                lines.map(\.kind) == [
                    .addressChanged, .unblocked, .refusedAsBlocked, .blocked, .signedOutElsewhere, .passwordReset,
                    .passwordChanged, .signedOut, .signedIn, .refused, .signedIn,
                ]
            )
            #expect(lines.map(\.at) == lines.map(\.at).sorted(by: >))
            for line in lines {
                let isOfOffice = [.blocked, .unblocked].contains(line.kind)
                #expect(line.place == (isOfOffice ? nil : line.kind == .refused ? Self.elsewhere : .sample))
            }
        }
    }

    private static let elsewhere = SignInPlace(network: "198.51.100.7", device: "curl/8.5")

    private enum Act {
        case refused, signedIn, changed, reset, elsewhere, blocked, unblocked, moved

        func run(_ hall: TestTownHall, _ ida: SignInResident.Signed, _ town: Municipality) async throws {
            switch self {
            case .refused: try await hall.guess(from: AccountLogTests.elsewhere, in: town)
            case .signedIn:
                let token = try await hall.signIn("ida@example.org", .sample, in: town)
                let second = try await hall.signInResident.session(token, in: town, at: hall.now)
                hall.clock.advance(.minutes(1))
                try await hall.signInResident.signOut(ida, on: second.session.id, in: town, at: hall.now)
            case .changed:
                let passwords = hall.residentPassword
                try await passwords.change(ida, from: .sample, to: AccountLogTests.other, in: town, at: hall.now)
            case .reset:
                try await hall.residentPassword.forgotten(email: "ida@example.org", in: town, at: hall.now)
                let link = try await hall.accountLink()
                let passwords = hall.residentPassword
                let (id, token) = (link.id, link.token)
                try await passwords.reset(id, token: token, to: .sample, from: .sample, in: town, at: hall.now)
            case .elsewhere: try await hall.signInResident.signOutElsewhere(ida, in: town, at: hall.now)
            case .blocked:
                let id = ida.resident.id
                try await hall.blockResident.block(id, reason: "Tak.", by: .administrator, in: town, at: hall.now)
                hall.clock.advance(.minutes(1))
                _ = try? await hall.signIn("ida@example.org", .sample, in: town)
            case .unblocked:
                let id = ida.resident.id
                try await hall.blockResident.unblock(id, by: .administrator, in: town, at: hall.now)
            case .moved: try await hall.move(ida, to: "eda@example.org", in: town)
            }
        }
    }

    @Test("A sign-in by a service says so", arguments: Engine.available)
    func service(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let account = try #require(try await hall.residents.account(ida.resident.id, in: town.id))
            let resident = account.resident
            _ = try await hall.signInResident.next(
                resident,
                at: .accountByService,
                from: .sample,
                in: town,
                at: hall.now
            )
            let lines = try await hall.log(of: ida, in: town)
            #expect(Set(lines.map(\.kind)) == [.signedIn, .signedInByService])
        }
    }

    @Test("A session that is not there, or is another resident's, is no line", arguments: Engine.available)
    func foreign(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            let eda = try await hall.resident("eda@example.org", in: town)
            try await hall.signInResident.signOut(eda, on: ida.session.id, in: town, at: hall.now)
            for resident in [ida, eda] {
                let lines = try await hall.log(of: resident, in: town)
                #expect(lines.map(\.kind) == [.signedIn])
            }
        }
    }

    @Test("A login without an account leaves no line, however often it is tried", arguments: Engine.available)
    func stranger(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            for _ in 0..<4 {
                await #expect(throws: AccountFailure.wrongLoginOrPassword) {
                    try await hall.signIn("nobody@example.org", Self.other, in: town)
                }
            }
            #expect(try await hall.rowsOfLog() == 2, "the line of the resident and the one about nobody")
            try await SweepResidents(residents: hall.residents)(at: hall.now + .milliseconds(1))
            #expect(try await hall.rowsOfLog() == 1)
            let lines = try await hall.log(of: ida, in: town)
            #expect(lines.map(\.kind) == [.signedIn])
        }
    }

    @Test(
        "A line is kept to the end of the last day that the rule of the town says",
        arguments: [("kremenchuk", Period.months(36)), ("suprasl", .months(12))]
    )
    func kept(name: String, period: Period) async throws {
        try await Self.with(.sqlite, name) { hall, ida, town in
            #expect(town.keepsLogFor == period)
            let last = period.end(from: town.clock.date(of: hall.now), in: town.calendar)
            let sweep = SweepResidents(residents: hall.residents)
            try await sweep(at: town.clock.end(of: last))
            #expect(try await hall.log(of: ida, in: town).count == 1)
            try await sweep(at: town.clock.start(of: last + 1))
            #expect(try await hall.log(of: ida, in: town).isEmpty)
        }
    }

    @Test("The log is read in pages, the last line first", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, ida, town in
            for _ in 0..<4 { _ = try await hall.signIn("ida@example.org", .sample, in: town) }
            var ids: [ID<AccountEvent>] = []
            var position: String?
            repeat {
                let id = ida.resident.id
                let page = try await hall.residents.events(of: id, after: position, limit: 2, in: town.id)
                ids += page.elements.map(\.id)
                position = page.next
            } while position != nil
            #expect(ids.count == 5 && ids == ids.sorted { $0.rawValue > $1.rawValue })
            await #expect(throws: PageFailure.unknownPlace) {
                try await hall.readAccountLog(of: ida, after: "x", limit: 2, in: town)
            }
        }
    }

    @Test(
        "Who guesses is told of to the owner, once a day",
        .clause("kremenchuk/A2.4.9"),
        arguments: Engine.available
    )
    func guessing(_ engine: Engine) async throws {
        try await Self.with(engine, "kremenchuk") { hall, _, town in
            for _ in 0..<Guessing.failures - 1 { try await hall.guess(in: town) }
            #expect(try await hall.mail() == [])
            try await hall.guess(in: town)
            let letter = try #require(try await hall.mail().first)
            #expect(letter.to.address.text == "ida@example.org")
            #expect(letter.text.contains("/account/log"))
            hall.clock.advance(.hours(12))
            for _ in 0..<8 { try await hall.guess(in: town) }
            #expect(try await hall.mail() == [], "within the day")
            hall.clock.advance(.hours(12))
            try await hall.guess(in: town)
            #expect(try await hall.mail().count == 1)
        }
    }

    @Test("Of many guesses in the same moment one makes the letter", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, _, town in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    let place = SignInPlace(network: "192.0.2.\(number)", device: "")
                    group.addTask { try? await hall.guess(from: place, in: town) }
                }
            }
            let mail = try await hall.mail()
            #expect(mail.count == 1)
        }
    }
}

extension TestTownHall {
    func log(of signed: SignInResident.Signed, in town: Municipality) async throws -> [ReadAccountLog.Line] {
        try await readAccountLog(of: signed, after: nil, limit: 100, in: town).elements
    }

    /// Tries a wrong password as soon as the door takes one.
    fileprivate func guess(from place: SignInPlace = .sample, in town: Municipality) async throws {
        do {
            let wrong = Password(typed: "nie to hasło")
            _ = try await signInResident(login: "ida@example.org", password: wrong, from: place, in: town, at: now)
        } catch AccountFailure.paused(let pause) {
            clock.advance(pause)
            try await guess(from: place, in: town)
        } catch AccountFailure.wrongLoginOrPassword {
            return
        }
    }

    fileprivate func move(_ signed: SignInResident.Signed, to address: String, in town: Municipality) async throws {
        try await changeAddress.ask(signed, for: address, proof: .password(.sample), in: town, at: now)
        for letter in try await mail() {
            guard let link = SentLink(in: letter.text) else { continue }
            _ = try await changeAddress.agree(by: link.id, token: link.token, from: .sample, in: town, at: now)
        }
    }

    fileprivate func rowsOfLog() async throws -> Int {
        try await database.acrossTowns.read { try $0.query("SELECT id FROM account_events").count }
    }
}
