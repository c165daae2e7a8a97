import CityKit
import CityStorage
import CityTestSupport
import CityVault
import Testing

@testable import CityDomain

/// How content reporters say they are, on both engines.
@Suite struct RateHandlingTests {
    private struct Desk: Sendable {
        let hall: TestTownHall
        let town: Municipality
        let receipt: SubmitReport.Receipt

        var link: ReportLink {
            ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: hall.now)
        }

        func rate(_ answer: Satisfaction, words: String = "") async throws {
            try await hall.rateHandling(link, answer.rawValue, words: words)
        }

        func said() async throws -> OpenSatisfaction? {
            let report = try await hall.readReport.unseen(receipt.number, in: town).report
            return try await hall.rateHandling.said(about: report, in: town.id)
        }

        func move(_ status: ReportStatus) async throws {
            let decision = Decision(to: status, justification: "Tak.")
            try await hall.decide(decision, about: receipt.number, in: town)
        }

        func counts() async throws -> [Satisfaction: Int] {
            let query = StatisticsQuery(months: CivilMonth(2026, 1)...CivilMonth(2026, 12))
            let store = SQLStatisticsStore(database: hall.database)
            return try await store.figures(query, within: .everything, on: town.clock.date(of: hall.now), in: town.id)
                .satisfaction
        }

