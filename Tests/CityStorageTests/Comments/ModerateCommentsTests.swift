import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The office's decisions about comments, on both engines.
@Suite struct ModerateCommentsTests {
    @Test(
        "A comment is refused for a kind of content that the regulation forbids; the letter names it in the writer’s language",
        .clause("suprasl/V.3"),
        .clause("suprasl/V.3•1"),
        .clause("suprasl/V.3•2"),
        .clause("suprasl/V.3•3"),
        .clause("suprasl/V.3•4"),
        .clause("suprasl/V.3•5"),
        .clause("suprasl/V.3•6"),
        arguments: Engine.available
    )
    func grounds(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("suprasl")
            let hall = try TestTownHall(database, town)
            let (desk, number) = (hall.moderateComments, try await hall.publicReport(in: town))
            let work = hall.moderation(in: town)
            let resident = try await hall.resident(in: town)
            #expect(
                town.commentGrounds == [
                    .unlawful, .offensive, .hateful, .pornographic, .totalitarian, .violent, .spam,
                ]
            )
            for (ground, words) in zip(town.commentGrounds, ["", "Cytat.", "", "", "", "", ""]) {
                let id = try await hall.comment("Słowa.", on: number, by: resident, in: town)
                await #expect(throws: CommentFailure.groundUnknown) {
                    try await desk.refuse(id, for: .duplicate, because: "Tak.", work)
                }
                try await desk.refuse(id, for: ground, because: words, work)
                let open = try await desk.open(id, work).open
                #expect(open.comment.ground == ground && open.reason == (words.isEmpty ? nil : words))
                #expect(open.grounds { $0.key } == "report.rejection.\(ground)" + (words.isEmpty ? "" : "\n\n\(words)"))
                hall.clock.advance(.days(1))
            }
            let letters = try await hall.mail().map(\.text)
            #expect(letters.contains { $0.contains("treść jest wulgarna lub obraźliwa\n\nCytat.") })
            #expect(letters.contains { $0.contains("to spam lub reklama") })
        }
    }

    @Test(
        "The letter says what was decided, in the language of the account, with the reason and not with the words",
        arguments: Engine.available,
        [(Language.polish, "nie publikujemy"), (.ukrainian, "не оприлюднюємо"), (.english, "do not publish")]
    )
    func letters(_ engine: Engine, said: (language: Language, words: String)) async throws {
        try await WriteCommentTests.with(engine) { hall, town, _ in
            let ida = try await hall.resident("olga@example.org", language: said.language, in: town)
            let (first, number) = try await hall.commentOnPublic(by: ida, in: town)
            let (desk, work) = (hall.moderateComments, hall.moderation(in: town))
            let second = try await hall.comment("Drugi.", on: number, by: ida, in: town)
            _ = try await hall.mail()
            try await desk.publish(first, words: "Ta lampa jest potrzebna.", work)
            try await desk.refuse(second, because: "Powód Ł.", work)
            let mail = try await hall.mail().sorted { $0.text.count < $1.text.count }
            #expect(mail.count == 2 && mail.allSatisfy { $0.to.address.text == "olga@example.org" })
            #expect(mail.allSatisfy { $0.text.contains("https://ratusz.example/demo/account/comments") })
            #expect(mail.count { $0.text.contains(said.words) && $0.text.contains("Powód Ł.") } == 1)
            #expect(mail.allSatisfy { !$0.text.contains("Drugi.") && !$0.text.contains("potrzebna") })
            try await desk.takeDown(first, because: "Powód Ż.", hall.moderation(in: town))
            #expect(try await hall.mail().map { $0.text.contains("Powód Ż.") } == [true])
            #expect(try await hall.readComments(number, for: .everyone, in: town) == [])
        }
    }

    @Test(
        "Changed words say that they were changed, and those that were written stay sealed",
        arguments: Engine.available
    )
    func edited(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            try await hall.moderateComments.publish(id, words: " Ta lampa. ", hall.moderation(in: town))
            let read = try #require(try await hall.readComments(number, for: .everyone, in: town).first)
            #expect(read.words == "Ta lampa." && read.wording == .edited)
            let open = try await hall.moderateComments.open(id, hall.moderation(in: town)).open
            #expect(open.words == "Ta lampa jest potrzebna." && open.comment.published?.words == "Ta lampa.")
        }
    }

    @Test("Of two officers who decide at once one is told that the other was quicker", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, _) = try await hall.commentOnPublic(by: ida, in: town)
            _ = try await hall.mail()
            let done = try await withThrowingTaskGroup(of: Bool.self) { group in
                for publishes in [true, false] {
                    group.addTask {
                        let (desk, work) = (hall.moderateComments, hall.moderation(in: town))
                        do {
                            if publishes {
                                try await desk.publish(id, words: "Tak.", work)
                            } else {
                                try await desk.refuse(id, because: "Nie.", work)
                            }
                            return true
                        } catch CommentFailure.decided {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(done.count { $0 } == 1)
            #expect(try await hall.mail().count == 1)
        }
    }

    @Test(
        "Nobody decides without words or a reason, without the right, or about another unit's report",
        arguments: Engine.available
    )
    func needs(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            let (desk, work) = (hall.moderateComments, hall.moderation(in: town))
            await #expect(throws: CommentFailure.wordsMissing) { try await desk.publish(id, words: " ", work) }
            for reason in [" ", String(repeating: "x", count: ModerateComments.longestReason + 1)] {
                await #expect(throws: CommentFailure.reasonMissing) { try await desk.refuse(id, because: reason, work) }
                await #expect(throws: CommentFailure.reasonMissing) {
                    try await desk.takeDown(id, because: reason, work)
                }
            }
            await #expect(throws: CommentFailure.decided) { try await desk.keep(id, work) }
            await #expect(throws: CommentFailure.unknown) { try await desk.open(ID("none"), work) }
            let report = try await hall.readReport.unseen(number, in: town).report
            let other = try #require(town.units.first { $0.id != report.unit })
            let clerk = Caller(
                ID("clerk"),
                StaffRights([StaffGrant(.operator, unit: other.id)]),
                request: nil
            )
            let elsewhere = hall.moderation(in: town, by: clerk)
            await #expect(throws: AccountFailure.outOfReach) { try await desk.open(id, elsewhere) }
            await #expect(throws: AccountFailure.outOfReach) { try await desk.publish(id, words: "x", elsewhere) }
            await #expect(throws: AccountFailure.outOfReach) { try await desk.all(on: report, elsewhere) }
            await #expect(throws: AccountFailure.outOfReach) {
                try await desk.answer(on: report, words: "x", elsewhere)
            }
            #expect(try await desk.queue(elsewhere).isEmpty)
            #expect(try await desk.count(for: clerk, in: town) == 0)
            let administrator = hall.moderation(in: town, by: .administrator)
            await #expect(throws: AccountFailure.rightMissing(.publishReports)) { try await desk.queue(administrator) }
            #expect(try await desk.queue(work).map(\.comment.id) == [id])
            #expect(try await desk.open(id, work).open.comment.state == .waiting)
        }
    }

    @Test(
        "While the data of its writer are restricted a comment is not shown and not decided",
        arguments: Engine.available
    )
    func restricted(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, _) = try await hall.commentOnPublic(by: ida, in: town)
            let desk = hall.moderateComments
            try await hall.askForRight(.restriction(.unlawful), words: "x", of: ida, in: town, at: hall.now)
            #expect(try await desk.queue(hall.moderation(in: town)).isEmpty)
            #expect(try await desk.count(for: .officer, in: town) == 0)
            await #expect(throws: CommentFailure.restricted) {
                try await desk.publish(id, words: "Tak.", hall.moderation(in: town))
            }
        }
    }

    @Test(
        "What somebody says against a comment puts it before the office until it has looked",
        arguments: Engine.available
    )
    func flags(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            let (desk, work) = (hall.moderateComments, hall.moderation(in: town))
            func flag(_ ground: String, from network: String = "192.0.2.7") async throws {
                try await hall.readComments.flag(
                    id,
                    of: number,
                    ground: ground,
                    from: network,
                    for: .everyone,
                    in: town,
                    at: hall.now
                )
            }
            await #expect(throws: CommentFailure.unknown) { try await flag("spam") }
            try await desk.publish(id, words: "Tak.", work)
            await #expect(throws: CommentFailure.flagMissing) { try await flag("") }
            try await flag("insult")
            // Somebody who presses the button again is nobody else.
            try await flag("insult")
            try await flag("insult", from: "192.0.2.9")
            try await flag("spam", from: "192.0.2.10")
            #expect(try await desk.queue(work).map(\.comment.flags) == [3])
            #expect(try await desk.open(id, work).flags == [.insult: 2, .spam: 1])
            try await desk.keep(id, work)
            #expect(try await desk.queue(work).isEmpty)
            #expect(try await desk.open(id, work).flags == [:])
            #expect(try await hall.readComments(number, for: .everyone, in: town).map(\.words) == ["Tak."])
            for _ in 2..<ReadComments.freeOfNetwork + 1 { try await flag("spam") }
            await #expect(throws: CommentFailure.tooManyFlags(retryAfter: .seconds(1))) { try await flag("spam") }
            try await flag("spam", from: "192.0.2.8")
        }
    }

    @Test(
        "The office speaks at once, signed with its unit, and nobody says anything against it",
        arguments: Engine.available
    )
    func office(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let number = try await hall.publicReport(in: town)
            let (desk, report) = (hall.moderateComments, try await hall.readReport.unseen(number, in: town).report)
            try await desk.answer(on: report, words: " Lampa będzie w maju. ", hall.moderation(in: town))
            let read = try #require(try await hall.readComments(number, for: .everyone, in: town).first)
            #expect(read.words == "Lampa będzie w maju." && read.voice == .office(report.unit))
            #expect(try await hall.comments.flag(read.id, .spam, at: hall.now, in: town.id) == false)
            #expect(try await desk.queue(hall.moderation(in: town)).isEmpty)
            _ = try await hall.mail()
            try await desk.takeDown(read.id, because: "Pomyłka.", hall.moderation(in: town))
            #expect(try await hall.mail().isEmpty)
            let kinds = try await hall.auditStore.queue(limit: 30).waiting.map(\.kind).filter {
                $0.hasPrefix("comment.")
            }
            #expect(kinds.sorted() == ["comment.answered", "comment.takenDown", "comment.viewed"])
        }
    }

    @Test(
        "What waits is decided although the town has no more comments, and nobody reads it",
        arguments: Engine.available
    )
    func ruleGone(_ engine: Engine) async throws {
        try await WriteCommentTests.with(engine) { hall, town, ida in
            let (id, number) = try await hall.commentOnPublic(by: ida, in: town)
            let rule = "    comments: { longest: 1000, daily: 5, closes: \"30 days\", clause: \"§5.8\" },\n"
            let clause = "    { clause: \"§5.8\", rule: \"reports.comments\" },\n"
            let legal = "    { clause: \"§5.8\", legalText: \"none any more\" },\n"
            let without = try ProjectTown.named(
                "demo",
                revision: 2,
                ProjectTown.Change(MunicipalityFiles.rules, rule, ""),
                ProjectTown.Change(MunicipalityFiles.clauses, clause, legal)
            )
            try await hall.moderateComments.publish(id, words: "Tak.", hall.moderation(in: without))
            await #expect(throws: CommentFailure.notOffered) {
                try await hall.readComments(number, for: .everyone, in: without)
            }
            #expect(try await hall.readComments.counts(of: [number], in: without) == [:])
            #expect(try await hall.readComments(number, for: .everyone, in: town).count == 1)
        }
    }
}
