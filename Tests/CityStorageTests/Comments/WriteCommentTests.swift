import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Comments on the way from whoever writes them to the office, on both engines.
@Suite struct WriteCommentTests {
    static func with(
        _ engine: Engine,
        _ name: String = "demo",
        _ body: (TestTownHall, Municipality, SignInResident.Signed) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(name)
            let hall = try TestTownHall(database, town)
            try await body(hall, town, try await hall.resident(in: town))
        }
    }

    @Test(
        "A comment waits for the office; nobody else reads it, and it is signed without a name",
        .clause("suprasl/VI.4•1"),
        arguments: Engine.available
    )
    func way(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            #expect(try await hall.readComments(number, for: .registered, in: town) == [])
            #expect(try await hall.readComments.counts(of: [number], in: town) == [:])
            let own = try #require(try await hall.writeComment.own(ida, in: town).first)
            #expect(
                own.comment.state == .waiting && own.words == "Ta lampa jest potrzebna." && own.report.number == number
            )
            #expect(try await hall.moderateComments.count(for: .officer, in: town) == 1)
            try await hall.moderateComments.publish(id, words: "Ta lampa jest potrzebna.", hall.moderation(in: town))
            let read = try await hall.readComments(number, for: .everyone, in: town)
            #expect(read.map(\.words) == ["Ta lampa jest potrzebna."] && read.map(\.voice) == [.resident])
            #expect(try await hall.readComments.counts(of: [number], in: town) == [number: 1])
            #expect(try await hall.moderateComments.count(for: .officer, in: town) == 0)
        }
    }

    @Test("Whoever sent the report speaks as that", arguments: Engine.available)
    func reporter(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let number = try await hall.submit(by: ida, in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            let id = try await hall.comment(on: number, by: ida, in: town)
            let other = try await hall.comment(on: number, by: hall.resident("eda@example.org", in: town), in: town)
            for comment in [id, other] {
                try await hall.moderateComments.publish(comment, words: "Tak.", hall.moderation(in: town))
            }
            #expect(
                try await hall.readComments(number, for: .everyone, in: town).map(\.voice) == [.reporter, .resident]
            )
        }
    }

    @Test("A form that is sent twice, or twice at once, is one comment", arguments: Engine.available)
    func twice(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let number = try await hall.publicReport(in: town)
            let key = hall.writeComment.newKey()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await hall.writeComment("Raz.", key: key, on: number, by: ida, in: town, at: hall.now)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await hall.writeComment.own(ida, in: town).map(\.words) == ["Raz."])
            await #expect(throws: CommentFailure.sentBefore) {
                try await hall.writeComment("Dwa.", key: key, on: number, by: ida, in: town, at: hall.now)
            }
        }
    }

    @Test("Of many that are sent at once no more are taken than the rule allows in a day", arguments: Engine.available)
    func daily(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let number = try await hall.publicReport(in: town)
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        do {
                            let key = hall.writeComment.newKey()
                            try await hall.writeComment(
                                "\(index)",
                                key: key,
                                on: number,
                                by: ida,
                                in: town,
                                at: hall.now
                            )
                            return true
                        } catch CommentFailure.tooManyToday(5, _) {
                            return false
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 5)
            try await hall.comment(on: number, by: hall.resident("eda@example.org", in: town), in: town)
            hall.clock.advance(.days(1))
            try await hall.comment("Jutro.", on: number, by: ida, in: town)
        }
    }

    @Test("What the page showed is asked again when the comment is stored", arguments: Engine.available)
    func gone(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let waiting = try await hall.submit(in: town).number
            await #expect(throws: ReportFailure.notFound) {
                try await hall.comment(on: waiting, by: ida, in: town)
            }
            let number = try await hall.publicReport(in: town)
            let kept = try ProjectTown.named("kielce")
            await #expect(throws: CommentFailure.notOffered) {
                try await hall.writeComment(
                    "x",
                    key: hall.writeComment.newKey(),
                    on: number,
                    by: ida,
                    in: kept,
                    at: hall.now
                )
            }
            try await hall.work(number, in: town) { try await $0.takeDown($1, reason: "Dane.") }
            await #expect(throws: ReportFailure.notFound) { try await hall.comment(on: number, by: ida, in: town) }
            let report = try await hall.readReport.unseen(number, in: town).report
            await #expect(throws: ReportFailure.notFound) {
                try await hall.moderateComments.answer(on: report, words: "Tak.", hall.moderation(in: town))
            }
        }
    }

    @Test(
        "Whoever was blocked or erased since the page was opened writes nothing",
        .clause("suprasl/V.5"),
        arguments: Engine.available
    )
    func blocked(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town, ida in
            let number = try await hall.publicReport(in: town)
            let eda = try await hall.resident("eda@example.org", in: town)
            try await hall.blockResident.block(
                ida.resident.id,
                reason: "Obelgi.",
                by: .administrator,
                in: town,
                at: hall.now
            )
            try await hall.erase(eda, in: town)
            for signed in [ida, eda] {
                await #expect(throws: AccountFailure.residentSignedOut) {
                    try await hall.comment(on: number, by: signed, in: town)
                }
            }
            #expect(try await hall.count("comments") == 0)
        }
    }

    @Test("A comment is taken away by whoever wrote it alone, with its key", arguments: Engine.available)
    func removed(_ engine: Engine) async throws {
        try await Self.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            let eda = try await hall.resident("eda@example.org", in: town)
            try await hall.moderateComments.publish(id, words: "Tak.", hall.moderation(in: town))
            await #expect(throws: CommentFailure.unknown) { try await hall.writeComment.remove(id, of: eda, in: town) }
            let keys = try await hall.count("data_keys")
            try await hall.writeComment.remove(id, of: ida, in: town)
            #expect(try await hall.readComments(number, for: .everyone, in: town) == [])
            #expect(try await hall.count("comments") == 0)
            #expect(try await hall.count("data_keys") == keys - 1)
            #expect(
                try await hall.mail().allSatisfy { !$0.subject.contains("komentarz") },
                "no letter tells of what is gone"
            )
        }
    }

    @Test(
        "An erased writer leaves what everybody reads, as nobody's; what waits goes",
        .clause("suprasl/VII a8"),
        arguments: Engine.available
    )
    func erased(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town, ida in
            let (published, number) = try await hall.commentOnPublic(by: ida, in: town)
            let desk = hall.moderateComments
            try await desk.publish(published, words: "Tak, zmienione.", hall.moderation(in: town))
            let refused = try await hall.comment("Drugi.", on: number, by: ida, in: town)
            try await desk.refuse(refused, because: "Nie.", hall.moderation(in: town))
            try await hall.comment("Trzeci.", on: number, by: ida, in: town)
            try await hall.erase(ida, in: town)
            #expect(try await hall.readComments(number, for: .everyone, in: town).map(\.words) == ["Tak, zmienione."])
            let open = try await desk.open(published, hall.moderation(in: town)).open
            #expect(open.comment.resident == nil && open.words == "Tak, zmienione.")
            #expect(try await hall.count("comments") == 1)
            #expect(try await hall.mail().map(\.subject).contains { $0.contains("komentarz") } == false)
            try await desk.takeDown(published, because: "Dane.", hall.moderation(in: town))
            #expect(try await hall.mail().map(\.subject).contains { $0.contains("komentarz") } == false)
        }
    }

    @Test("Comments go with their report, and those not published after their time", arguments: Engine.available)
    func retention(_ engine: Engine) async throws {
        try await Self.with(engine, "suprasl") { hall, town, ida in
            let (published, number) = try await hall.commentOnPublic(by: ida, in: town)
            let desk = hall.moderateComments
            try await desk.publish(published, words: "Tak.", hall.moderation(in: town))
            let refused = try await hall.comment("Drugi.", on: number, by: ida, in: town)
            try await desk.refuse(refused, because: "Nie.", hall.moderation(in: town))
            for status in [ReportStatus.inProgress, .done] {
                try await hall.decide(Decision(to: status), about: number, in: town)
            }
            _ = try await hall.mail()
            let end = town.clock.date(of: hall.now).adding(months: 12)
            #expect(try await hall.discard(on: end, in: town)[.comments] == 0)
            #expect(try await hall.discard(on: end + 1, in: town)[.comments] == 1)
            #expect(try await hall.comments.comment(refused, in: town.id) == nil)
            #expect(try await hall.comments.comment(published, in: town.id) != nil)
            _ = try await hall.discard(on: CivilDate(2032, 1, 1), in: town)
            #expect(try await hall.count("comments") == 0)
        }
    }
}

extension TestTownHall {
    fileprivate func erase(_ signed: SignInResident.Signed, in town: Municipality) async throws {
        try await eraseResident(signed, proof: .password(.sample), in: town, at: now)
    }

    fileprivate func count(_ table: SQL) async throws -> Int {
        try await database.acrossTowns.read { transaction in
            try transaction.query("SELECT CAST(COUNT(*) AS {int}) AS rows FROM \(table)").first?.int("rows") ?? 0
        }
    }

    /// Runs the rules as on a day.
    /// - Returns: how many of each kind went.
    fileprivate func discard(on day: CivilDate, in town: Municipality) async throws -> [RetainedData: Int] {
        let lines = try await runRetention(in: town, by: .command("test"), at: town.clock.start(of: day))
        let none = Dictionary(uniqueKeysWithValues: RetainedData.allCases.map { ($0, 0) })
        return lines.reduce(into: none) { $0[$1.data, default: 0] += $1.count }
    }
}
