import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityStorage

/// Work that contractors get and answer for by a link, on both engines.
@Suite struct CommissionTests {
    private static func with(_ engine: Engine, _ body: @Sendable (CommissionOffice) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(CommissionOffice(database)) }
    }

    @Test(
        "Work goes to a firm, is taken on, done, sent back, done again, and the office sees each answer",
        arguments: Engine.available
    )
    func journey(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let id = try await office.give()
            #expect(try await office.letters() == ["commission-given"])
            #expect(try await office.news() == 0)
            let opened = try await office.hall.answerCommission.open(office.hall.link(id, in: office.town))
            #expect(opened.order == "Proszę załatać dziurę.")
            #expect(try await office.news() == 0)
            try await office.answer(.accept, id, "")
            try await office.answer(.ask, id, "Od której strony?")
            #expect(try await office.news() == 1)
            try await office.take(.reply, id, "Od rynku.")
            #expect(try await office.news() == 0)
            try await office.answer(.done, id)
            #expect(try await office.news() == 1)
            try await office.take(.see, id)
            #expect(try await office.news() == 0)
            try await office.take(.sendBack, id, "Brakuje krawężnika.")
            try await office.answer(.done, id)
            let commission = try await office.commission(id)
            #expect(commission.commission.state == .done)
            #expect(
                commission.lines.map(\.act) == [
                    .ordered, .opened, .accepted, .asked, .replied, .done, .seen, .sentBack, .done,
                ]
            )
            #expect(commission.lines.map(\.words)[3] == "Od której strony?")
            #expect(commission.lines.filter { $0.side == .contractor }.count == 5)
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting
            #expect(
                kinds.filter { $0.kind == "commission.answered" }.allSatisfy { $0.actor == "contractor/\(office.firm)" }
            )
            #expect(kinds.count { $0.kind == "commission.answered" } == 4)
            #expect(kinds.count { $0.kind == "commission.opened" } == 1)
            #expect(try await office.letters().count { $0.hasPrefix("commission-replied") } == 2)
        }
    }

    @Test("A declined piece of work is over for the firm, and the office learns why", arguments: Engine.available)
    func declined(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let id = try await office.give()
            await #expect(throws: ContractorFailure.wordsMissing) { try await office.answer(.decline, id, " ") }
            try await office.answer(.decline, id, "Brak ludzi.")
            await #expect(throws: ContractorFailure.answeredAlready) { try await office.answer(.accept, id) }
            #expect(try await office.news() == 1)
            #expect(try await office.commission(id).lines.last?.words == "Brak ludzi.")
        }
    }

    @Test("Work that is taken back opens no more at once, and the firm is told", arguments: Engine.available)
    func withdrawn(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let id = try await office.give()
            try await office.take(.withdraw, id, "")
            let link = office.hall.link(id, in: office.town)
            await #expect(throws: ContractorFailure.over) { _ = try await office.hall.answerCommission.open(link) }
            await #expect(throws: ContractorFailure.over) { try await office.hall.answerCommission.check(link) }
            await #expect(throws: ContractorFailure.over) { try await office.answer(.accept, id) }
            await #expect(throws: ContractorFailure.over) { try await office.take(.reply, id) }
            #expect(try await office.letters() == ["commission-given", "commission-over"])
        }
    }

    @Test("The end of the case ends the link for good, also when it is opened again", arguments: Engine.available)
    func caseEnds(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (open, done) = (try await office.give(), try await office.give())
            try await office.answer(.done, done)
            try await office.end()
            for id in [open, done] {
                let link = office.hall.link(id, in: office.town)
                await #expect(throws: ContractorFailure.over) { _ = try await office.hall.answerCommission.open(link) }
            }
            #expect(try await office.commission(open).commission.state == .ended)
            #expect(try await office.commission(done).commission.state == .done)
            #expect(try await office.letters().count { $0 == "commission-over" } == 1)
            await #expect(throws: ContractorFailure.caseFinished) { _ = try await office.give() }
            let seen = try await office.hall.readReport.unseen(office.number, in: office.town).report.history.count
            let work = HandleReport.Work(office.number, seen: seen, by: .officer, in: office.town, at: office.hall.now)
            try await office.hall.handleReport.correct(work, reason: "Pomyłka.")
            let link = office.hall.link(done, in: office.town)
            await #expect(throws: ContractorFailure.over) { _ = try await office.hall.answerCommission.open(link) }
        }
    }

    @Test(
        "Of an answer and the end of the work at once, no answer is lost and none comes after",
        arguments: Engine.available,
        [true, false]
    )
    func race(_ engine: Engine, withdraws: Bool) async throws {
        try await Self.with(engine) { office in
            let id = try await office.give()
            let outcome = await withTaskGroup(of: (String, (any Error)?).self) { group in
                group.addTask {
                    do {
                        try await office.answer(.done, id)
                        return ("answer", nil)
                    } catch { return ("answer", error) }
                }
                group.addTask {
                    do {
                        try await withdraws ? office.take(.withdraw, id) : office.end()
                        return ("end", nil)
                    } catch { return ("end", error) }
                }
                return await group.reduce(into: [String: (any Error)?]()) { $0[$1.0] = $1.1 }
            }
            let state = try await office.commission(id).commission
            if let failure = outcome["answer"] ?? nil {
                #expect(failure as? ContractorFailure == .over)
                #expect(state.state == (withdraws ? .withdrawn : .ended))
            } else {
                #expect(state.state == .done)
                #expect(try await office.commission(id).lines.contains { $0.act == .done })
                // Work that is done is not taken back; the end of the case cuts the link all the same.
                #expect(withdraws ? (outcome["end"] ?? nil) != nil : state.isCut)
            }
        }
    }

    @Test(
        "A wrong link opens nothing, is counted, and tells nobody whether there is such work",
        arguments: Engine.available
    )
    func wrong(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let id = try await office.give()
            let right = hall.link(id, in: town)
            for unknown in [id, ID<Commission>("nothing")] {
                let wrong = AnswerCommission.Link(
                    unknown,
                    hall.vault.token(of: ID<Commission>("other"), in: town.id),
                    from: right.network,
                    request: nil,
                    in: town,
                    at: hall.now
                )
                for _ in 0..<12 {
                    do {
                        try await hall.answerCommission.check(wrong)
                        Issue.record("a wrong link opens")
                    } catch ContractorFailure.wrongLink {} catch ContractorFailure.paused {}
                }
                do {
                    try await hall.answerCommission.check(wrong)
                    Issue.record("no pause")
                } catch ContractorFailure.paused {}
            }
            // Another network is not shut out.
            try await hall.answerCommission.check(hall.link(id, network: "203.0.113.9", in: town))
        }
    }

    @Test("What cannot be ordered is refused, all of it at once", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            func failures(_ typed: CommissionWork.Typed) async throws -> [ContractorFailure] {
                do {
                    try await hall.commissionWork.order(office.work, typed)
                    return []
                } catch let failures as Failures {
                    return failures.all.compactMap { $0 as? ContractorFailure }
                }
            }
            let empty = CommissionWork.Typed(contractor: "", order: " ", due: "jutro", photos: [])
            #expect(try await failures(empty) == [.contractorGone, .orderMissing, .dueMissing])
            let past = CommissionWork.Typed(
                contractor: office.firm.rawValue,
                order: "Zadzwonić do Żaneta Wymyślona.",
                due: (office.today - 1).description,
                photos: []
            )
            #expect(
                try await failures(past) == [.namesReporter, .dueOutOfRange(office.today, office.today + 366)]
            )
            let photo = CommissionWork.Typed(contractor: office.firm.rawValue, order: "x", due: "", photos: ["none"])
            #expect(try await failures(photo) == [.photoGone])
            let elsewhere = try await hall.contractor("Inna Firma", units: ["residents"], in: town)
            let other = CommissionWork.Typed(contractor: elsewhere.rawValue, order: "x", due: "", photos: [])
            #expect(try await failures(other) == [.contractorGone])
            let draft = try await hall.commissionWork.draft(office.work)
            #expect(draft.contractors.map(\.contractor.id) == [office.firm])
            #expect(!draft.order.contains(draft.report.content.description))
            let dispatcher = Caller(ID("d"), StaffRights([StaffGrant(.dispatcher)]), request: nil)
            await #expect(throws: AccountFailure.rightMissing(.commissionWork)) {
                _ = try await hall.commissionWork.draft(hall.work(on: office.number, by: dispatcher, in: town))
            }
        }
    }

    @Test("A reminder goes out before the day and one after it, each once", arguments: Engine.available)
    func reminders(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let id = try await office.give()
            let due = try await office.commission(id).commission.due
            let remind = RemindContractors(commissions: hall.commissions)
            func made(_ day: CivilDate) async throws -> Int {
                try await remind(in: town, at: town.clock.instant(of: day) + .hours(9))
            }
            #expect(try await made(due - 10) == 0)
            var near = due - 1
            while !town.calendar.isWorkingDay(near) { near = near - 1 }
            #expect(try await made(near) == 1)
            #expect(try await made(near) == 0)
            var late = due + 1
            while !town.calendar.isWorkingDay(late) {
                #expect(try await made(late) == 0)
                late = late + 1
            }
            #expect(try await made(late) == 1)
            #expect(try await made(late) == 0)
            #expect(try await office.letters() == ["commission-due-soon", "commission-given", "commission-overdue"])
        }
    }

    @Test("The order is the reminder where its day is near already", arguments: Engine.available)
    func nearOrder(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town, today) = (office.hall, office.town, office.today)
            let soon = try #require(town.reports.contractors?.remind).end(from: today, in: town.calendar)
            let remind = RemindContractors(commissions: hall.commissions)
            for due in [today, soon] {
                _ = try await hall.commission(office.firm, on: office.number, due: due.description, in: town)
            }
            #expect(try await remind(in: town, at: hall.now) == 0)
            _ = try await hall.commission(office.firm, on: office.number, due: (soon + 1).description, in: town)
            let next = town.clock.instant(of: today + 1) + .hours(9)
            #expect(try await remind(in: town, at: next) >= 1, "the third one, and the first is late by now")
            #expect(try await office.letters().count { $0 == "commission-due-soon" } == 1)
        }
    }

    @Test(
        "A link brings as much as work needs, and no more; opening it again and again adds nothing",
        arguments: Engine.available
    )
    func bounded(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let id = try await office.give()
            for _ in 0..<3 {
                _ = try await office.hall.answerCommission.open(office.hall.link(id, in: office.town))
            }
            #expect(try await office.commission(id).lines.map(\.act) == [.ordered, .opened])
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(kinds.count { $0 == "commission.opened" } == 3)
            for number in 0..<SealedCommission.mostSaid { try await office.answer(.ask, id, "Pytanie \(number)?") }
            await #expect(throws: ContractorFailure.saidTooOften) { try await office.answer(.done, id) }
            let link = office.hall.link(id, in: office.town)
            await #expect(throws: ContractorFailure.saidTooOften) {
                try await office.hall.answerCommission.check(.done, link, words: "Gotowe.")
            }
            try await office.take(.reply, id)
            #expect(try await office.commission(id).lines.count == SealedCommission.mostSaid + 3)
        }
    }

    @Test("A step of the office is refused once another unit has the case", arguments: Engine.available)
    func movedMeanwhile(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            let id = try await office.give()
            let sealed = try #require(try await hall.commissions.commission(id, in: town.id))
            let entry = try hall.audit.entry(
                RecordAudit.Act(.commissionSeen, .commission(id, on: sealed.commission.report)),
                by: office.caller,
                in: town.id,
                at: hall.now
            )
            let line = CommissionLine(id: ID("l"), at: hall.now, act: .seen, officer: nil, words: nil)
            func change(seeing unit: ID<Unit>?) async throws {
                let change = CommissionChange(unit: unit, line: line, noted: entry, letter: nil)
                try await hall.commissions.change(id, storing: change, in: town.id) { _ in }
            }
            await #expect(throws: ReportFailure.movedMeanwhile) { try await change(seeing: ID("residents")) }
            #expect(try await office.commission(id).lines.count == 1)
            try await change(seeing: nil)
            #expect(try await office.commission(id).lines.count == 2)
        }
    }

    @Test(
        "The register keeps, changes, closes and erases, and two changes at once are told apart",
        arguments: Engine.available
    )
    func register(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town, caller) = (office.hall, office.town, office.caller)
            let keep = hall.keepContractors
            func typed(_ name: String) -> KeepContractors.Typed {
                KeepContractors.Typed(
                    name: name,
                    email: "nowe@zmyslone.example",
                    company: "",
                    language: "uk",
                    units: ["roads"],
                    categories: ["pothole"]
                )
            }
            try await keep.change(office.firm, seeing: 1, to: typed("Nowa"), by: caller, in: town, at: hall.now)
            await #expect(throws: ContractorFailure.changedMeanwhile) {
                try await keep.change(office.firm, seeing: 1, to: typed("Inna"), by: caller, in: town, at: hall.now)
            }
            let one = try await keep.one(office.firm, by: caller, in: town, at: hall.now)
            #expect(one.details?.name == "Nowa" && one.details?.language == .ukrainian)
            #expect(one.contractor.units == [ID("roads")] && one.contractor.categories == [ID("pothole")])
            let second = try await hall.contractor("Druga", in: town)
            let id = try await hall.commission(second, on: office.number, in: town)
            await #expect(throws: ContractorFailure.hasWork) {
                try await keep.erase(second, by: caller, in: town, at: hall.now)
            }
            try await keep.set(.closed, for: second, seeing: 1, by: caller, in: town, at: hall.now)
            await #expect(throws: Failures.self) { _ = try await hall.commission(second, on: office.number, in: town) }
            try await office.take(.withdraw, id, "")
            try await keep.erase(second, by: caller, in: town, at: hall.now)
            #expect(try await keep.one(second, by: caller, in: town, at: hall.now).details == nil)
            #expect(try await office.commission(id).contractor.details == nil)
            let keys = try await hall.database.town(town.id).read { transaction in
                try transaction.query("SELECT owner FROM data_keys WHERE municipality = {town} AND owner = ?", second)
                    .count
            }
            #expect(keys == 0)
            await #expect(throws: ContractorFailure.unknown) {
                try await keep.set(.open, for: second, seeing: 3, by: caller, in: town, at: hall.now)
            }
        }
    }
}
