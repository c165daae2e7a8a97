import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

@testable import CityDomain

/// What becomes of reports that were put aside, on both engines.
@Suite struct JudgeAsideTests {
    private static func with(_ engine: Engine, _ body: @Sendable (AsideDesk) async throws -> Void) async throws {
        try await engine.withDatabase { try await body(AsideDesk($0)) }
    }

    private static let spam = "Najlepsze kasyno online, wejdź"

    private static func listen(_ desk: AsideDesk) async throws {
        _ = try await desk.hall.manageWebhooks().create(
            url: "https://receiver.example/hook",
            topics: Set(WebhookTopic.allCases),
            by: .program,
            in: desk.town.id,
            at: desk.hall.now
        )
    }

    /// The topics that programs were called about so far.
    private static func calls(_ desk: AsideDesk) async throws -> [String] {
        try await desk.hall.handleEvents()
        return try await desk.hall.database.town(desk.town.id).read { transaction in
            try transaction.query(
                "SELECT message FROM deliveries WHERE municipality = {town} AND channel = 'webhook' ORDER BY message"
            ).map { try $0.text("message") }
        }
    }

    /// What the statistics count as received.
    private static func received(_ desk: AsideDesk) async throws -> Int {
        try await desk.hall.database.town(desk.town.id).read { transaction in
            try transaction.query(
                """
                SELECT CAST(COALESCE(SUM(points), 0) AS {int}) AS points FROM statistic_counts
                WHERE municipality = {town} AND measure = 'received'
                """
            ).first?.int("points") ?? 0
        }
    }

