import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SupportTests {
    private static func with(_ engine: Engine, _ body: (SupportDesk) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let desk = try JoinDesk(database)
            let number = try await desk.submit("ida@example.org")
            try await desk.accept(number)
            try await body(SupportDesk(desk: desk, number: number))
        }
    }

    @Test("An account counts once, and no more when it takes the word back", arguments: Engine.available)
    func accounts(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ula = try await desk.resident("ula@example.org")
            #expect(try await desk.persons() == 1)
            for _ in 0..<2 { try await desk.say(ula) }
            #expect(try await desk.persons() == 2)
            #expect(try await desk.standing(ula) == .given)
            try await desk.hall.supportReport.takeBack(desk.number, by: ula, in: desk.town, at: desk.hall.now)
            #expect(try await desk.persons() == 1)
            #expect(try await desk.standing(ula) == .open)
        }
    }

    @Test(
        "A guest counts once the owner of the address has said yes, and with an account of it once only",
        arguments: Engine.available
    )
    func guests(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let link = try #require(try await desk.ask("ula@example.org"))
            #expect(try await desk.persons() == 1)
            #expect(try await desk.state(link) == .asked(desk.number))
            try await desk.confirm(link)
            #expect(try await desk.persons() == 2)
            // Whoever asks again learns nothing, and no second letter goes out.
            #expect(try await desk.ask("ULA@example.org") == nil)
            let ula = try await desk.resident("ula@example.org")
            try await desk.say(ula)
            #expect(try await desk.persons() == 2)
            #expect(try await desk.state(link) == .over)
            #expect(try await desk.ask("ula@example.org") == nil)
            let other = try #require(try await desk.ask("ewa@example.org"))
            try await desk.confirm(other)
            #expect(try await desk.persons() == 3)
            try await desk.hall.supportReport.takeBack(other.id, token: other.token, in: desk.town, at: desk.hall.now)
            #expect(try await desk.persons() == 2)
        }
    }

    @Test("Who sent the report counts already: by the account, and by the address", arguments: Engine.available)
    func reporters(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            #expect(try await desk.ask("ida@example.org") == nil)
            let ida = try await desk.resident("ida@example.org")
            #expect(try await desk.standing(ida) == .own)
            await #expect(throws: SupportFailure.ownReport) { try await desk.say(ida) }
            #expect(try await desk.persons() == 1)
        }
    }

    @Test("A link that is wrong opens nothing", arguments: Engine.available)
    func links(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let one = try #require(try await desk.ask("ula@example.org"))
            let two = try #require(try await desk.ask("ewa@example.org"))
            await #expect(throws: SupportFailure.wrongLink) {
                _ = try await desk.state(SupportDesk.Link(id: one.id, token: two.token))
            }
            await #expect(throws: SupportFailure.wrongLink) {
                try await desk.confirm(SupportDesk.Link(id: one.id, token: two.token))
            }
            #expect(try await desk.persons() == 1)
        }
    }

    @Test("Questions are not for flooding an address", arguments: Engine.available)
    func throttled(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            for _ in 0..<FollowReport.mostAtAddress {
                let number = try await desk.desk.submit()
                try await desk.desk.accept(number)
                #expect(try await desk.ask("ula@example.org", of: number) != nil)
            }
            await #expect(throws: FollowFailure.tooMany) { _ = try await desk.ask("ula@example.org") }
            desk.hall.clock.advance(.days(3))
            #expect(try await desk.hall.sweepSupporters(at: desk.hall.now) == FollowReport.mostAtAddress)
            #expect(try await desk.ask("ula@example.org") != nil)
        }
    }

    @Test("News come to whoever wants them too, and only to them", arguments: Engine.available)
    func news(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (ula, ewa) = (try await desk.resident("ula@example.org"), try await desk.resident("ewa@example.org"))
            try await desk.say(ula, news: .wanted)
            try await desk.say(ewa)
            let guest = try #require(try await desk.ask("ola@example.org"))
            try await desk.confirm(guest, news: .wanted)
            try await desk.desk.begin(desk.number)
            #expect(try await desk.desk.readers() == ["ida@example.org", "ola@example.org", "ula@example.org"])
        }
    }

    @Test(
        "Persons of joined reports are counted together, each once, and apart again afterwards",
        arguments: Engine.available
    )
    func joined(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let later = try await desk.desk.submit("druga@example.org")
            let anonymous = try await desk.desk.submit()
            for number in [later, anonymous] { try await desk.desk.accept(number) }
            let ula = try await desk.resident("ula@example.org")
            // The same person of both, a guest of one, and the sender of one who says it of the other.
            try await desk.say(ula)
            try await desk.say(ula, of: later)
            try await desk.confirm(#require(try await desk.ask("ewa@example.org", of: later)))
            try await desk.confirm(#require(try await desk.ask("druga@example.org")))
            #expect(try await desk.persons() == 3)
            #expect(try await desk.desk.persons(later) == 3)
            for number in [later, anonymous] { try await desk.desk.join(number, to: desk.number) }
            // ida, druga, nobody known, ula, ewa
            #expect(try await desk.persons() == 5)
            #expect(try await desk.standing(ula) == .given)
            await #expect(throws: SupportFailure.joined(to: desk.number)) { try await desk.say(ula, of: later) }
            try await desk.desk.part(later)
            #expect(try await desk.desk.persons(later) == 3)
            #expect(try await desk.persons() == 4)
        }
    }

    @Test("Nobody says it of a report that has ended, though it ended at this moment", arguments: Engine.available)
    func ended(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let ula = try await desk.resident("ula@example.org")
            let guest = try #require(try await desk.ask("ewa@example.org"))
            try await desk.hall.decide(Decision(to: .done, justification: "Świeci."), about: desk.number, in: desk.town)
            await #expect(throws: SupportFailure.finished) { try await desk.say(ula) }
            let late = NewSupporter(
                id: ID("late"),
                report: try await desk.desk.report(desk.number).id,
                person: .resident(ula.resident.id),
                emailIndex: [1],
                askedAt: desk.hall.now
            )
            await #expect(throws: SupportFailure.finished) { try await desk.hall.supports.add(late, in: desk.town.id) }
            // Whose letter was on its way may still answer it.
            try await desk.confirm(guest)
            #expect(try await desk.persons() == 2)
        }
    }

    @Test("A word counts though the report was taken down before the answer", arguments: Engine.available)
    func takenDown(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let guest = try #require(try await desk.ask("ula@example.org"))
            try await desk.hall.work(desk.number, in: desk.town) { try await $0.takeDown($1, reason: "Dane.") }
            try await desk.confirm(guest, news: .wanted)
            #expect(try await desk.state(guest) == .given(desk.number))
            #expect(try await desk.persons() == 2)
        }
    }

    @Test("An account that was blocked at this moment says nothing", arguments: Engine.available)
    func blocked(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (hall, town) = (desk.hall, desk.town)
            let ula = try await desk.resident("ula@example.org")
            let now = hall.now
            try await hall.blockResident.block(
                ula.resident.id,
                reason: "Obelgi.",
                by: .administrator,
                in: town,
                at: now
            )
            await #expect(throws: AccountFailure.residentSignedOut) { try await desk.say(ula) }
            #expect(try await desk.persons() == 1)
        }
    }

    @Test("A town that has ended the service takes no word", arguments: Engine.available)
    func townClosed(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let closing = "  closing: { from: \"2026-04-27\", basis: \"a decision\" },\n  reports: {\n"
            let closed = try ProjectTown.named("demo", .init("rules.json5", "  reports: {\n", closing))
            await #expect(throws: ReportFailure.serviceEnded(since: CivilDate(2026, 4, 27))) {
                try await desk.hall.supportReport(
                    desk.number,
                    email: "ula@example.org",
                    language: .polish,
                    for: .everyone,
                    in: closed,
                    at: desk.hall.now
                )
            }
        }
    }

    @Test("With an account goes what it said, and the address of a guest with its key", arguments: Engine.available)
    func erasure(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let later = try await desk.desk.submit()
            try await desk.desk.accept(later)
            try await desk.confirm(#require(try await desk.ask("ula@example.org", of: later)))
            let ula = try await desk.resident("ula@example.org")
            try await desk.say(ula)
            #expect(try await desk.rows() == 2)
            try await desk.hall.eraseResident(
                ula.resident.id,
                on: .consentWithdrawn,
                reason: "Prośba.",
                by: .administrator,
                in: desk.town.id,
                at: desk.hall.now
            )
            #expect(try await desk.rows() == 0)
            #expect(try await desk.keysOfGuests() == 0)
        }
    }

    @Test("When time is over, a guest is forgotten and the number stays", arguments: Engine.available)
    func retention(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.confirm(#require(try await desk.ask("ula@example.org")))
            try await desk.hall.decide(Decision(to: .done, justification: "Świeci."), about: desk.number, in: desk.town)
            desk.hall.clock.advance(.days(200))
            _ = try await desk.hall.runRetention(in: desk.town, by: .test, at: desk.hall.now)
            #expect(try await desk.keysOfGuests() == 0)
            #expect(try await desk.rows() == 1)
            #expect(try await desk.persons() == 2)
        }
    }
}

