import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// What happens by itself, on both engines, also when somebody acts in the same second.
@Suite struct RunReportClockTests {
    private static let dayAfter = Instant.utc(CivilDate(2026, 5, 5), 6)

    @Test(
        "A question that nobody answered closes the report after the last day, once, and the reporter is told",
        .clause("kielce/III.26"),
        arguments: Engine.available
    )
    func closing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let asked = try await hall.submit(in: town).number
            let other = try await hall.submit(in: town).number
            try await hall.work(asked, in: town) { try await $0.ask($1, question: "Gdzie?") }
            #expect(try await hall.reportClock(in: town, at: .utc(CivilDate(2026, 5, 4), 21, 59)) == 0)
            #expect(try await hall.reportClock(in: town, at: .utc(CivilDate(2026, 5, 4), 22)) == 1)
            #expect(try await hall.reportClock(in: town, at: Self.dayAfter) == 0)
            let closed = try await hall.readReport.unseen(asked, in: town).report
            #expect(closed.history.last?.act == .closed(.noAnswer))
            #expect(closed.history.last?.actor == .system)
            #expect(closed.deadlines.allSatisfy { !$0.isRunning })
            #expect(try await hall.readReport.unseen(other, in: town).report.status == .new)
        }
    }

    @Test("The clock closes many reports, slice by slice", arguments: Engine.available)
    func slices(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            for _ in 1...7 {
                let number = try await hall.submit(in: town).number
                try await hall.work(number, in: town) { try await $0.ask($1, question: "Gdzie?") }
            }
            #expect(try await RunReportClock(reports: hall.reports, slice: 3)(in: town, at: Self.dayAfter) == 7)
        }
    }

    @Test(
        "An answer and the automatic closing in the same second: one of them, never both",
        .clause("kielce/III.26"),
        arguments: Engine.available
    )
    func racing(_ engine: Engine) async throws {
        try await engine.withPlace { place in
            let town = try ProjectTown.named("kielce")
            let databases = [try await place.open(), try await place.open()]
            let halls = try databases.map { try TestTownHall($0, town) }
            for round in 1...10 {
                let receipt = try await halls[0].submit(key: "round-\(round)", in: town)
                try await halls[0].work(receipt.number, in: town) { try await $0.ask($1, question: "Gdzie?") }
                async let answered = Self.reply(to: receipt, in: town, halls[0])
                async let closed = halls[1].reportClock(in: town, at: Self.dayAfter)
                let ends = (try await answered, try await closed)
                let report = try await halls[0].readReport.unseen(receipt.number, in: town).report
                #expect(report.history.count == 3)
                #expect(report.status == (ends.0 ? .new : .closed))
                #expect(ends.1 == (ends.0 ? 0 : 1))
                #expect(!report.isWaiting)
            }
            for database in databases { await database.close() }
        }
    }

    /// Whether the answer was taken.
    private static func reply(
        to receipt: SubmitReport.Receipt,
        in town: Municipality,
        _ hall: TestTownHall
    ) async throws -> Bool {
        do {
            let link = ReportLink(receipt.number, receipt.secret, from: "192.0.2.1", in: town, at: dayAfter)
            try await hall.followUpReport.reply(link, answer: "Tu.")
            return true
        } catch ReportFailure.notWaiting {
            return false
        }
    }

    @Test(
        "Finished reports leave the list after the town's time; their page and the terms stay",
        .clause("kielce/III.27", "demo/§5.4"),
        arguments: Engine.available
    )
    func hiding(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            try await hall.decide(Decision(to: .accepted), about: number, in: town)
            let closing = Decision(to: .closed, justification: "Nie da się.", solution: "Inaczej.")
            try await hall.decide(closing, about: number, in: town)
            #expect(
                try await hall.browseReports.list(PublicQuery(limit: 10), for: .everyone, in: town).elements.count == 1
            )
            #expect(try await hall.reportClock(in: town, at: .utc(CivilDate(2026, 7, 27), 12)) == 0)
            #expect(try await hall.reportClock(in: town, at: .utc(CivilDate(2026, 7, 28), 12)) == 1)
            #expect(
                try await hall.browseReports.list(PublicQuery(limit: 10), for: .everyone, in: town).elements.isEmpty
            )
            #expect(try await hall.browseReports(number, for: .everyone, in: town).text == .sample)
            #expect(try await hall.reportClock(in: town, at: .utc(CivilDate(2026, 7, 29), 12)) == 0)
        }
    }

    @Test(
        "A calendar that changes moves the terms that run, once, and keeps the day that was told",
        arguments: Engine.available
    )
    func recounting(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(in: town).number
            let closed = ClosedDay(CivilDate(2026, 4, 29))
            let changed = town.revised(
                revision: 2,
                calendar: WorkingCalendar(town.calendar.holidays, closedDays: [closed])
            )
            #expect(try await hall.reportClock(in: changed, at: hall.now) == 1)
            #expect(try await hall.reportClock(in: changed, at: hall.now) == 0)
            let verify = try #require(try await hall.readReport.unseen(number, in: town).report.deadlines.first)
            #expect(verify.due == CivilDate(2026, 5, 4))
            #expect(verify.earlierDues == [CivilDate(2026, 4, 30)])
            #expect(verify.revision == 2)
        }
    }
}

extension Municipality {
    fileprivate func revised(revision: Int, calendar: WorkingCalendar) -> Municipality {
        Municipality(
            id: id,
            revision: revision,
            profile: profile,
            units: units,
            groups: groups,
            categories: categories,
            reports: reports,
            calendar: calendar,
            clock: clock,
            regulation: regulation,
            words: words,
            boundary: boundary
        )
    }
}
