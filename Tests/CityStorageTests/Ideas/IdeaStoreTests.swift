import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Support for ideas on both engines, also when two things happen in the same second.
@Suite struct IdeaStoreTests {
    private static func with(_ engine: Engine, needed: Int = 3, _ body: (IdeaDesk) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try IdeaDesk.town(needed)
            try await body(IdeaDesk(TestTownHall(database, town), town))
        }
    }

    @Test(
        "The last supporter that is needed makes the office consider the idea; the author is told, and the office has a queue",
        .clause("demo/§4.17"),
        arguments: Engine.available
    )
    func reached(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.publish("ida@example.org")
            let (ula, ewa) = (try await desk.resident("ula@example.org"), try await desk.resident("ewa@example.org"))
            try await desk.say(ula, number)
            #expect(try await desk.report(number).ideaState == .collecting)
            #expect(try await desk.queue().isEmpty)
            try await desk.say(ewa, number)
            let idea = try await desk.report(number)
            #expect(idea.history.last?.act == .supported(by: 3) && idea.history.last?.actor == .system)
            #expect(idea.nextDeadline?.name == .consider)
            #expect(try await desk.queue() == [number])
            #expect(try await desk.queued() == 1)
            let letters = try await desk.hall.mail()
            #expect(letters.map(\.to.address.text) == ["ida@example.org"])
            #expect(letters.first?.text.contains("Pomysł ma potrzebne poparcie: 3 osoby.") == true)
            // Whoever goes away later changes nothing, nor does whoever comes.
            try await desk.takeBack(ula, number)
            try await desk.say(ula, number)
            #expect(try await desk.report(number).history.count == idea.history.count)
            #expect(try await desk.hall.mail().isEmpty)
        }
    }

    @Test("A guest counts once the letter is answered, and who goes before is not counted", arguments: Engine.available)
    func guests(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.publish("ida@example.org")
            let ula = try await desk.resident("ula@example.org")
            try await desk.say(ula, number)
            try await desk.takeBack(ula, number)
            let link = try #require(try await desk.hall.askSupporter(number, "ewa@example.org", in: desk.town))
            #expect(try await desk.persons(number) == 1)
            let support = desk.hall.supportReport
            try await support.confirm(link.id, token: link.token, news: .unwanted, in: desk.town, at: desk.hall.now)
            #expect(try await desk.persons(number) == 2)
            #expect(try await desk.report(number).isCollecting)
            try await desk.say(ula, number)
            #expect(try await desk.report(number).ideaState == .considered)
        }
    }

    @Test(
        "Two who reach the support in the same second reach it once",
        .clause("demo/§4.17"),
        arguments: Engine.available
    )
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let town = try IdeaDesk.town(3)
            let databases = [try await place.open(), try await place.open()]
            let desks = try databases.map { IdeaDesk(try TestTownHall($0, town), town) }
            let people = [
                try await desks[0].resident("ula@example.org"), try await desks[0].resident("ewa@example.org"),
            ]
            for _ in 1...8 {
                let number = try await desks[0].publish("ida@example.org")
                async let first: Void = desks[0].say(people[0], number)
                async let second: Void = desks[1].say(people[1], number)
                _ = (try await first, try await second)
                let idea = try await desks[0].report(number)
                #expect(idea.history.filter { $0.act == .supported(by: 3) }.count == 1)
                #expect(idea.ideaState == .considered)
            }
            for database in databases { await database.close() }
        }
    }

    @Test(
        "Support and the end of the time in the same second: the idea has it, or it ended and nobody was counted",
        .clause("demo/§4.17"),
        arguments: Engine.available
    )
    func lastSecond(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let town = try IdeaDesk.town(2)
            let databases = [try await place.open(), try await place.open()]
            let desks = try databases.map { IdeaDesk(try TestTownHall($0, town), town) }
            let ula = try await desks[0].resident("ula@example.org")
            for _ in 1...8 {
                let number = try await desks[0].publish("ida@example.org")
                let end = try #require(try await desks[0].report(number).supportCounts(until: town.clock))
                async let said = Self.say(ula, number, at: end, desks[0])
                async let ended = desks[1].hall.settleIdeas(in: town, at: end + .milliseconds(1))
                let (counted, _) = (try await said, try await ended)
                _ = try await desks[0].hall.settleIdeas(in: town, at: end + .seconds(60))
                let idea = try await desks[0].report(number)
                #expect(idea.ideaState == (counted ? .considered : .lapsed))
                #expect(try await desks[0].persons(number) == (counted ? 2 : 1))
            }
            for database in databases { await database.close() }
        }
    }

    /// Whether the word was taken.
    private static func say(
        _ signed: SignInResident.Signed,
        _ number: ReportNumber,
        at now: Instant,
        _ desk: IdeaDesk
    ) async throws -> Bool {
        do {
            try await desk.hall.supportReport(number, by: signed, news: .unwanted, in: desk.town, at: now)
            return true
        } catch SupportFailure.finished {
            return false
        }
    }

    @Test("After the last day nobody supports it, though the clock has not struck yet", arguments: Engine.available)
    func late(_ engine: Engine) async throws {
        try await Self.with(engine, needed: 2) { desk in
            let number = try await desk.publish("ida@example.org")
            let ula = try await desk.resident("ula@example.org")
            let end = try #require(try await desk.report(number).supportCounts(until: desk.town.clock))
            let after = end + .milliseconds(1)
            let support = desk.hall.supportReport
            await #expect(throws: SupportFailure.timeOver) {
                try await support(number, by: ula, news: .unwanted, in: desk.town, at: after)
            }
            #expect(try await desk.persons(number) == 1)
        }
    }

    @Test(
        "When the time is over without the support, the author and each supporter are told once, in their languages",
        .clause("demo/§4.17"),
        arguments: Engine.available
    )
    func lapsed(_ engine: Engine) async throws {
        try await Self.with(engine, needed: 10) { desk in
            let number = try await desk.publish("ida@example.org")
            let ula = try await desk.resident("ula@example.org")
            let follower = try await desk.resident("ola@example.org")
            try await desk.say(ula, number)
            try await desk.say(follower, number, news: .wanted)
            let languages: [(String, Language)] = [("ewa@example.org", .ukrainian), ("eve@example.org", .english)]
            for (email, language) in languages { try await desk.guest(email, language, number) }
            _ = try await desk.hall.mail()
            desk.hall.clock.advance(.days(31))
            #expect(try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now) == 1)
            #expect(try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now) == 0)
            let letters = try await desk.hall.mail()
            let told = Dictionary(grouping: letters, by: \.to.address.text).mapValues { $0.map(\.text) }
            #expect(
                told.mapValues(\.count) == [
                    "ida@example.org": 1, "ula@example.org": 1, "ola@example.org": 1, "ewa@example.org": 1,
                    "eve@example.org": 1,
                ]
            )
            #expect(told["ula@example.org"]?.first?.contains("popierasz pomysł") == true)
            #expect(told["ewa@example.org"]?.first?.contains("ви підтримуєте ідею") == true)
            #expect(told["eve@example.org"]?.first?.contains("you support the idea") == true)
            #expect(told["ola@example.org"]?.first?.contains("za mało osób") == true)
            #expect(try await desk.list() == [number], "it stays to be read")
        }
    }

    @Test("Persons of ideas that are joined count together, each once", arguments: Engine.available)
    func joined(_ engine: Engine) async throws {
        try await Self.with(engine, needed: 4) { desk in
            let first = try await desk.publish("ida@example.org")
            let second = try await desk.publish("druga@example.org")
            let (ula, ewa) = (try await desk.resident("ula@example.org"), try await desk.resident("ewa@example.org"))
            try await desk.say(ula, first)
            try await desk.say(ula, second)
            try await desk.say(ewa, second)
            try await desk.join(second, to: first)
            #expect(try await desk.list() == [first])
            #expect(try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now) == 1)
            #expect(try await desk.report(first).history.contains { $0.act == .supported(by: 4) })
            // Apart again each counts its own; what was reached stays, and the other begins anew.
            try await desk.part(second)
            _ = try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now)
            #expect(try await desk.report(first).ideaState == .considered)
            #expect(try await desk.report(second).ideaState == .collecting)
            #expect(try await desk.entries().map(\.persons).sorted() == [2, 3])
        }
    }

    @Test("Accounts that are erased go from the count, and from nothing that was reached", arguments: Engine.available)
    func erased(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (reached, open) = (try await desk.publish("ida@example.org"), try await desk.publish("ida@example.org"))
            let (ula, ewa) = (try await desk.resident("ula@example.org"), try await desk.resident("ewa@example.org"))
            for person in [ula, ewa] { try await desk.say(person, reached) }
            try await desk.say(ula, open)
            try await desk.hall.eraseResident(
                ula.resident.id,
                on: .consentWithdrawn,
                reason: "Prośba.",
                by: .administrator,
                in: desk.town.id,
                at: desk.hall.now
            )
            _ = try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now)
            #expect(try await desk.report(reached).ideaState == .considered)
            #expect(try await desk.report(open).ideaState == .collecting)
            let persons = try await desk.entries().map { [$0.entry.number: $0.persons] }
            #expect(persons.contains([reached: 2]) && persons.contains([open: 1]))
        }
    }

    @Test("The list is narrowed by state, and in the order of support or of publication", arguments: Engine.available)
    func lists(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let numbers = [try await desk.publish(), try await desk.publish(), try await desk.publish()]
            let (ula, ewa) = (try await desk.resident("ula@example.org"), try await desk.resident("ewa@example.org"))
            for person in [ula, ewa] { try await desk.say(person, numbers[0]) }
            try await desk.say(ula, numbers[1])
            #expect(try await desk.list() == numbers.reversed())
            #expect(try await desk.list(order: .support) == [numbers[0], numbers[1], numbers[2]])
            #expect(try await desk.list(.considered) == [numbers[0]])
            #expect(try await desk.list(.collecting, order: .support) == [numbers[1], numbers[2]])
            #expect(try await desk.list(.lapsed).isEmpty)
            for order in IdeaQuery.Order.allCases {
                var (query, found) = (IdeaQuery(order: order, limit: 1), [ReportNumber]())
                repeat {
                    let page = try await desk.hall.ideas.ideas(query, in: desk.town.id)
                    found += page.elements.map(\.entry.number)
                    query.after = page.next
                } while query.after != nil
                #expect(try await found == desk.list(order: order))
            }
            await #expect(throws: PageFailure.self) {
                _ = try await desk.hall.ideas.ideas(IdeaQuery(after: "x", limit: 1), in: desk.town.id)
            }
        }
    }

    @Test("What is not public, or taken out of the database, is in no list", arguments: Engine.available)
    func hidden(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.publish("ida@example.org")
            try await desk.hall.work(number, in: desk.town) { try await $0.takeDown($1, reason: "Dane.") }
            #expect(try await desk.list().isEmpty)
            #expect(try await desk.rows() == 0)
            #expect(try await desk.report(number).collection == nil)
        }
    }
}