        /// Whether the kept counts are those of the reports.
        func isCountedRight() async throws -> Bool {
            let store = SQLStatisticsStore(database: hall.database)
            return try await store.recount(by: town.clock, in: town.id).differences.isEmpty
        }
    }

    private static func with(_ engine: Engine, by owner: Bool? = nil, _ body: (Desk) async throws -> Void) async throws
    {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let receipt =
                owner == true
                ? try await hall.submit(by: hall.resident(in: town), in: town)
                : try await hall.submit(.personal(in: town), in: town)
            let desk = Desk(hall: hall, town: town, receipt: receipt)
            try await desk.move(.accepted)
            try await body(desk)
        }
    }

    @Test("It is said once for an ending, may be changed, and is counted with it", arguments: Engine.available)
    func way(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            await #expect(throws: SatisfactionFailure.notAsked) { try await desk.rate(.satisfied) }
            try await desk.move(.done)
            try await desk.rate(.partly, words: " Długo to trwało. ")
            let said = try #require(try await desk.said())
            #expect(said.answer == .partly && said.words == "Długo to trwało.")
            #expect(try await desk.counts() == [.partly: 1])
            desk.hall.clock.advance(.days(13))
            try await desk.rate(.satisfied)
            #expect(try await desk.said()?.answer == .satisfied)
            #expect(try await desk.said()?.words == nil)
            #expect(try await desk.counts() == [.satisfied: 1])
            #expect(try await desk.isCountedRight())
            desk.hall.clock.advance(.days(2))
            await #expect(throws: SatisfactionFailure.notAsked) { try await desk.rate(.dissatisfied) }
            #expect(try await desk.said()?.answer == .satisfied)
        }
    }

    @Test(
        "A decision that is taken back takes the count along, and a new end is asked about anew",
        arguments: Engine.available
    )
    func again(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.move(.done)
            try await desk.rate(.dissatisfied)
            desk.hall.clock.advance(.hours(1))
            try await desk.hall.work(desk.receipt.number, in: desk.town) {
                try await $0.correct($1, reason: "Pomyłka.")
            }
            #expect(try await desk.said() == nil)
            #expect(try await desk.counts() == [:])
            await #expect(throws: SatisfactionFailure.notAsked) { try await desk.rate(.satisfied) }
            try await desk.move(.done)
            #expect(try await desk.said() == nil)
            try await desk.rate(.satisfied)
            #expect(try await desk.counts() == [.satisfied: 1])
            #expect(try await desk.isCountedRight())
        }
    }

    @Test("Whoever has not the secret says nothing, and what is wrong with a form is said", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.move(.done)
            let other = try await desk.hall.submit(in: desk.town)
            let wrong = ReportLink(
                desk.receipt.number,
                other.secret,
                from: "192.0.2.1",
                in: desk.town,
                at: desk.hall.now
            )
            await #expect(throws: ReportFailure.wrongSecret) {
                try await desk.hall.rateHandling(wrong, "satisfied", words: "")
            }
            let long = String(repeating: "x", count: RateHandling.longestWords + 1)
            let failures = await #expect(throws: Failures.self) {
                try await desk.hall.rateHandling(desk.link, "happy", words: long)
            }
            #expect(failures?.all.compactMap { $0 as? SatisfactionFailure } == [.answerMissing, .wordsTooLong])
            #expect(try await desk.said() == nil)
        }
    }

    @Test(
        "A report that was opened again is asked about again, and what was said before stays",
        arguments: Engine.available
    )
    func reopened(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await desk.move(.done)
            try await desk.rate(.dissatisfied, words: "Nadal ciemno.")
            try await desk.hall.work(desk.receipt.number, in: desk.town) { try await $0.reopen($1, reason: "Racja.") }
            #expect(try await desk.said() == nil)
            desk.hall.clock.advance(.days(1))
            try await desk.move(.done)
            #expect(try await desk.said() == nil)
            try await desk.rate(.satisfied)
            let report = try await desk.hall.readReport.unseen(desk.receipt.number, in: desk.town).report
            let all = try await desk.hall.rateHandling.all(about: report, in: desk.town.id)
            #expect(all.map(\.answer) == [.dissatisfied, .satisfied])
            #expect(all.map(\.words) == ["Nadal ciemno.", nil])
            #expect(try await desk.isCountedRight())
        }
    }

    @Test("The letter that tells of the end asks, and no other one", arguments: Engine.available)
    func letter(_ engine: Engine) async throws {
        try await Self.with(engine, by: true) { desk in
            let asked = "Czy jesteś zadowolona lub zadowolony"
            #expect(try await desk.hall.mail().allSatisfy { !$0.text.contains(asked) })
            try await desk.move(.inProgress)
            #expect(try await desk.hall.mail().allSatisfy { !$0.text.contains(asked) })
            try await desk.move(.done)
            let letters = try await desk.hall.mail()
            #expect(letters.map { $0.text.contains(asked) } == [true])
            try await desk.rate(.satisfied)
            desk.hall.clock.advance(.days(5))
            #expect(try await desk.hall.mail().isEmpty)
        }
    }

    @Test(
        "Erasing the person takes the words and leaves the count; the case takes both along",
        arguments: Engine.available
    )
    func gone(_ engine: Engine) async throws {
        try await Self.with(engine, by: true) { desk in
            try await desk.move(.done)
            try await desk.rate(.dissatisfied, words: "Nazywam się Ida.")
            let (hall, town) = (desk.hall, desk.town)
            let owner = try #require(try await hall.signedIn("ida@example.org", in: town))
            try await hall.eraseResident(owner, proof: .password(.sample), in: town, at: hall.now)
            #expect(try await desk.said()?.words == nil)
            #expect(try await desk.counts() == [.dissatisfied: 1])
            #expect(try await desk.isCountedRight())
            _ = try await hall.mail()
            _ = try await hall.runRetention(
                in: town,
                by: .command("test"),
                at: town.clock.start(of: CivilDate(2033, 1, 2))
            )
            #expect(try await hall.reports.file(desk.receipt.number, in: town.id) == nil)
            #expect(try await desk.counts() == [:])
        }
    }
}

extension TestTownHall {
    /// A new session of the account with this address.
    fileprivate func signedIn(_ email: String, in town: Municipality) async throws -> SignInResident.Signed? {
        let index = vault.index(try EmailAddress(typed: email), of: .residentLogin, in: town.id)
        guard let id = try await residents.account(loginIndex: index, in: town.id)?.resident.id else { return nil }
        let token = try await signInResident.begin(id, from: .sample, in: town, at: now).session
        return try await signInResident.session(token, in: town, at: now)
    }
}
