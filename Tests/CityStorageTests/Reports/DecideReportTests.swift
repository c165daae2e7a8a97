import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

@Suite struct DecideReportTests {
    @Test(
        "An answer is sealed in the history and opens for the reporter, the office and the public page",
        .clause("kielce/III.17"),
        arguments: Engine.available
    )
    func answering(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(in: town)
            try await hall.decide(Decision(to: .accepted), about: receipt.number, in: town)
            let closing = Decision(
                to: .closed,
                justification: "Latarnia nie jest miejska.",
                solution: "Proszę pisać do sieci."
            )
            let moved = try await hall.decide(closing, about: receipt.number, in: town)
            let answer = try #require(moved.history.last?.answer)
            #expect(answer.ciphertext.count > 40)
            #expect(!String(decoding: answer.ciphertext, as: UTF8.self).contains("Latarnia"))
            let expected = [4: Answer(justification: "Latarnia nie jest miejska.", solution: "Proszę pisać do sieci.")]
            #expect(try await hall.open(receipt.number, receipt.secret, in: town).answers == expected)
            #expect(try await hall.readReport.unseen(receipt.number, in: town).answers == expected)
            #expect(try await hall.browseReports(receipt.number, for: .everyone, in: town).answers == expected)
        }
    }

    @Test(
        "A report becomes public with its acceptance, in the office's words, where the town's rules say so",
        .clause("kielce/III.16", "suprasl/II b4", "biale-blota/§3 b2"),
        arguments: Engine.available,
        [("kielce", true), ("suprasl", true), ("biale-blota", false), ("siedlce", false)]
    )
    func publishing(_ engine: Engine, row: (town: String, isPublic: Bool)) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named(row.town)
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), origin: .api(ID("k")), in: town).number
            #expect(try await hall.browseReports.list(PublicQuery(limit: 9), for: .everyone, in: town).elements.isEmpty)
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            let list = try await hall.browseReports.list(PublicQuery(limit: 9), for: .everyone, in: town).elements
            #expect(list.map(\.title) == (row.isPublic ? [PublicText.sample.title] : []))
            #expect(try await hall.readReport.unseen(number, in: town).published == (row.isPublic ? .sample : nil))
        }
    }

    @Test("A rejected report is never public", .clause("kielce/III.16"), arguments: Engine.available)
    func rejecting(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .rejected, rejection: .unlawful), about: number, in: town)
            await #expect(throws: ReportFailure.notFound) {
                try await hall.browseReports(number, for: .everyone, in: town)
            }
        }
    }

    @Test("A decision on a page that is out of date changes nothing", arguments: Engine.available)
    func stale(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            for (seen, decision) in [(1, Decision(to: .inProgress, justification: "x")), (0, Decision(to: .closed))] {
                await #expect(throws: ReportFailure.movedMeanwhile) {
                    try await hall.decideReport(
                        decision,
                        about: number,
                        publicText: nil,
                        seen: seen,
                        by: .officer,
                        in: town,
                        at: hall.now
                    )
                }
            }
            #expect(try await hall.readReport.unseen(number, in: town).report.history.count == 3)
        }
    }

    @Test("Of two officers who decide at once one wins, the other is told", arguments: Engine.available)
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let town = try ProjectTown.named("kielce")
            let databases = [try await place.open(), try await place.open()]
            let halls = try databases.map { try TestTownHall($0, town) }
            for _ in 0..<10 {
                let number = try await halls[0].submit(in: town).number
                let decisions = [Decision(to: .accepted), Decision(to: .rejected, rejection: .unlawful)]
                let ends = await withTaskGroup(of: String.self) { group in
                    for (hall, decision) in zip(halls, decisions) {
                        group.addTask { await outcome(of: decision, about: number, in: town, hall) }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(ends.sorted() == ["lost", "won"])
                let report = try await halls[0].readReport.unseen(number, in: town)
                #expect(report.report.history.count(where: \.changesStatus) == 1)
                #expect((report.published != nil) == (report.report.status == .accepted))
            }
            for database in databases { await database.close() }
        }
    }

    /// "won", "lost", or the error that should not have come.
    private func outcome(
        of decision: Decision,
        about number: ReportNumber,
        in town: Municipality,
        _ hall: TestTownHall
    ) async -> String {
        do {
            _ = try await hall.decideReport(
                decision,
                about: number,
                publicText: .sample,
                seen: 1,
                by: .officer,
                in: town,
                at: hall.now
            )
            return "won"
        } catch ReportFailure.movedMeanwhile {
            return "lost"
        } catch ReportFailure.moveNotAllowed {
            // The other was done before this one was read.
            return "lost"
        } catch {
            return "\(error)"
        }
    }

    @Test("The terms that end and begin are stored with the move", arguments: Engine.available)
    func terms(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            hall.clock.advance(.days(3))
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            let deadlines = try await hall.readReport.unseen(number, in: town).report.deadlines
            let facts = deadlines.map { "\($0.name) \($0.startedOn) \($0.due) \($0.endedOn.map { "\($0)" } ?? "runs")" }
            #expect(
                facts == [
                    "verify 2026-04-27 2026-04-30 2026-04-30", "closeAsNotFeasible 2026-04-30 2026-06-01 runs",
                    "start 2026-04-30 2026-05-21 runs",
                ]
            )
            let line = try await hall.inbox(by: .officer, in: town, at: hall.now).elements.first?.entry
            #expect(line?.nextDeadline?.name == .start)
        }
    }
}
