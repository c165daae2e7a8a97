import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Which ideas are counted, who hears of them, and what a town without the rule does with them, on both engines.
@Suite struct IdeaKeepingTests {
    private static func with(_ engine: Engine, _ town: Municipality, _ body: (IdeaDesk) async throws -> Void)
        async throws
    {
        try await engine.withDatabase { database in
            try await body(IdeaDesk(TestTownHall(database, town), town))
        }
    }

    @Test(
        "Only ideas that collect support are counted every minute, others when something changed",
        arguments: Engine.available
    )
    func counted(_ engine: Engine) async throws {
        try await Self.with(engine, try IdeaDesk.town(2)) { desk in
            func unsettled() async throws -> [ReportNumber] {
                try await desk.hall.ideas.unsettled(after: nil, limit: 9, in: desk.town.id).map(\.number)
            }
            let (reached, open) = (try await desk.publish("ida@example.org"), try await desk.publish("ida@example.org"))
            #expect(try await unsettled() == [reached, open])
            let ula = try await desk.resident("ula@example.org")
            try await desk.say(ula, reached)
            #expect(try await unsettled() == [open])
            try await desk.hall.eraseResident(
                ula.resident.id,
                on: .consentWithdrawn,
                reason: "Prośba.",
                by: .administrator,
                in: desk.town.id,
                at: desk.hall.now
            )
            #expect(try await unsettled() == [reached, open])
            _ = try await desk.hall.settleIdeas(in: desk.town, at: desk.hall.now)
            #expect(try await unsettled() == [open])
            #expect(try await desk.entries().map(\.persons) == [1, 1])
        }
    }