/// A published report, and people who say "me too" of it.
struct SupportDesk {
    let desk: JoinDesk
    let number: ReportNumber

    var hall: TestTownHall { desk.hall }
    var town: Municipality { desk.town }

    typealias Link = SupportLink

    func persons() async throws -> Int { try await desk.persons(number) }

    func resident(_ email: String) async throws -> SignInResident.Signed {
        let signed = try await hall.resident(email, in: town)
        _ = try await hall.mail()
        return signed
    }

    func say(_ signed: SignInResident.Signed, of other: ReportNumber? = nil, news: SupportReport.News = .unwanted)
        async throws
    {
        try await hall.supportReport(other ?? number, by: signed, news: news, in: town, at: hall.now)
    }

    func standing(_ signed: SignInResident.Signed) async throws -> SupportReport.Standing {
        try await hall.supportReport.standing(of: signed, desk.report(number), in: town)
    }

    /// The link of the letter; nil where none went out.
    func ask(_ email: String, of other: ReportNumber? = nil) async throws -> Link? {
        try await hall.askSupporter(other ?? number, email, in: town)
    }

    func state(_ link: Link) async throws -> SupportReport.State {
        try await hall.supportReport.state(link.id, token: link.token, in: town)
    }

    func confirm(_ link: Link, news: SupportReport.News = .unwanted) async throws {
        try await hall.supportReport.confirm(link.id, token: link.token, news: news, in: town, at: hall.now)
    }

