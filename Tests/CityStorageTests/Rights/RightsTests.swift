import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Requests about personal data, from the account to the answer, and what they stop meanwhile.
@Suite struct RightsTests {
    private static func with(
        _ engine: Engine,
        _ name: String = "suprasl",
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    /// Every right with each of its grounds.
    private static let rights: [RightsRequest.Right] =
        [.rectification, .objection] + RestrictionGround.allCases.map { .restriction($0) }
        + ErasureGround.allCases.map { .erasure($0) }

    @Test(
        "Every request stands in the register with its ground until it is answered, and the person reads the answer",
        .clause("suprasl/VII a9", "suprasl/VII a13", "suprasl/VII a13b", "suprasl/VII a13c", "suprasl/VII a13d"),
        .clause("suprasl/VII a13f", "kielce/VIII.6", "biale-blota/§7 c1"),
        arguments: Engine.available
    )
    func way(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for right in Self.rights {
                hall.clock.advance(.minutes(1))
                try await hall.askForRight(right, words: "Proszę.", of: ida, in: town, at: hall.now)
            }
            let register = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)
            #expect(register.map(\.right) == Self.rights)
            let work = HandleRights.Work(register[0].id, by: .officer, in: town, at: hall.now)
            let opened = try await hall.handleRights.open(work)
            #expect(opened.request.words == "Proszę." && opened.person?.email.text == "ida@example.org")
            try await hall.handleRights.identify(work, as: .confirmed)
            await #expect(throws: RightsFailure.answerMissing) {
                try await hall.handleRights.close(work, .granted, answer: " ")
            }
            try await hall.handleRights.close(work, .partly, answer: "Poprawione.")
            let own = try await hall.askForRight.all(of: ida, in: town)
            let first = try #require(own.last)
            #expect(first.answer == "Poprawione." && first.request.closing?.outcome == .partly)
            #expect(first.request.identity == .confirmed)
            let after = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)
            #expect(after.map(\.id) == Array(register.dropFirst() + register.prefix(1)).map(\.id))
            let mail = try await hall.mail()
            #expect(mail.map(\.subject) == ["Supraśl: odpowiedź na Twoje żądanie"])
            #expect(mail.allSatisfy { !$0.text.contains("Poprawione") }, "the answer stands in the account")
            let kinds = try await hall.auditStore.queue(limit: 100).waiting.map(\.kind).filter { $0.hasPrefix("right") }
            let asked = Array(repeating: "right.asked", count: Self.rights.count)
            #expect(
                kinds.sorted()
                    == (asked + ["right.closed", "right.identified", "rights.viewed", "rights.viewed", "rights.viewed"])
                    .sorted()
            )
        }
    }

    @Test("More time is told to the person at once", .clause("suprasl/VII a13"), arguments: Engine.available)
    func extending(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.askForRight(.rectification, words: "x", of: ida, in: town, at: hall.now)
            let id = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)[0].id
            let work = HandleRights.Work(id, by: .officer, in: town, at: hall.now)
            try await hall.handleRights.extend(work, reason: "Dużo akt.")
            await #expect(throws: RightsFailure.extendedBefore) {
                try await hall.handleRights.extend(work, reason: "Jeszcze.")
            }
            let mail = try await hall.mail()
            #expect(mail.count == 1 && mail[0].text.contains("27 lipca 2026"))
            let own = try await hall.askForRight.all(of: ida, in: town)
            #expect(own.first?.answer == "Dużo akt.")
        }
    }

    /// What is done with a person's data, and whether it is still done.
    private struct Use: Sendable, CustomTestStringConvertible {
        let name: String
        let isDone: @Sendable (TestTownHall, Municipality, ReportNumber) async throws -> Bool

        var testDescription: String { name }
    }

    private static let uses = [
        Use(name: "display at the office") { hall, town, number in
            !(try await hall.readReport(number, by: .officer, in: town, at: hall.now).contact.isEmpty)
        },
        Use(name: "letters to the reporter") { hall, town, number in
            hall.clock.advance(.minutes(1))
            if try await hall.readReport.unseen(number, in: town).report.status == .new {
                try await hall.decide(Decision(to: .accepted), about: number, in: town)
            } else {
                try await hall.work(number, in: town) { try await $0.ask($1, question: "Gdzie?") }
                try await hall.work(number, in: town) { try await $0.noteReply($1, answer: "Tu.") }
            }
            return try await !hall.mail().isEmpty
        },
        Use(name: "files of the office, from which statistics are made") { hall, town, number in
            var text = ""
            let order = ExportReports.Order(.everything, as: .csv, year: nil)
            try await hall.exportReports()(order, of: town) { text += $0 }
            return text.contains(number.description)
        },
    ]

    @Test(
        "A restriction stops every use but keeping, from the request on; a refusal and the person's own word end it",
        .clause("suprasl/VII a13d"),
        arguments: Engine.available,
        uses
    )
    private func restriction(_ engine: Engine, _ use: Use) async throws {
        try await Self.with(engine, "kielce") { hall, town, ida in
            let number = try await hall.submit(by: ida, in: town).number
            _ = try await hall.mail()
            #expect(try await use.isDone(hall, town, number))
            try await hall.askForRight(
                .restriction(.accuracyContested),
                words: "x",
                of: ida,
                in: town,
                at: hall.now
            )
            #expect(try await !use.isDone(hall, town, number))
            #expect(try await hall.reports.file(number, in: town.id)?.contact != nil, "it is kept")
            let id = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)[0].id
            let work = HandleRights.Work(id, by: .officer, in: town, at: hall.now)
            try await hall.handleRights.close(work, .refused, answer: "Dane są prawidłowe.")
            _ = try await hall.mail()
            #expect(try await use.isDone(hall, town, number))
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            #expect(try await !use.isDone(hall, town, number))
            try await hall.askForRight.endRestriction(of: ida, in: town, at: hall.now)
            #expect(try await use.isDone(hall, town, number))
        }
    }

    @Test("A refusal does not end a restriction that another request asks for", arguments: Engine.available)
    func twoRestrictions(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            for ground in [RestrictionGround.accuracyContested, .neededForClaims] {
                hall.clock.advance(.minutes(1))
                try await hall.askForRight(.restriction(ground), words: "x", of: ida, in: town, at: hall.now)
            }
            for (index, isRestricted) in [true, false].enumerated() {
                let open = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)
                let id = try #require(open.first { $0.closing == nil }?.id, "\(index)")
                let work = HandleRights.Work(id, by: .officer, in: town, at: hall.now)
                try await hall.handleRights.close(work, .refused, answer: "Nie.")
                #expect(try await hall.askForRight.limits(of: ida, in: town).isRestricted == isRestricted)
            }
        }
    }

    @Test(
        "An objection stops the letters of its purpose at once, those that wait included, and no others",
        .clause("suprasl/VII a13f"),
        arguments: Engine.available
    )
    func objections(_ engine: Engine) async throws {
        try await Self.with(engine, "kielce") { hall, town, ida in
            let own = try await hall.submit(by: ida, in: town).number
            try await hall.decide(Decision(to: .accepted), about: own, in: town)
            let followed = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: followed, in: town)
            try await hall.follow(followed, as: ida, in: town)
            _ = try await hall.mail()
            let (ask, closing) = (hall.askForRight, Decision(to: .closed, justification: "Nie.", solution: "Inaczej."))
            for (refused, expected) in [
                ([LetterPurpose.followedReports], 1), ([.ownReports], 0), (LetterPurpose.allCases, 0), ([], 1),
            ] as [([LetterPurpose], Int)] {
                hall.clock.advance(.minutes(1))
                try await hall.work(own, in: town) { try await $0.ask($1, question: "Gdzie?") }
                try await hall.handleEvents()
                try await ask.object(to: Set(refused), of: ida, in: town, at: hall.now)
                #expect(try await hall.mail().count == expected, "\(refused)")
                try await hall.work(own, in: town) { try await $0.noteReply($1, answer: "Tu.") }
                _ = try await hall.mail()
            }
            try await ask.object(to: [.followedReports], of: ida, in: town, at: hall.now)
            try await hall.decide(closing, about: followed, in: town)
            #expect(try await hall.mail() == [])
        }
    }

    @Test(
        "A corrected profile keeps what it said before, sealed, with the day",
        .clause("suprasl/VII a13b"),
        arguments: Engine.available
    )
    func history(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            hall.clock.advance(.minutes(1))
            try await hall.changeProfile(ida, givenName: "Eda", surname: "Inna", phone: "", in: town, at: hall.now)
            let store = SQLPersonalRecordStore(database: hall.database)
            let earlier = try await store.earlierProfiles(of: ida.resident.id, in: town.id)
            #expect(earlier.map(\.until) == [hall.now])
            #expect(earlier.map(\.profile) == [ida.resident.profile])
        }
    }

    @Test(
        "Of an erased person the register keeps that there was a request, and nothing else",
        arguments: Engine.available
    )
    func erased(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            try await hall.askForRight(.erasure(.notNeeded), words: "x", of: ida, in: town, at: hall.now)
            try await hall.eraseResident(ida, proof: .password(.sample), in: town, at: hall.now)
            let id = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)[0].id
            let work = HandleRights.Work(id, by: .officer, in: town, at: hall.now)
            let opened = try await hall.handleRights.open(work)
            #expect(opened.person == nil && opened.request.words == nil && opened.request.request.resident == nil)
            try await hall.handleRights.close(work, .granted, answer: "Usunięte.")
            #expect(try await hall.mail().count == 1, "the last letter alone")
        }
    }

    @Test("Nobody sees or answers a request of another town")
    func towns() async throws {
        try await Engine.sqlite.withDatabase { database in
            let (town, neighbour) = (try ProjectTown.named("suprasl"), try ProjectTown.named("kielce"))
            let hall = try TestTownHall(database, town, neighbour)
            let ida = try await hall.resident(in: town)
            try await hall.askForRight(.rectification, words: "x", of: ida, in: town, at: hall.now)
            let id = try await hall.handleRights.register(by: .officer, in: town, at: hall.now)[0].id
            #expect(try await hall.handleRights.register(by: .officer, in: neighbour, at: hall.now) == [])
            await #expect(throws: RightsFailure.unknownRequest) {
                try await hall.handleRights.open(.init(id, by: .officer, in: neighbour, at: hall.now))
            }
        }
    }
}

extension TestTownHall {
    /// Lets a resident follow a report, the question of its letter answered.
    fileprivate func follow(_ number: ReportNumber, as signed: SignInResident.Signed, in town: Municipality)
        async throws
    {
        let email = signed.profile.email.text
        try await followReport(number, email: email, language: .polish, for: .everyone, in: town, at: now)
        let row = try await database.town(town.id).read { transaction in
            try transaction.query("SELECT id FROM report_followers WHERE municipality = {town}").first?.text("id")
        }
        let id = ID<Follower>(try #require(row))
        _ = try await followers.confirm(id, at: now, in: town.id)
    }
}
