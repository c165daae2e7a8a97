import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct SplitReportTests {
    private static func with(_ engine: Engine, _ body: @Sendable (SplitDesk) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(try await SplitDesk(database)) }
    }

    @Test(
        "A part is a report of its own at the same place, without anything of the reporter, and the case stays as it was",
        arguments: Engine.available
    )
    func splitting(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let before = try await desk.report(desk.first)
            desk.hall.clock.advance(.days(3))
            let number = try await desk.split()
            let open = try await desk.hall.readReport.unseen(number, in: desk.town)
            let whole = try await desk.hall.readReport.unseen(desk.first, in: desk.town)
            let part = open.report
            let lamp = try #require(desk.town.category(ID("street-light")))
            #expect(part.category == lamp.id && part.unit == lamp.unit && part.status == .new)
            #expect(part.receivedAt == desk.hall.now)
            let today = desk.town.clock.date(of: desk.hall.now)
            #expect(!part.deadlines.isEmpty && part.deadlines.allSatisfy { $0.startedOn == today })
            #expect(part.history.map(\.act) == [.received, .cameOf(desk.first)])
            #expect(part.history.allSatisfy { $0.actor == .office(.officer) })
            #expect(open.content.description == "Nie świeci lampa nad dziurą.")
            #expect(open.content.place == whole.content.place && open.contact.isEmpty && open.termsVersion.isEmpty)
            #expect(part.split.from?.number == desk.first && part.split.parts.isEmpty)

            let after = whole.report
            #expect(after.deadlines == before.deadlines && after.status == before.status)
            #expect(after.history.map(\.act) == [.received, .splitOff(number)])
            #expect(after.split.parts.map(\.number) == [number] && after.split.from == nil)
            #expect(after.split.parts.first?.dueOn == part.nextDeadline?.due)
        }
    }

    @Test("The same form makes one part, and another one under its name none", arguments: Engine.available)
    func repeating(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let key = ClientKey(random: desk.hall.randomness)
            let stale = try await desk.work()
            let number = try await desk.split(key: key)
            // As the form says it: on the page the history was shorter.
            let request = SplitReport.Request(category: "street-light", words: "Nie świeci lampa nad dziurą.")
            let again = try await desk.hall.splitReport(request, off: stale, clientKey: key)
            #expect(again == number)
            #expect(try await desk.report(desk.first).split.parts.map(\.number) == [number])
            await #expect(throws: ReportFailure.clientKeyReused) {
                try await desk.split(words: "Coś innego.", key: key)
            }
            await #expect(throws: ReportFailure.movedMeanwhile) {
                try await desk.hall.splitReport(
                    request,
                    off: stale,
                    clientKey: ClientKey(random: desk.hall.randomness)
                )
            }
        }
    }

    @Test(
        "What cannot be split is left alone, and no number is used up",
        arguments: Engine.available
    )
    func refusals(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let part = try await desk.split()
            await #expect(throws: SplitFailure.isPart(of: desk.first)) { try await desk.split(part) }
            for (category, words) in [("", "Lampa."), ("nothing", "Lampa."), ("street-light", " ")] {
                await #expect(throws: Failures.self) { try await desk.split(category: category, words: words) }
            }
            for _ in 1..<Split.most { try await desk.split() }
            await #expect(throws: SplitFailure.tooMany) { try await desk.split() }
            let next = try await desk.hall.submit(in: desk.town).number
            #expect(next == ReportNumber(year: 2026, sequence: 2 + Split.most))
        }
    }

    @Test("Who splits decides about the case and registers reports", arguments: Engine.available)
    func rights(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let unit = try await desk.report(desk.first).unit
            let other = try #require(desk.town.units.map(\.id).first { $0 != unit })
            await #expect(throws: AccountFailure.outOfReach) { try await desk.split(by: SplitDesk.of(other)) }
            let part = try await desk.split(by: SplitDesk.of(unit))
            let whole = try await desk.report(desk.first)
            let shown = try #require(whole.split.parts.first)
            #expect(SplitDesk.of(shown.unit).sees(shown))
            let stranger = try #require(desk.town.units.map(\.id).first { $0 != shown.unit })
            #expect(!SplitDesk.of(stranger).sees(shown))
            let origin = try #require(try await desk.report(part).split.from)
            #expect(SplitDesk.of(unit).sees(origin) && !SplitDesk.of(other).sees(origin))
        }
    }

    @Test("The office ends the case once all parts have ended, and not before", arguments: Engine.available)
    func ending(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (one, two) = (try await desk.split(), try await desk.split(category: "bin"))
            await #expect(throws: ReportFailure.partsOpen([one, two])) { try await desk.end(desk.first) }
            try await desk.end(one)
            await #expect(throws: ReportFailure.partsOpen([two])) { try await desk.end(desk.first) }
            try await desk.end(two)
            try await desk.end(desk.first)
            #expect(try await desk.report(desk.first).status == .rejected)
        }
    }

    @Test(
        "Of two officers who split a part off and end the case at once, one comes second and sees what has changed",
        arguments: Engine.available
    )
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            for _ in 0..<5 {
                let submission = Submission.personal(in: desk.town)
                let number = try await desk.hall.submit(submission, in: desk.town).number
                async let splits: Void = { _ = try await desk.split(number) }()
                async let ends: Void = desk.end(number)
                var failures: [any Error] = []
                do { try await splits } catch { failures.append(error) }
                do { try await ends } catch { failures.append(error) }
                let report = try await desk.report(number)
                #expect(failures.count == 1)
                #expect(report.split.parts.count == (report.status.isFinished ? 0 : 1))
            }
        }
    }

    @Test(
        "The case stands in a queue from the end of its last part until somebody looks past it or it moves",
        arguments: Engine.available
    )
    func queue(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (one, two) = (try await desk.split(), try await desk.split())
            let unit = try await desk.report(desk.first).unit
            let other = try #require(desk.town.units.map(\.id).first { $0 != unit })
            try await desk.end(one)
            #expect(try await desk.queue() == [])
            await #expect(throws: SplitFailure.nothingEnded) { try await desk.lookPast() }
            try await desk.end(two)
            #expect(try await desk.queue() == [desk.first])
            #expect(try await desk.queue(SplitDesk.of(unit)) == [desk.first])
            #expect(try await desk.queue(SplitDesk.of(other)) == [])
            await #expect(throws: AccountFailure.outOfReach) { try await desk.lookPast(by: SplitDesk.of(other)) }
            try await desk.lookPast()
            #expect(try await desk.queue() == [])
            await #expect(throws: SplitFailure.nothingEnded) { try await desk.lookPast() }
            let three = try await desk.split()
            #expect(try await desk.queue() == [])
            try await desk.end(three)
            #expect(try await desk.queue() == [desk.first])
            try await desk.hall.decide(Decision(to: .accepted), about: desk.first, in: desk.town)
            #expect(try await desk.queue() == [])
        }
    }

    @Test(
        "A part that is opened again takes the case from the queue, and its next end is news again",
        arguments: Engine.available
    )
    func reopening(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let part = try await desk.split()
            try await desk.end(part)
            try await desk.lookPast()
            try await desk.hall.work(part, in: desk.town) { try await $0.correct($1, reason: "Pomyłka.") }
            await #expect(throws: ReportFailure.partsOpen([part])) { try await desk.end(desk.first) }
            try await desk.end(part)
            #expect(try await desk.queue() == [desk.first])
        }
    }

    @Test(
        "A part goes on when its case ended without it, and the queue of its unit says so",
        arguments: Engine.available
    )
    func leftOver(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            var submission = Submission.personal(in: desk.town)
            submission.category = "pothole"
            let receipt = try await desk.hall.submit(submission, in: desk.town)
            let part = try await desk.split(receipt.number)
            func isLeftOver() async throws -> Bool? {
                let lines = try await desk.hall.inbox(by: .officer, in: desk.town, at: desk.hall.now).elements
                return lines.first { $0.entry.report.number == part }?.entry.isLeftOver
            }
            #expect(try await isLeftOver() == false)
            let link = ReportLink(receipt.number, receipt.secret, from: "test", in: desk.town, at: desk.hall.now)
            try await desk.hall.followUpReport.withdraw(link)
            #expect(try await desk.report(receipt.number).status == .closed)
            #expect(try await isLeftOver() == true)
            let whole = try await desk.report(part).split.from
            #expect(whole?.status == .closed)
            try await desk.end(part)
            #expect(try await desk.queue() == [])
        }
    }

    @Test(
        "A case that time discards leaves its open part, which names its number in the history alone",
        arguments: Engine.available
    )
    func discarding(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            var submission = Submission.personal(in: desk.town)
            submission.category = "pothole"
            let receipt = try await desk.hall.submit(submission, in: desk.town)
            let part = try await desk.split(receipt.number)
            let link = ReportLink(receipt.number, receipt.secret, from: "test", in: desk.town, at: desk.hall.now)
            try await desk.hall.followUpReport.withdraw(link)
            _ = try await desk.hall.runRetention(in: desk.town, by: .command("test"), at: .monday + .days(9_999))
            await #expect(throws: ReportFailure.notFound) { try await desk.report(receipt.number) }
            let left = try await desk.report(part)
            #expect(left.split == .none && left.status == .new)
            #expect(left.history.map(\.act) == [.received, .cameOf(receipt.number)])
        }
    }

    @Test("The audit log has both reports, and the history both lines", arguments: Engine.available)
    func audit(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let number = try await desk.split()
            try await desk.end(number)
            try await desk.lookPast()
            let (first, part) = (try await desk.report(desk.first).id, try await desk.report(number).id)
            let rows = try await desk.hall.auditStore.queue(limit: 100).waiting.map {
                [$0.kind, $0.object, $0.part ?? ""]
            }
            let kinds = ["report.split", "case.partsSeen"]
            #expect(
                Set(rows.filter { kinds.contains($0[0]) }) == [
                    ["report.split", "report/\(part)", ""], ["report.split", "report/\(first)", "line 2"],
                    ["case.partsSeen", "report/\(first)", ""],
                ]
            )
        }
    }

    @Test("The case and its parts are never suggested to each other", arguments: Engine.available)
    func suggestions(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let words = Submission.personal(in: desk.town).description
            let one = try await desk.split(category: "pothole", words: words)
            let two = try await desk.split(category: "pothole", words: words)
            func suggested(to number: ReportNumber) async throws -> [ReportNumber] {
                let open = try await desk.hall.readReport.unseen(number, in: desk.town)
                return try await desk.hall.findSimilarReports.forOffice(
                    to: open,
                    by: .officer,
                    in: desk.town,
                    at: desk.hall.now
                ).map(\.line.number)
            }
            for number in [desk.first, one, two] { #expect(try await suggested(to: number) == []) }
            var same = Submission.personal(in: desk.town)
            same.category = "pothole"
            same.latitude = desk.town.somewhere.map { "\($0.latitude)" } ?? ""
            same.longitude = desk.town.somewhere.map { "\($0.longitude)" } ?? ""
            let stranger = try await desk.hall.submit(same, in: desk.town).number
            #expect(try await Set(suggested(to: stranger)) == [desk.first, one, two])
        }
    }
}