/// A town that takes ideas, and people who support them.
struct IdeaDesk: Sendable {
    let hall: TestTownHall
    let town: Municipality

    init(_ hall: TestTownHall, _ town: Municipality) { (self.hall, self.town) = (hall, town) }

    /// The demonstration with another number of supporters.
    static func town(_ needed: Int) throws -> Municipality {
        try ProjectTown.named("demo", .init("rules.json5", "persons: 10", "persons: \(needed)"))
    }

    /// An idea that everybody may read; with a confirmed address where one is named.
    func publish(_ email: String = "") async throws -> ReportNumber {
        var submission = Submission.sample(in: town)
        submission.category = "idea"
        submission.email = email
        let number = try await hall.submit(submission, in: town).number
        if !email.isEmpty {
            let id = try await report(number).id
            _ = try await hall.reports.confirmEmail(of: id, emailIndex: [0, 0], at: hall.now, in: town.id)
        }
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        _ = try await hall.mail()
        // So that no two are published in the same moment.
        hall.clock.advance(.seconds(1))
        return number
    }

    func resident(_ email: String) async throws -> SignInResident.Signed {
        let signed = try await hall.resident(email, in: town)
        _ = try await hall.mail()
        return signed
    }

    func report(_ number: ReportNumber) async throws -> Report {
        try await hall.readReport.unseen(number, in: town).report
    }