    @Test(
        "A report that waits is in no list and no count, opens for nobody but moderators, and no program hears of it",
        .clause("suprasl/V.3"),
        arguments: Engine.available
    )
    func unseen(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await Self.listen(desk)
            let receipt = try await desk.submit(Self.spam, email: "ida@example.org")
            let number = receipt.number
            #expect(try await desk.inbox() == [])
            #expect(try await desk.waiting() == [number])
            // The reporter has the same letter and the same page as everybody.
            let letters = try await desk.hall.mail()
            #expect(letters.map(\.to.address.text) == ["ida@example.org"])
            let open = try await desk.hall.open(number, receipt.secret, in: desk.town)
            #expect(open.report.status == .new && open.report.history.map(\.act) == [.received])
            #expect(try await Self.calls(desk) == [])
            #expect(try await desk.hall.keepStatistics.recount(in: desk.town).isTrue)
            #expect(try await Self.received(desk) == 0)
            let moved = Decision(to: .accepted)
            await #expect(throws: AccountFailure.putAside) {
                try await desk.hall.decide(moved, about: number, in: desk.town)
            }
            await #expect(throws: AccountFailure.putAside) {
                _ = try await desk.hall.readReport(number, by: .officer, in: desk.town, at: desk.hall.now)
            }
            await #expect(throws: AccountFailure.rightMissing(.judgeAside)) {
                _ = try await desk.hall.judgeAside.queue(desk.work(.officer))
            }
            let seen = try await desk.hall.readReport(number, by: AsideDesk.moderator, in: desk.town, at: desk.hall.now)
            #expect(seen.content.description == Self.spam)
            // Not beside another case, either.
            let other = try await desk.submit("Dziura w drodze.").number
            let case1 = try await desk.hall.readReport(other, by: .officer, in: desk.town, at: desk.hall.now)
            let similar = try await desk.hall.findSimilarReports.forOffice(
                to: case1,
                by: .officer,
                in: desk.town,
                at: desk.hall.now
            )
            #expect(similar.isEmpty)
        }
    }

    @Test(
        "One that is let go on is a report like all others, with the terms of its receipt; programs hear of it once",
        .clause("suprasl/V.3"),
        arguments: Engine.available
    )
    func released(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await Self.listen(desk)
            let number = try await desk.submit(Self.spam).number
            let before = try await desk.report(number)
            desk.hall.clock.advance(.hours(3))
            try await desk.judge(number, .release)
            let after = try await desk.report(number)
            #expect(!after.isPutAside && after.history == before.history && after.deadlines == before.deadlines)
            #expect(after.receivedAt == before.receivedAt)
            #expect(try await desk.inbox() == [number])
            #expect(try await desk.waiting() == [])
            #expect(try await Self.calls(desk).count == 1)
            #expect(try await desk.figures() == [.released: 1])
            #expect(try await desk.figures(.words) == [.released: 1])
            #expect(try await Self.received(desk) == 1)
            #expect(try await desk.hall.keepStatistics.recount(in: desk.town).isTrue)
            try await desk.hall.decide(Decision(to: .accepted), about: number, in: desk.town)
            let log = try await desk.hall.auditStore.queue(limit: 100).waiting
            #expect(log.contains { $0.kind == AuditKind.asideReleased.rawValue })
        }
    }

    @Test(
        "One that is refused ends for one of the kinds of content, with one letter that says why and how to complain",
        .clause("suprasl/V.3", "suprasl/V.3•6"),
        arguments: Engine.available
    )
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await Self.listen(desk)
            let ida = try await desk.hall.resident(in: desk.town)
            let number = try await desk.submit(Self.spam, by: ida).number
            _ = try await desk.hall.mail()
            try await desk.judge(number, AsideDesk.spam)
            let report = try await desk.report(number)
            #expect(report.status == .rejected && report.history.last?.act == .rejected(.spam, earlier: nil))
            let letters = try await desk.hall.mail()
            #expect(letters.count == 1 && letters.first?.text.contains("To jest reklama.") == true)
            #expect(try await desk.hall.mail().isEmpty)
            #expect(try await Self.calls(desk) == [])
            #expect(try await desk.figures() == [.refused: 1])
            #expect(try await desk.inbox() == [])
            #expect(try await desk.waiting() == [])
            #expect(try await desk.hall.keepStatistics.recount(in: desk.town).isTrue)
        }
    }

    @Test("A refusal needs a kind of content and words, and nothing is done without", arguments: Engine.available)
    func lacking(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.submit(Self.spam).number
            let judge = desk.hall.judgeAside
            func all(_ verdict: JudgeAside.Verdict) async throws {
                _ = try await judge.all([(number, 1)], verdict, desk.work())
            }
            await #expect(throws: AbuseFailure.groundMissing) { try await all(.refuse(.unlawful, justification: "x")) }
            await #expect(throws: AbuseFailure.reasonMissing) { try await all(.refuse(.spam, justification: " ")) }
            await #expect(throws: AbuseFailure.nothingChosen) {
                _ = try await judge.all([], .release, desk.work())
            }
            #expect(try await desk.waiting() == [number])
        }
    }

    @Test("What one of many refuses does not hold up the others", arguments: Engine.available)
    func bulk(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            var numbers: [ReportNumber] = []
            for _ in 0..<4 { numbers.append(try await desk.submit(Self.spam).number) }
            try await desk.judge(numbers[1], .release)
            let judged = try await desk.hall.judgeAside.all(numbers.map { ($0, 1) }, AsideDesk.spam, desk.work())
            #expect(judged.map(\.number) == numbers)
            #expect(judged.map { $0.failure as? AbuseFailure } == [nil, .judged(numbers[1], .new), nil, nil])
            #expect(try await desk.inbox() == [numbers[1]])
            #expect(try await desk.figures() == [.released: 1, .refused: 3])
        }
    }

    @Test("Of two moderators at once one judges, and the other is told what changed", arguments: Engine.available)
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let databases = [try await place.open(), try await place.open()]
            let desks = try databases.map { try AsideDesk($0) }
            for _ in 1...5 {
                let number = try await desks[0].submit(Self.spam).number
                async let released = Self.outcome { try await desks[0].judge(number, .release) }
                async let refused = Self.outcome { try await desks[1].judge(number, AsideDesk.spam) }
                let outcomes = [try await released, try await refused]
                #expect(outcomes.filter { $0 == nil }.count == 1)
                let status = try await desks[0].report(number).status
                #expect(outcomes.compactMap(\.self) == [.judged(number, status)])
            }
        }
    }

    private static func outcome(_ act: () async throws -> Void) async throws -> AbuseFailure? {
        do { try await act() } catch let failure as AbuseFailure { return failure }
        return nil
    }

    @Test("Nobody judged it: it goes on by itself, once", .clause("demo/§4.18"), arguments: Engine.available)
    func lapsed(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.submit(Self.spam).number
            desk.hall.clock.advance(.hours(48) - .milliseconds(1))
            #expect(try await desk.hall.releaseAside(in: desk.town, at: desk.hall.now) == 0)
            desk.hall.clock.advance(.milliseconds(1))
            #expect(try await desk.hall.releaseAside(in: desk.town, at: desk.hall.now) == 1)
            #expect(try await desk.hall.releaseAside(in: desk.town, at: desk.hall.now) == 0)
            #expect(try await desk.inbox() == [number])
            #expect(try await desk.figures() == [.lapsed: 1])
        }
    }

    @Test("Its reporter may take it back while it waits; then it waits no more", arguments: Engine.available)
    func withdrawn(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            try await Self.listen(desk)
            let receipt = try await desk.submit(Self.spam)
            let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: desk.town, at: desk.hall.now)
            try await desk.hall.followUpReport.withdraw(link)
            #expect(try await desk.waiting() == [])
            #expect(try await desk.figures() == [.withdrawn: 1])
            #expect(try await Self.calls(desk) == [])
        }
    }
}