    @Test(
        "Who answers the letter after the last day is told so and not counted, before the clock has ended the idea and after",
        arguments: Engine.available
    )
    func lateAnswer(_ engine: Engine) async throws {
        try await Self.with(engine, try IdeaDesk.town(2)) { desk in
            let number = try await desk.publish("ida@example.org")
            let link = try #require(try await desk.hall.askSupporter(number, "ewa@example.org", in: desk.town))
            let end = try #require(try await desk.report(number).supportCounts(until: desk.town.clock))
            for after in [end + .milliseconds(1), end + .minutes(2)] {
                await #expect(throws: SupportFailure.timeOver) {
                    try await desk.hall.supportReport.confirm(
                        link.id,
                        token: link.token,
                        news: .unwanted,
                        in: desk.town,
                        at: after
                    )
                }
                _ = try await desk.hall.settleIdeas(in: desk.town, at: end + .minutes(1))
            }
            #expect(try await desk.report(number).ideaState == .lapsed)
            #expect(try await desk.persons(number) == 1)
        }
    }

    @Test("Who has answered in time may press the button again after the last day", arguments: Engine.available)
    func answeredTwice(_ engine: Engine) async throws {
        try await Self.with(engine, try IdeaDesk.town(5)) { desk in
            let number = try await desk.publish("ida@example.org")
            let link = try #require(try await desk.hall.askSupporter(number, "ewa@example.org", in: desk.town))
            for now in [desk.hall.now, desk.hall.now + .days(40)] {
                let support = desk.hall.supportReport
                try await support.confirm(link.id, token: link.token, news: .unwanted, in: desk.town, at: now)
            }
            #expect(try await desk.persons(number) == 2)
        }
    }

    @Test(
        "Where the rule is dropped, support goes on being taken and the idea is considered",
        arguments: Engine.available
    )
    func dropped(_ engine: Engine) async throws {
        let support = "support: { persons: 10, within: \"30 days\", answer: \"30 days\" }, "
        let without = try ProjectTown.named("demo", revision: 2, .init("rules.json5", support, ""))
        try await Self.with(engine, try IdeaDesk.town(10)) { desk in
            let (number, other) = (try await desk.publish(), try await desk.publish())
            let ula = try await desk.resident("ula@example.org")
            let after = desk.hall.now + .days(40)
            try await desk.hall.supportReport(number, by: ula, news: .unwanted, in: without, at: after)
            #expect(try await desk.report(number).ideaState == .considered)
            #expect(try await desk.report(other).ideaState == .collecting)
            #expect(try await desk.hall.settleIdeas(in: without, at: after) == 1)
            #expect(try await desk.report(other).ideaState == .considered)
        }
    }

    @Test("Supporters of an idea that is listed for registered people are told of its end", arguments: Engine.available)
    func registered(_ engine: Engine) async throws {
        let words = "keywords: [\"pomysł\", \"propozycja\", \"ідея\", \"idea\"],"
        let town = try ProjectTown.named(
            "demo",
            .init("categories.json5", words, "\(words) listedFor: \"registered\",")
        )
        try await Self.with(engine, town) { desk in
            let number = try await desk.publish("ida@example.org")
            try await desk.say(desk.resident("ula@example.org"), number)
            desk.hall.clock.advance(.days(31))
            _ = try await desk.hall.settleIdeas(in: town, at: desk.hall.now)
            let told = try await desk.hall.mail().map(\.to.address.text)
            #expect(told.sorted() == ["ida@example.org", "ula@example.org"])
        }
    }

    @Test("The letter of the morning names ideas for which no term of the office runs", arguments: Engine.available)
    func morning(_ engine: Engine) async throws {
        let finish = "kinds: [\"idea\"],\n        clause: \"§4.7\""
        let town = try ProjectTown.named(
            "demo",
            .init("rules.json5", "persons: 10", "persons: 2"),
            .init("rules.json5", ", answer: \"30 days\" }, clause: \"§4.17\"", " }, clause: \"§4.17\""),
            .init("rules.json5", finish, "exceptCategories: [\"idea\"], \(finish)")
        )
        try await Self.with(engine, town) { desk in
            let unit = try #require(town.category(ID("idea"))?.unit)
            _ = try await desk.hall.hire("ola@urzad.example", [StaffGrant(.operator, unit: unit)], in: town)
            let number = try await desk.publish("ida@example.org")
            try await desk.say(desk.resident("ula@example.org"), number)
            #expect(try await desk.report(number).nextDeadline == nil)
            _ = try await desk.hall.mail()
            let tuesday = town.clock.instant(of: CivilDate(2026, 4, 28), at: try #require(TimeOfDay("08:00")))
            desk.hall.clock.advance(tuesday - desk.hall.now)
            try await desk.hall.planDigests(in: town, at: desk.hall.now)
            let letters = try await desk.hall.mail().filter { $0.to.address.text == "ola@urzad.example" }
            #expect(letters.count == 1)
            #expect(letters.first?.text.contains("- \(number), Pozostałe pomysły\n  https://") == true)
        }
    }

    @Test(
        "Public ideas from before there was a list of them come onto it, each in its state",
        arguments: Engine.available
    )
    func older(_ engine: Engine) async throws {
        let before = Schema(Array(Schema.ratusz.migrations.prefix(40)))
        try await engine.withPlace(Schema([])) { place in
            let old = try await place.open(before)
            _ = try await Migrator(old).migrate(at: .monday)
            try await old.town(.north).write { transaction in
                for (index, row) in Self.earlier.enumerated() { try Self.report(index + 1, row, transaction) }
                // What is handled with another one stands for itself no more.
                try transaction.execute(
                    """
                    INSERT INTO joined_reports (municipality, report, leader, way, joined_at)
                    VALUES ({town}, 'r7', 'r1', 'beside', 5)
                    """
                )
            }
            await old.close()
            let new = try await place.open(.ratusz)
            #expect(try await Migrator(new).migrate(at: .monday).first == 41)
            let rows = try await new.town(.north).read { transaction in
                try transaction.query(
                    """
                    SELECT report, number, state, persons, collects_until, supported_at FROM ideas
                    WHERE municipality = {town} AND uncounted ORDER BY number
                    """
                ).map { Array($0.all) }
            }
            let states = ["considered", "considered", "accepted", "lapsed", "notAccepted"]
            #expect(
                rows
                    == states.enumerated().map { index, state in
                        let number = ReportNumber(year: 2026, sequence: index + 1)
                        let packed = Int64(number.year) * 1_000_000_000 + Int64(number.sequence)
                        return [.text("r\(index + 1)"), .integer(packed), .text(state), 0, nil, nil]
                    }
            )
            await new.close()
        }
    }

    /// Kind, status and ground.
    private static let earlier: [(kind: String, status: String, ground: String?)] = [
        ("idea", "accepted", nil), ("idea", "inProgress", nil), ("idea", "done", nil), ("idea", "closed", "noAnswer"),
        ("idea", "closed", "notFeasible"), ("issue", "accepted", nil), ("idea", "accepted", nil),
    ]

    private static func report(
        _ sequence: Int,
        _ row: (kind: String, status: String, ground: String?),
        _ transaction: TownTransaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO reports (municipality, id, year, sequence, category, kind, unit, status, finished, received_at,
                updated_at, content, language, has_email, client_key, body_hash, secret_hash, terms_version, origin, ground)
            VALUES ({town}, ?, 2026, ?, 'c', ?, 'u', ?, FALSE, 10, 99, ?, 'pl', FALSE, ?, ?, ?, '', 'page', ?)
            """,
            "r\(sequence)",
            sequence,
            row.kind,
            row.status,
            [1] as [UInt8],
            "r\(sequence)",
            [1] as [UInt8],
            [1] as [UInt8],
            row.ground
        )
        try transaction.execute(
            """
            INSERT INTO public_reports (municipality, number, category, kind, status, title, received_at, published_at,
                updated_at)
            VALUES ({town}, ?, 'c', ?, ?, 'Ławka', 10, 20, 30)
            """,
            2_026_000_000_000 + sequence,
            row.kind,
            row.status
        )
    }
}
