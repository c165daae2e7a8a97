import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct FollowerTests {
    private static let address = "olena@poczta.example"

    /// A town hall with an accepted report.
    private static func hall(_ database: any Database) async throws -> (TestTownHall, Municipality, ReportNumber) {
        let town = try ProjectTown.named("kielce")
        let hall = try TestTownHall(database, town)
        let number = try await hall.submit(.sample(in: town), in: town).number
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        _ = try await hall.mail()
        return (hall, town, number)
    }

    private static func ask(
        _ hall: TestTownHall,
        _ number: ReportNumber,
        _ email: String = address,
        language: Language = .polish
    ) async throws {
        try await hall.followReport(
            number,
            email: email,
            language: language,
            for: .everyone,
            in: hall.towns[0],
            at: hall.now
        )
    }

    /// What the link of a letter opens.
    private static func link(_ letter: EmailMessage) throws -> (ID<Follower>, Token) {
        let found = letter.text.firstMatch(of: /https:\/\/ratusz\.example\/kielce\/follow\/([^\/]+)\/([0-9a-z]{52})/)
        let link = try #require(found)
        return (ID(String(link.1)), try #require(Token(typed: String(link.2))))
    }

    /// Asks and confirms as the owner of the address.
    private static func follow(_ hall: TestTownHall, _ number: ReportNumber, _ email: String = address) async throws
        -> (ID<Follower>, Token)
    {
        try await ask(hall, number, email)
        let (follower, token) = try link(try #require(try await hall.mail().first))
        try await hall.followReport.confirm(follower, token: token, in: hall.towns[0], at: hall.now)
        return (follower, token)
    }

    @Test("Only an address whose owner has said yes is told, in its language", arguments: Engine.available)
    func confirming(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            try await Self.ask(hall, number, language: .ukrainian)
            let question = try #require(try await hall.mail().first)
            #expect(question.to.address.text == Self.address)
            #expect(question.subject.contains("підтвердьте"))
            try await hall.decide(Decision(to: .inProgress, justification: "Pierwsza."), about: number, in: town)
            #expect(try await hall.mail() == [])

            let (follower, token) = try Self.link(question)
            #expect(try await hall.followReport.following(follower, token: token, in: town) == .asked(number))
            try await hall.followReport.confirm(follower, token: token, in: town, at: hall.now)
            #expect(try await hall.followReport.following(follower, token: token, in: town) == .following(number))
            try await hall.decide(Decision(to: .done, justification: "Lampa świeci."), about: number, in: town)
            let news = try await hall.mail()
            #expect(news.map(\.to.address.text) == [Self.address])
            for words in ["Lampa świeci.", PublicText.sample.title, "Виконано", "/kielce/reports/2026-1"] {
                #expect(news[0].text.contains(words), "\(words)")
            }
            #expect(news[0].headers.map(\.name) == ["List-Unsubscribe", "List-Unsubscribe-Post"])
            #expect(try Self.link(news[0]) == (follower, token))
        }
    }

    @Test("What is between the office and the reporter is told to nobody else", arguments: Engine.available)
    func privateMatters(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            _ = try await Self.follow(hall, number)
            try await hall.work(number, in: town) { try await $0.ask($1, question: "Która lampa?") }
            #expect(try await hall.mail() == [])
            try await hall.work(number, in: town) { try await $0.takeDown($1, reason: "Dane.") }
            #expect(try await hall.mail() == [])
        }
    }

    @Test("After taking down, what was planned for followers is not sent", arguments: Engine.available)
    func takenDown(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            _ = try await Self.follow(hall, number)
            try await hall.decide(Decision(to: .inProgress, justification: "Już."), about: number, in: town)
            try await hall.handleEvents()
            try await hall.work(number, in: town) { try await $0.takeDown($1, reason: "Dane.") }
            #expect(try await hall.mail() == [])
            #expect(try await hall.deliveries.count(.cancelled) == 1)
        }
    }

    @Test("Reporters who follow their own report get each news once", arguments: Engine.available)
    func reporter(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let report = try await hall.readReport.unseen(number, in: town).report.id
            _ = try await hall.reports.confirmEmail(of: report, emailIndex: [0, 0], at: hall.now, in: town.id)
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            _ = try await hall.mail()
            _ = try await Self.follow(hall, number, "Zaneta.Wymyslona@poczta.example")
            _ = try await Self.follow(hall, number, "sasiad@poczta.example")
            try await hall.decide(Decision(to: .inProgress, justification: "Już."), about: number, in: town)
            let addresses = try await hall.mail().map(\.to.address.text).sorted()
            #expect(addresses == ["sasiad@poczta.example", "zaneta.wymyslona@poczta.example"])
        }
    }

    @Test("Stopping erases the address and its key, once and for all", arguments: Engine.available)
    func stopping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            let keys = try await Self.keys(database)
            let (follower, token) = try await Self.follow(hall, number)
            #expect(try await Self.keys(database) == keys + 1)
            try await hall.decide(Decision(to: .inProgress, justification: "Już."), about: number, in: town)
            for _ in 1...2 { try await hall.followReport.stop(follower, token: token, in: town) }
            #expect(try await hall.mail() == [])
            #expect(try await hall.followReport.following(follower, token: token, in: town) == .over)
            #expect(try await hall.followers.follower(follower, in: town.id) == nil)
            #expect(try await Self.keys(database) == keys)
            try await hall.followReport.confirm(follower, token: token, in: town, at: hall.now)
            #expect(try await hall.followReport.following(follower, token: token, in: town) == .over)
        }
    }

    private static func keys(_ database: any Database) async throws -> Int {
        try await database.acrossTowns.read { transaction in
            try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS keys FROM data_keys").first?.int("keys") ?? 0
        }
    }

    @Test("A link serves its follower and town only", arguments: Engine.available)
    func links(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            let (first, token) = try await Self.follow(hall, number)
            let (second, _) = try await Self.follow(hall, number, "druga@poczta.example")
            let other = try ProjectTown.named("suprasl")
            for (follower, town) in [(second, town), (first, other), (ID("nobody"), town)] {
                await #expect(throws: FollowFailure.wrongLink) {
                    _ = try await hall.followReport.following(follower, token: token, in: town)
                }
                await #expect(throws: FollowFailure.wrongLink) {
                    try await hall.followReport.confirm(follower, token: token, in: town, at: hall.now)
                }
                await #expect(throws: FollowFailure.wrongLink) {
                    try await hall.followReport.stop(follower, token: token, in: town)
                }
            }
        }
    }

    @Test("Who asks again gets a new letter after an hour, and none while following", arguments: Engine.available)
    func askingAgain(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, _, number) = try await Self.hall(database)
            try await Self.ask(hall, number)
            try await Self.ask(hall, number, Self.address.uppercased())
            let first = try await hall.mail()
            #expect(first.count == 1)
            hall.clock.advance(.hours(1))
            try await Self.ask(hall, number)
            let second = try await hall.mail()
            #expect(second.count == 1)
            let (old, oldToken) = try Self.link(first[0])
            #expect(try await hall.followReport.following(old, token: oldToken, in: hall.towns[0]) == .over)
            let (new, token) = try Self.link(second[0])
            try await hall.followReport.confirm(new, token: token, in: hall.towns[0], at: hall.now)
            hall.clock.advance(.hours(9))
            try await Self.ask(hall, number)
            #expect(try await hall.mail() == [])
        }
    }

    @Test("Nobody can flood an address, or the town", arguments: Engine.available)
    func flooding(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, first) = try await Self.hall(database)
            var numbers = [first]
            for _ in 0..<5 {
                let number = try await hall.submit(in: town).number
                try await hall.decide(Decision(to: .accepted), about: number, in: town)
                numbers.append(number)
            }
            for number in numbers.dropLast() { try await Self.ask(hall, number) }
            await #expect(throws: FollowFailure.tooMany) { try await Self.ask(hall, numbers[5]) }
            try await Self.ask(hall, numbers[5], "inna@poczta.example")
            // Five and one wait; the three hundred and first is refused, and an hour later welcome.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<294 { group.addTask { try await Self.ask(hall, first, "a\(index)@poczta.example") } }
                try await group.waitForAll()
            }
            await #expect(throws: FollowFailure.tooMany) { try await Self.ask(hall, first, "ostatnia@poczta.example") }
            hall.clock.advance(.hours(1))
            try await Self.ask(hall, first, "ostatnia@poczta.example")
        }
    }

    @Test("What is not public, not open any more or no address cannot be followed", arguments: Engine.available)
    func refusals(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            let unpublished = try await hall.submit(in: town).number
            await #expect(throws: ReportFailure.notFound) { try await Self.ask(hall, unpublished) }
            await #expect(throws: EmailAddressFailure.wrongForm) { try await Self.ask(hall, number, "olena") }
            for status in [ReportStatus.inProgress, .done] {
                try await hall.decide(Decision(to: status, justification: "Już."), about: number, in: town)
            }
            await #expect(throws: FollowFailure.finished) { try await Self.ask(hall, number) }
        }
    }

    @Test("Unanswered questions go after two days, followers 90 days after the end", arguments: Engine.available)
    func sweeping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            let (follower, _) = try await Self.follow(hall, number)
            try await Self.ask(hall, number, "druga@poczta.example")
            hall.clock.advance(.days(2))
            #expect(try await hall.sweepFollowers(at: hall.now) == 0)
            hall.clock.advance(.seconds(1))
            #expect(try await hall.sweepFollowers(at: hall.now) == 1)
            hall.clock.advance(.days(400))
            #expect(try await hall.sweepFollowers(at: hall.now) == 0, "the report is open")
            for status in [ReportStatus.inProgress, .done] {
                try await hall.decide(Decision(to: status, justification: "Już."), about: number, in: town)
            }
            for (days, stays) in [(90, true), (1, false)] as [(Int64, Bool)] {
                hall.clock.advance(.days(days))
                try await hall.runRetention(in: town, by: .command("test"), at: hall.now)
                #expect((try await hall.followers.follower(follower, in: town.id) != nil) == stays)
            }
        }
    }

    @Test("A report with very many followers is told to each of them once", arguments: Engine.available)
    func many(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town, number) = try await Self.hall(database)
            let report = try await hall.readReport.unseen(number, in: town).report.id
            let count = 1_201
            try await database.town(town.id).write { transaction in
                for index in 0..<count {
                    try transaction.execute(
                        """
                        INSERT INTO report_followers
                            (municipality, id, report, email, email_index, language, asked_at, confirmed_at)
                        VALUES ({town}, ?, ?, ?, ?, 'pl', 0, 1)
                        """,
                        "f\(index)",
                        report,
                        [UInt8](),
                        Array("\(index)".utf8)
                    )
                }
            }
            try await hall.decide(Decision(to: .inProgress, justification: "Już."), about: number, in: town)
            var taken: [Int] = []
            while let count = Optional(try await hall.handleEvents()), count > 0 { taken.append(count) }
            #expect(taken == [1, 1, 1])
            let recipients = try await database.town(town.id).read { transaction in
                try transaction.query("SELECT recipient FROM deliveries WHERE municipality = {town}").map {
                    try $0.text("recipient")
                }
            }
            #expect(recipients.count == count)
            #expect(Set(recipients).count == count)
        }
    }
}
