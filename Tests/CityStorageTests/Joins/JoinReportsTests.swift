import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct JoinReportsTests {
    private static func with(_ engine: Engine, _ town: String = "demo", _ body: (JoinDesk) async throws -> Void)
        async throws
    {
        try await engine.withDatabase { database in try await body(try JoinDesk(database, town)) }
    }

    @Test(
        "A new report is rejected with the number of the one that leads, and both histories tell of it",
        .clause("suprasl/II b7", "biale-blota/§3 b5"),
        arguments: Engine.available,
        ["suprasl", "biale-blota", "demo"]
    )
    func rejecting(_ engine: Engine, town: String) async throws {
        try await Self.with(engine, town) { desk in
            let (leading, later) = (try await desk.send(), try await desk.send())
            try await desk.join(later, to: leading)
            let (first, second) = (try await desk.report(leading), try await desk.report(later))
            #expect(second.status == .rejected)
            #expect(second.history.last?.act == .rejected(.duplicate, earlier: leading))
            #expect(second.joined == Join(leading: leading, way: .rejected))
            #expect(first.status == .new && first.leads == 1 && first.joined == nil)
            #expect(first.history.last?.act == .tookIn(later))
            let words = try await desk.hall.readReport.unseen(later, in: desk.town).answers
            #expect(words.values.map(\.justification) == ["Ta sama lampa."])
            let joined = try await desk.hall.joinReports.joined(to: first, by: .officer, in: desk.town)
            #expect(joined.map(\.number) == [later] && joined.map(\.way) == [.rejected])
        }
    }

    @Test("A decision on the ground of a duplicate is the same join", arguments: Engine.available)
    func deciding(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later, last) = (try await desk.submit(), try await desk.submit(), try await desk.submit())
            func reject(_ number: ReportNumber, as other: ReportNumber) async throws {
                let decision = Decision(to: .rejected, justification: "To samo.", rejection: .duplicate, earlier: other)
                try await desk.hall.decide(decision, about: number, in: desk.town)
            }
            try await reject(later, as: leading)
            #expect(try await desk.report(later).joined == Join(leading: leading, way: .rejected))
            // The number of a joined one stands for the one that leads.
            try await reject(last, as: later)
            #expect(try await desk.report(last).history.last?.act == .rejected(.duplicate, earlier: leading))
            #expect(try await desk.report(leading).leads == 2)
        }
    }

    @Test("A report under way keeps its status and its terms, and is decided by itself", arguments: Engine.available)
    func beside(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            try await desk.accept(later)
            let before = try await desk.report(later)
            try await desk.join(later, to: leading)
            let after = try await desk.report(later)
            #expect(after.status == .accepted && after.deadlines == before.deadlines)
            #expect(after.history.last?.act == .joined(to: leading))
            #expect(after.joined == Join(leading: leading, way: .beside))
            try await desk.begin(later)
            #expect(try await desk.report(later).joined?.leading == leading)
        }
    }

    @Test(
        "There are no chains: the number of a joined report leads on, and one that leads goes nowhere",
        arguments: Engine.available
    )
    func chains(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (one, two) = (try await desk.submit(), try await desk.submit())
            let (three, four) = (try await desk.submit(), try await desk.submit())
            try await desk.join(two, to: one)
            try await desk.join(three, to: two)
            #expect(try await desk.report(three).joined?.leading == one)
            await #expect(throws: JoinFailure.leadsOthers(2)) { try await desk.join(one, to: four) }
            await #expect(throws: JoinFailure.leadingJoined(to: one)) { try await desk.join(one, to: two) }
            await #expect(throws: JoinFailure.itself) { try await desk.join(four, to: four) }
            await #expect(throws: JoinFailure.unknown) {
                try await desk.join(four, to: ReportNumber(year: 2026, sequence: 99))
            }
            await #expect(throws: ReportFailure.moveNotAllowed(from: .rejected, to: .rejected)) {
                try await desk.join(two, to: four)
            }
        }
    }

    @Test("Of two officers who join two reports to each other at once, one wins", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            for _ in 0..<5 {
                let (one, two) = (try await desk.submit(), try await desk.submit())
                let works = [(try await desk.work(one), two), (try await desk.work(two), one)]
                let won = await withTaskGroup(of: Bool.self) { group in
                    for (work, leading) in works {
                        group.addTask {
                            (try? await desk.hall.joinReports.join(work, to: leading, words: "To samo.")) != nil
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(won == 1)
                let reports = [try await desk.report(one), try await desk.report(two)]
                #expect(reports.compactMap(\.joined).count == 1)
                #expect(reports.map(\.leads).sorted() == [0, 1])
            }
        }
    }

    @Test(
        "Taken apart, a rejected report goes on where it was, with the terms of its first day",
        arguments: Engine.available
    )
    func parting(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            let before = try await desk.report(later)
            try await desk.join(later, to: leading)
            desk.hall.clock.advance(.days(2))
            try await desk.part(later)
            let (first, second) = (try await desk.report(leading), try await desk.report(later))
            #expect(second.status == .new && second.joined == nil && second.deadlines == before.deadlines)
            #expect(second.history.last?.act == .resumed(from: leading))
            #expect(first.leads == 0 && first.history.last?.act == .letGo(later))
            await #expect(throws: JoinFailure.notJoined) { try await desk.part(later) }
            // It can be joined once more.
            try await desk.join(later, to: leading)
            #expect(try await desk.report(later).status == .rejected)
        }
    }

    @Test("Taken apart, a report that went on beside stands where it came to meanwhile", arguments: Engine.available)
    func partingBeside(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            try await desk.accept(later)
            try await desk.join(later, to: leading)
            try await desk.begin(later)
            try await desk.part(later)
            let after = try await desk.report(later)
            #expect(after.status == .inProgress && after.joined == nil)
            #expect(after.history.last?.act == .parted(from: leading))
        }
    }

    @Test(
        "A rejection that joined is not corrected but taken apart, and nothing else moves it",
        arguments: Engine.available
    )
    func correcting(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            try await desk.join(later, to: leading)
            #expect(try await desk.report(later).correctable == nil)
            await #expect(throws: ReportFailure.joined(to: leading)) {
                try await desk.hall.work(later, in: desk.town) { try await $0.correct($1, reason: "Pomyłka.") }
            }
            try await desk.part(later)
            #expect(try await desk.report(later).correctable == nil)
        }
    }

    @Test(
        "Who joins has the right to the report and may see the other one, at that moment",
        arguments: Engine.available
    )
    func rights(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            let unit = try await desk.report(later).unit
            let other = try #require(desk.town.units.first { $0.id != unit }?.id)
            func caller(_ unit: ID<Unit>) -> Caller {
                Caller(.officer, StaffRights([StaffGrant(.operator, unit: unit)]), request: nil)
            }
            await #expect(throws: AccountFailure.outOfReach) {
                try await desk.join(later, to: leading, by: caller(other))
            }
            try await desk.hall.work(leading, in: desk.town) { try await $0.handOver($1, to: other, note: "") }
            await #expect(throws: JoinFailure.unknown) { try await desk.join(later, to: leading, by: caller(unit)) }
            // What everybody may see, everybody of the office may name.
            try await desk.accept(leading)
            try await desk.join(later, to: leading, by: caller(unit))
            #expect(
                try await desk.hall.joinReports.joined(to: desk.report(leading), by: caller(other), in: desk.town) == []
            )
            let stale = HandleReport.Work(later, seen: 1, by: .officer, in: desk.town, at: desk.hall.now)
            await #expect(throws: ReportFailure.movedMeanwhile) {
                try await desk.hall.joinReports.part(stale, reason: "Pomyłka.")
            }
            // Whoever decides about a report takes it apart, wherever the other one went.
            try await desk.hall.work(leading, in: desk.town) { try await $0.takeDown($1, reason: "Dane.") }
            await #expect(throws: AccountFailure.outOfReach) { try await desk.part(later, by: caller(other)) }
            try await desk.part(later, by: caller(unit))
            #expect(try await desk.report(later).joined == nil)
        }
    }

    @Test("The audit log has both acts with both reports", arguments: Engine.available)
    func audit(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            try await desk.join(later, to: leading)
            try await desk.part(later)
            let rows = try await desk.hall.auditStore.queue(limit: 100).waiting.map {
                [$0.kind, $0.object, $0.part ?? ""]
            }
            let (first, second) = (try await desk.report(leading).id, try await desk.report(later).id)
            let expected = [
                ["report.joined", "report/\(second)", "line 2"], ["report.joined", "report/\(first)", "line 2"],
                ["report.parted", "report/\(second)", "line 3"], ["report.parted", "report/\(first)", "line 3"],
            ]
            #expect(Set(rows.filter { ["report.joined", "report.parted"].contains($0[0]) }) == Set(expected))
        }
    }

    @Test(
        "Letters go to the reporter and followers of a joined report as long as it is joined, once to each",
        arguments: Engine.available
    )
    func letters(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let leading = try await desk.submit("pierwsza@poczta.example")
            let later = try await desk.submit("druga@poczta.example")
            let same = try await desk.submit("pierwsza@poczta.example")
            for number in [leading, later, same] { try await desk.accept(number) }
            try await desk.follow(leading, "obie@poczta.example")
            try await desk.follow(later, "obie@poczta.example")
            try await desk.follow(later, "tylko@poczta.example")
            try await desk.join(later, to: leading)
            let told = try await desk.readers()
            #expect(told == ["druga@poczta.example", "obie@poczta.example", "tylko@poczta.example"])
            try await desk.join(same, to: leading)
            #expect(try await desk.readers() == ["pierwsza@poczta.example"])

            try await desk.begin(leading)
            let news = try await desk.hall.mail()
            let addresses = news.map(\.to.address.text).sorted()
            #expect(
                addresses == [
                    "druga@poczta.example", "obie@poczta.example", "pierwsza@poczta.example", "tylko@poczta.example",
                ]
            )
            let second = try #require(news.first { $0.to.address.text == "druga@poczta.example" })
            #expect(second.subject.contains("\(later)") && second.subject.contains("\(leading)"))
            #expect(second.text.contains("Zamówione."))

            try await desk.part(later)
            #expect(try await desk.readers() == told)
            try await desk.hall.decide(Decision(to: .done, justification: "Świeci."), about: leading, in: desk.town)
            #expect(try await desk.readers() == ["obie@poczta.example", "pierwsza@poczta.example"])
        }
    }

    @Test(
        "Of a leading report that is not public, the reporter of a joined one learns the status alone",
        arguments: Engine.available
    )
    func secrets(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let leading = try await desk.submit()
            let later = try await desk.submit("druga@poczta.example")
            try await desk.join(later, to: leading)
            _ = try await desk.hall.mail()
            let decision = Decision(to: .rejected, justification: "Tajne słowa.", rejection: .outOfScope)
            try await desk.hall.decide(decision, about: leading, in: desk.town)
            let letters = try await desk.hall.mail()
            #expect(letters.map(\.to.address.text) == ["druga@poczta.example"])
            #expect(letters.allSatisfy { !$0.text.contains("Tajne") && $0.text.contains("\(leading)") })
        }
    }

    @Test("A letter that waits is not sent once the two are taken apart", arguments: Engine.available)
    func waitingLetters(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let leading = try await desk.submit()
            let later = try await desk.submit("druga@poczta.example")
            try await desk.join(later, to: leading)
            _ = try await desk.hall.mail()
            try await desk.hall.decide(Decision(to: .accepted), about: leading, in: desk.town)
            while try await desk.hall.handleEvents() > 0 {}
            try await desk.part(later)
            let letters = try await desk.hall.mail()
            #expect(letters.map(\.subject).allSatisfy { !$0.contains("\(leading)") })
            #expect(letters.count == 1)
        }
    }

    @Test("A joined report is not suggested: who finds the one that leads has found it", arguments: Engine.available)
    func suggestions(_ engine: Engine) async throws {
        try await Self.with(engine) { desk in
            let (leading, later) = (try await desk.submit(), try await desk.submit())
            for number in [leading, later] { try await desk.accept(number) }
            func suggested() async throws -> Set<ReportNumber> {
                let new = try await desk.hall.readReport.unseen(desk.submit(), in: desk.town)
                let found = try await desk.hall.findSimilarReports.forOffice(
                    to: new,
                    by: .officer,
                    in: desk.town,
                    at: desk.hall.now
                )
                return Set(found.map(\.line.number))
            }
            #expect(try await suggested().isSuperset(of: [leading, later]))
            try await desk.join(later, to: leading)
            let after = try await suggested()
            #expect(after.contains(leading) && !after.contains(later))
        }
    }
}