    func rows() async throws -> Int {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                "SELECT CAST(COUNT(*) AS {int}) AS rows FROM report_supports WHERE municipality = {town}"
            ).first?.int("rows") ?? 0
        }
    }

    func keysOfGuests() async throws -> Int {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query(
                """
                SELECT CAST(COUNT(*) AS {int}) AS keys FROM data_keys k
                JOIN report_supports s ON s.municipality = k.municipality AND s.id = k.owner
                WHERE k.municipality = {town}
                """
            ).first?.int("keys") ?? 0
        }
    }
}

/// The link in the letter to a guest.
struct SupportLink {
    let id: ID<Supporter>
    let token: Token
}

extension TestTownHall {
    /// The link of the letter; nil where none went out.
    func askSupporter(_ number: ReportNumber, _ email: String, in town: Municipality) async throws -> SupportLink? {
        try await supportReport(number, email: email, language: .polish, for: .everyone, in: town, at: now)
        guard let letter = try await mail().last,
            let found = letter.text.firstMatch(of: /\/support\/([^\/]+)\/([0-9a-z]{52})/),
            let token = Token(typed: String(found.2))
        else { return nil }
        return SupportLink(id: ID(String(found.1)), token: token)
    }

    /// Says "me too" from an address, and yes to the letter.
    func supportAsGuest(_ number: ReportNumber, _ email: String, in town: Municipality) async throws {
        let link = try #require(try await askSupporter(number, email, in: town))
        try await supportReport.confirm(link.id, token: link.token, news: .unwanted, in: town, at: now)
    }
}
