import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Units that take part in a case which another one leads, and cases that a unit gives back.
@Suite struct AskUnitsTests {
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let number: ReportNumber
        let leads: ID<Unit>
        let other: ID<Unit>
        let lead: Caller
        /// Of the other unit.
        let ola: Caller
        /// Of the other unit, and of some categories alone.
        let narrow: Caller

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            let category = try #require(town.category(ID("pothole")))
            let leads = category.unit
            self.leads = leads
            let other = try #require(town.units.map(\.id).first { $0 != leads })
            self.other = other
            var submission = Submission.personal(in: town)
            submission.category = category.id.rawValue
            number = try await hall.submit(submission, in: town).number
            lead = try await Self.hire("ida", StaffGrant(.operator, unit: leads), hall, town)
            ola = try await Self.hire("ola", StaffGrant(.operator, unit: other), hall, town)
            narrow = try await Self.hire("ewa", StaffGrant(.operator, unit: other, categories: [ID("bin")]), hall, town)
        }

        static func hire(_ login: String, _ grant: StaffGrant, _ hall: TestTownHall, _ town: Municipality) async throws
            -> Caller
        {
            let id = try await hall.hire("\(login)@urzad.example", [grant], in: town)
            return Caller(id, StaffRights([grant]), request: "test")
        }

        func work(_ caller: Caller) -> WorkOnCase.Work { hall.work(on: number, by: caller, in: town) }

        func ask(note: String = "Czy to wasz kabel?") async throws {
            try await hall.askUnits.ask(work(lead), other, note: note)
        }

        func answer(_ answer: AskUnits.Answer = .given, by caller: Caller? = nil) async throws {
            try await hall.askUnits.answer(work(caller ?? ola), for: other, answer, words: "Tak.")
        }

        func asked(_ caller: Caller) async throws -> [ReportNumber] {
            let page = try await hall.inbox(InboxView(queue: .asked), by: caller, in: town, at: hall.now)
            let counts = try await hall.inbox.counts(on: town.clock.date(of: hall.now), for: caller, in: town)
            #expect(counts[.asked] == page.elements.count)
            return page.elements.map(\.entry.report.number)
        }

        func watched(_ caller: Caller) async throws -> [ReportNumber] {
            let page = try await hall.inbox(InboxView(queue: .watched), by: caller, in: town, at: hall.now)
            let counts = try await hall.inbox.counts(on: town.clock.date(of: hall.now), for: caller, in: town)
            #expect(counts[.watched] == page.elements.count)
            return page.elements.map(\.entry.report.number)
        }

        func returned() async throws -> Int {
            let caller = Caller.officer
            let page = try await hall.inbox(InboxView(queue: .returned), by: caller, in: town, at: hall.now)
            let counts = try await hall.inbox.counts(on: town.clock.date(of: hall.now), for: caller, in: town)
            #expect(counts[.returned] == page.elements.count)
            return page.elements.count
        }

        func handOver(to unit: ID<Unit>) async throws {
            let seen = try await hall.readReport.unseen(number, in: town).report.history.count
            let work = HandleReport.Work(number, seen: seen, by: .officer, in: town, at: hall.now)
            try await hall.handleReport.handOver(work, to: unit, note: "")
        }

        func end() async throws {
            try await hall.decide(
                Decision(to: .rejected, justification: "Nie.", rejection: .outOfScope),
                about: number,
                in: town
            )
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("Who watches a case of another unit finds it while the own unit takes part", arguments: Engine.available)
    func watched(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let office = try await Office(database)
            await #expect(throws: AccountFailure.outOfReach) {
                try await office.hall.workOnCase.watch(office.work(office.ola))
            }
            try await office.ask()
            try await office.hall.workOnCase.watch(office.work(office.ola))
            #expect(try await office.watched(office.ola) == [office.number])
            try await office.answer()
            #expect(try await office.watched(office.ola) == [office.number])
            #expect(try await office.watched(office.lead) == [])
            try await office.hall.workOnCase.watch(office.work(office.lead))
            #expect(try await office.watched(office.lead) == [office.number])
            try await office.handOver(to: office.other)
            #expect(try await office.watched(office.lead) == [])
        }
    }

    @Test(
        "A unit that was asked finds the case, reads it without the contact data, and answers once",
        arguments: Engine.available
    )
    func asking(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let hall = office.hall
            await #expect(throws: AccountFailure.outOfReach) {
                _ = try await hall.readReport(office.number, by: office.ola, in: office.town, at: hall.now)
            }
            #expect(try await office.asked(office.ola) == [])
            try await office.ask()
            #expect(try await office.asked(office.ola) == [office.number])
            #expect(try await office.asked(office.lead) == [])
            #expect(try await office.asked(office.narrow) == [])
            let report = try await hall.readReport(office.number, by: office.ola, in: office.town, at: hall.now)
            #expect(report.contact.isEmpty)
            let read = try await hall.workOnCase.read(office.work(office.ola))
            #expect(read.answersFor == [office.other])
            #expect(read.lines.map(\.act) == [.unitAsked(office.other)])
            #expect(read.lines.first?.words == "Czy to wasz kabel?")
            try await hall.keepNotes.write(office.work(office.ola), "Sprawdzamy.")
            try await office.answer()
            #expect(try await office.asked(office.ola) == [])
            let after = try await hall.workOnCase.read(office.work(office.lead))
            #expect(after.units.map(\.state) == [.answered])
            #expect(after.answersFor == [])
            await #expect(throws: CaseworkFailure.unitNotAsked) { try await office.answer() }
            try await office.ask(note: "A kiedy?")
            #expect(try await office.asked(office.ola) == [office.number])
        }
    }

    @Test("A unit that takes part decides nothing and asks nobody", arguments: Engine.available)
    func limits(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            try await office.ask()
            let report = try await hall.readReport.unseen(office.number, in: town).report
            let rights = OfficeRight.allCases.filter { office.ola.may($0, on: report) }
            #expect(rights == [.viewReports, .noteReports])
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.askUnits.ask(office.work(office.ola), office.leads, note: "x")
            }
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.askUnits.release(office.work(office.ola), office.other, note: "")
            }
            await #expect(throws: AccountFailure.outOfReach) { try await office.answer(by: office.lead) }
            await #expect(throws: AccountFailure.outOfReach) { try await office.answer(by: office.narrow) }
        }
    }

    @Test("What cannot be asked is refused", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let units = office.hall.askUnits
            let work = office.work(office.lead)
            await #expect(throws: CaseworkFailure.unitLeads) { try await units.ask(work, office.leads, note: "x") }
            await #expect(throws: CaseworkFailure.unitUnknown) { try await units.ask(work, ID("nowhere"), note: "x") }
            await #expect(throws: CaseworkFailure.noteMissing) { try await office.ask(note: " ") }
            try await office.ask()
            await #expect(throws: CaseworkFailure.unitAskedAlready) { try await office.ask() }
            try await units.release(work, office.other, note: "")
            await #expect(throws: CaseworkFailure.unitNotAsked) {
                try await units.release(work, office.other, note: "")
            }
            await #expect(throws: AccountFailure.outOfReach) { try await office.answer() }
            try await office.ask()
            try await office.end()
            #expect(try await office.asked(office.ola) == [])
            await #expect(throws: CaseworkFailure.finished) { try await office.answer() }
            try await units.release(work, office.other, note: "")
            await #expect(throws: CaseworkFailure.finished) { try await office.ask() }
        }
    }

    @Test("A unit that gets the case takes part no more: it leads", arguments: Engine.available)
    func leads(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            try await office.ask()
            try await office.handOver(to: office.other)
            #expect(try await office.hall.workOnCase.read(office.work(office.ola)).units == [])
            #expect(try await office.asked(office.ola) == [])
        }
    }

    @Test(
        "A case that was given back waits for whoever gives cases to units, and no term stops",
        arguments: Engine.available
    )
    func givenBack(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let giveBack = office.hall.returnCase
            let work = office.work(office.lead)
            await #expect(throws: CaseworkFailure.nobodyDispatches) { try await giveBack(work, reason: "Nie nasze.") }
            #expect(try await !office.hall.workOnCase.read(work).mayBeReturned)
            let dispatcher = try await Office.hire("dag", StaffGrant(.dispatcher), office.hall, office.town)
            #expect(try await office.hall.workOnCase.read(work).mayBeReturned)
            let before = try await office.hall.readReport.unseen(office.number, in: office.town).report
            await #expect(throws: CaseworkFailure.noteMissing) { try await giveBack(work, reason: " ") }
            try await giveBack(work, reason: "Nie nasze.")
            #expect(try await office.returned() == 1)
            let read = try await office.hall.workOnCase.read(work)
            #expect(read.isReturned && !read.mayBeReturned)
            #expect(read.lines.map(\.act) == [.returned])
            #expect(read.lines.first?.words == "Nie nasze.")
            let after = try await office.hall.readReport.unseen(office.number, in: office.town).report
            #expect(after == before)
            await #expect(throws: CaseworkFailure.returnedAlready) { try await giveBack(work, reason: "Nie.") }
            try await giveBack.keep(office.work(dispatcher), note: "Jednak wasze.")
            #expect(try await office.returned() == 0)
            await #expect(throws: CaseworkFailure.notReturned) {
                try await giveBack.keep(office.work(dispatcher), note: "")
            }
            try await giveBack(work, reason: "Naprawdę nie nasze.")
            try await office.handOver(to: office.other)
            #expect(try await office.returned() == 0)
            await #expect(throws: AccountFailure.outOfReach) { try await giveBack(work, reason: "Nie.") }
        }
    }

    @Test("Who decided for the unit that had the case asks nobody once it has gone on", arguments: Engine.available)
    func moved(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            try await office.ask()
            let report = try await hall.readReport.unseen(office.number, in: town).report
            let third = try #require(town.units.map(\.id).first { ![office.leads, office.other].contains($0) })
            try await office.handOver(to: third)
            let line = CaseLine(
                id: ID("late"),
                report: report.id,
                author: office.lead.officer,
                at: hall.now,
                act: .unitReleased(office.other),
                words: nil
            )
            await #expect(throws: ReportFailure.movedMeanwhile) {
                try await hall.cases.release(
                    office.other,
                    from: report.unit,
                    logging: line,
                    noting: .sample(in: town.id),
                    in: town.id
                )
            }
            await #expect(throws: ReportFailure.movedMeanwhile) {
                try await hall.cases.ask(
                    office.other,
                    from: report.unit,
                    logging: line,
                    noting: .sample(in: town.id),
                    in: town.id
                )
            }
        }
    }

    @Test("A case that ended waits for nobody, also once it is open again", arguments: Engine.available)
    func ended(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await Office.hire("dag", StaffGrant(.dispatcher), office.hall, office.town)
            try await office.hall.returnCase(office.work(office.lead), reason: "Nie nasze.")
            try await office.end()
            #expect(try await !office.hall.workOnCase.read(office.work(office.lead)).isReturned)
            await #expect(throws: ReportFailure.handOverNotAllowed) {
                try await office.hall.returnCase(office.work(office.lead), reason: "Nie nasze.")
            }
        }
    }

    @Test("Of two who give a case back at once, one is told", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await Office.hire("dag", StaffGrant(.dispatcher), office.hall, office.town)
            let ends = await withTaskGroup(of: CaseworkFailure?.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do {
                            try await office.hall.returnCase(office.work(office.lead), reason: "Nie nasze.")
                            return nil
                        } catch { return error as? CaseworkFailure }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.count { $0 == nil } == 1)
            #expect(ends.count { $0 == .returnedAlready } == 1)
        }
    }
}
