import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Who leads a case, who watches it.
@Suite struct WorkOnCaseTests {
    /// A report of the unit `roads`, and people of the office with their roles.
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let number: ReportNumber
        let unit: ID<Unit>
        let ida: ID<Staff>
        let jan: ID<Staff>

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            let category = try #require(town.category(ID("pothole")))
            unit = category.unit
            var submission = Submission.personal(in: town)
            submission.category = category.id.rawValue
            number = try await hall.submit(submission, in: town).number
            ida = try await hall.hire("ida@urzad.example", [StaffGrant(.operator)], in: town)
            jan = try await hall.hire("jan@urzad.example", [StaffGrant(.unitHead, unit: unit)], in: town)
        }

        func caller(_ staff: ID<Staff>, _ grants: StaffGrant..., unit: ID<Unit>? = nil) -> Caller {
            Caller(staff, StaffRights(grants, unit: unit), request: "test")
        }

        func work(_ staff: ID<Staff>, _ role: StaffRole = .operator) -> WorkOnCase.Work {
            hall.work(on: number, by: caller(staff, StaffGrant(role)), in: town)
        }

        func assign(_ lead: ID<Staff>?, seeing seen: ID<Staff>? = nil, note: String = "") async throws {
            try await hall.workOnCase.assign(work(ida), to: lead, seeing: seen, note: note)
        }

        var lead: ID<Staff>? {
            get async throws { try await hall.workOnCase.read(work(ida)).lead?.id }
        }

        func inbox(_ view: InboxView, of staff: ID<Staff>) async throws -> [ReportNumber] {
            try await hall.inbox(view, by: caller(staff, StaffGrant(.operator)), in: town, at: hall.now).elements
                .map(\.entry.report.number)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("Who leads a case finds it among the own ones, and the case tells it", arguments: Engine.available)
    func assigning(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (mine, nobodys) = (InboxView(queue: .mine), InboxView(queue: .unassigned))
            #expect(try await office.inbox(mine, of: office.jan) == [])
            #expect(try await office.inbox(nobodys, of: office.jan) == [office.number])
            try await office.assign(office.jan, note: " Proszę pilnie. ")
            #expect(try await office.lead == office.jan)
            #expect(try await office.inbox(mine, of: office.jan) == [office.number])
            #expect(try await office.inbox(mine, of: office.ida) == [])
            #expect(try await office.inbox(nobodys, of: office.jan) == [])
            let line = try #require(try await office.hall.workOnCase.read(office.work(office.ida)).lines.first)
            #expect(line.act == .assigned(to: try PersonName(typed: "Osoba Próbna")))
            #expect(line.words == "Proszę pilnie.")
            try await office.assign(nil, seeing: office.jan)
            #expect(try await office.lead == nil)
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(kinds.count { $0 == "report.assigned" } == 2)
        }
    }

    @Test("Of two who take a case at once, one gets it and the other is told", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let people = [office.ida, office.jan]
            let ends = await withTaskGroup(of: CaseworkFailure?.self) { group in
                for person in people {
                    group.addTask {
                        do {
                            try await office.assign(person)
                            return nil
                        } catch { return error as? CaseworkFailure }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(ends.count { $0 == nil } == 1)
            #expect(ends.count { $0 == .assignedMeanwhile } == 1)
            let lines = try await office.hall.workOnCase.read(office.work(office.ida)).lines
            #expect(lines.count == 1)
        }
    }

    @Test("A case is led by somebody who may decide about it", arguments: Engine.available)
    func candidates(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let hall = office.hall
            let elsewhere = try await hall.hire(
                "ola@urzad.example",
                [StaffGrant(.operator, unit: ID("nowhere"))],
                in: office.town
            )
            let moderator = try await hall.hire("ewa@urzad.example", [StaffGrant(.moderator)], in: office.town)
            let gone = try await hall.hire("jerzy@urzad.example", [StaffGrant(.operator)], in: office.town)
            try await hall.manageStaff.close(gone, by: StaffAuthority(command: "test"), in: office.town, at: hall.now)
            for person in [elsewhere, moderator, gone, ID("nobody")] {
                await #expect(throws: CaseworkFailure.assigneeUnknown) { try await office.assign(person) }
            }
            let candidates = try await hall.workOnCase.read(office.work(office.ida)).candidates.map(\.id)
            #expect(Set(candidates) == [office.ida, office.jan])
            // Who may not say it is shown nobody.
            let seen = try await hall.workOnCase.read(office.work(moderator, .moderator)).candidates
            #expect(seen.isEmpty)
        }
    }

    @Test(
        "Another unit, an account that ends and a finished case leave nobody who leads it now",
        arguments: Engine.available
    )
    func leaving(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            try await office.assign(office.jan)
            let other = try #require(town.units.first { $0.id != office.unit }).id
            try await hall.work(office.number, in: town) { try await $0.handOver($1, to: other, note: "") }
            #expect(try await office.lead == nil)
            try await office.assign(office.ida)
            try await hall.manageStaff.close(office.ida, by: StaffAuthority(command: "test"), in: town, at: hall.now)
            #expect(try await hall.cases.inbox(.page { $0.lead = .nobody }, in: town.id).elements.count == 1)
            try await hall.decide(
                Decision(to: .rejected, justification: "Nie.", rejection: .unlawful),
                about: office.number,
                in: town
            )
            await #expect(throws: CaseworkFailure.finished) {
                let caller = office.caller(office.jan, StaffGrant(.operator))
                let work = hall.work(on: office.number, by: caller, in: town)
                let third = try await hall.hire("ola@urzad.example", [StaffGrant(.operator)], in: town)
                try await hall.workOnCase.assign(work, to: third, seeing: nil, note: "")
            }
        }
    }

    @Test("Who watches a case finds it among the watched ones, until it is over", arguments: Engine.available)
    func watching(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, watched) = (office.hall, InboxView(queue: .watched))
            for _ in 0..<2 { try await hall.workOnCase.watch(office.work(office.jan, .auditor)) }
            #expect(try await office.inbox(watched, of: office.jan) == [office.number])
            #expect(try await office.inbox(watched, of: office.ida) == [])
            #expect(try await hall.workOnCase.read(office.work(office.jan)).isWatched)
            try await hall.workOnCase.unwatch(office.work(office.jan))
            #expect(try await office.inbox(watched, of: office.jan) == [])
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let role: StaffRole
        let right: OfficeRight
        let act: @Sendable (WorkOnCase, WorkOnCase.Work) async throws -> Void
    }

    static let refused: [Refused] = [
        Refused(testDescription: "an auditor assigns", role: .auditor, right: .assignReports) {
            try await $0.assign($1, to: nil, seeing: ID("ida"), note: "")
        },
        Refused(testDescription: "a moderator assigns", role: .moderator, right: .assignReports) {
            try await $0.assign($1, to: nil, seeing: ID("ida"), note: "")
        },
        Refused(testDescription: "an administrator watches", role: .administrator, right: .viewReports) {
            try await $0.watch($1)
        },
        Refused(testDescription: "an administrator reads", role: .administrator, right: .viewReports) {
            _ = try await $0.read($1)
        },
    ]

    @Test("Whoever lacks the right does none of it", arguments: refused)
    func rights(row: Refused) async throws {
        try await Self.with(.sqlite) { office in
            await #expect(throws: AccountFailure.rightMissing(row.right)) {
                try await row.act(office.hall.workOnCase, office.work(office.ida, row.role))
            }
            let far = Caller(office.ida, StaffRights([StaffGrant(.operator, unit: ID("nowhere"))]), request: "test")
            await #expect(throws: AccountFailure.outOfReach) {
                try await row.act(office.hall.workOnCase, office.hall.work(on: office.number, by: far, in: office.town))
            }
        }
    }
}