    func say(_ signed: SignInResident.Signed, _ number: ReportNumber, news: SupportReport.News = .unwanted)
        async throws
    {
        try await hall.supportReport(number, by: signed, news: news, in: town, at: hall.now)
    }

    func takeBack(_ signed: SignInResident.Signed, _ number: ReportNumber) async throws {
        try await hall.supportReport.takeBack(number, by: signed, in: town, at: hall.now)
    }

    /// A guest who asked in a language and said yes to the letter.
    func guest(_ email: String, _ language: Language, _ number: ReportNumber) async throws {
        let support = hall.supportReport
        try await support(number, email: email, language: language, for: .everyone, in: town, at: hall.now)
        let letter = try #require(try await hall.mail().last)
        let link = try #require(letter.text.firstMatch(of: /\/support\/([^\/]+)\/([0-9a-z]{52})/))
        let token = try #require(Token(typed: String(link.2)))
        try await support.confirm(ID(String(link.1)), token: token, news: .unwanted, in: town, at: hall.now)
    }

    func persons(_ number: ReportNumber) async throws -> Int {
        try await hall.countPersons(report(number).id, in: town.id)
    }

    private func work(_ number: ReportNumber) async throws -> HandleReport.Work {
        let seen = try await report(number).history.count
        return HandleReport.Work(number, seen: seen, by: .officer, in: town, at: hall.now)
    }

    func join(_ number: ReportNumber, to leading: ReportNumber) async throws {
        try await hall.joinReports.join(work(number), to: leading, words: "Ten sam pomysł.")
        _ = try await hall.mail()
    }

    func part(_ number: ReportNumber) async throws {
        try await hall.joinReports.part(work(number), reason: "To inny pomysł.")
        _ = try await hall.mail()
    }

    func entries(_ state: IdeaState? = nil, order: IdeaQuery.Order = .newest) async throws -> [IdeaEntry] {
        let query = IdeaQuery(state: state, order: order, limit: 100)
        return try await BrowseIdeas(ideas: hall.ideas)(query, for: .everyone, in: town).elements
    }

    func list(_ state: IdeaState? = nil, order: IdeaQuery.Order = .newest) async throws -> [ReportNumber] {
        try await entries(state, order: order).map(\.entry.number)
    }

    /// What the office finds in the queue of ideas that have the support.
    func queue() async throws -> [ReportNumber] {
        try await hall.inbox(InboxView(queue: .supported), by: .officer, in: town, at: hall.now).elements
            .map(\.entry.report.number)
    }

    func queued() async throws -> Int {
        try await hall.inbox.counts(on: town.clock.date(of: hall.now), in: town)[.supported]
    }

    func rows() async throws -> Int {
        try await hall.database.town(town.id).read { transaction in
            try transaction.query("SELECT number FROM ideas WHERE municipality = {town}").count
        }
    }
}
