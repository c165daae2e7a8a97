import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Testing

/// Rights that are limited to a unit or to categories hold wherever a report is shown or changed.
@Suite struct ReachTests {
    /// A town hall with a report of the unit `roads` and one of another, both new.
    private struct Reports {
        let hall: TestTownHall
        let town: Municipality
        let own: ReportNumber
        let other: ReportNumber
        let category: CityDomain.Category

        /// A member of staff with this role, for the unit and category of `own`.
        func caller(_ role: StaffRole, unit: ID<Unit>? = nil, categories: Set<ID<CityDomain.Category>> = []) -> Caller {
            Caller(
                ID("limited"),
                StaffRights([StaffGrant(role, unit: unit, categories: categories)], unit: unit),
                request: "test"
            )
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Reports) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let category = try #require(town.category(ID("pothole")))
            let foreign = try #require(town.categories.first { $0.unit != category.unit && $0.fields == nil })
            var numbers: [ReportNumber] = []
            for category in [category, foreign] {
                var submission = Submission.personal(in: town)
                submission.category = category.id.rawValue
                numbers.append(try await hall.submit(submission, in: town).number)
            }
            try await body(
                Reports(hall: hall, town: town, own: numbers[0], other: numbers[1], category: category)
            )
        }
    }

    @Test(
        "Somebody of one unit finds, counts and opens its reports and no others",
        .clause("siedlce/§2.13", "kielce/II.10"),
        arguments: Engine.available
    )
    func reading(_ engine: Engine) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            let callers = [
                reports.caller(.operator, unit: reports.category.unit),
                reports.caller(.operator, categories: [reports.category.id]),
                reports.caller(.operator, unit: reports.category.unit, categories: [reports.category.id]),
            ]
            for caller in callers {
                let inbox = try await hall.inbox(by: caller, in: town, at: hall.now)
                #expect(inbox.elements.map(\.entry.report.number) == [reports.own])
                let today = town.clock.date(of: hall.now)
                #expect(try await hall.inbox.counts(on: today, for: caller, in: town)[.open] == 1)
                let open = try await hall.readReport(reports.own, by: caller, in: town, at: hall.now)
                #expect(open.report.number == reports.own)
                await #expect(throws: AccountFailure.outOfReach) {
                    try await hall.readReport(reports.other, by: caller, in: town, at: hall.now)
                }
            }
            // A unit and a category of another unit have no report in common.
            let nowhere = reports.caller(.operator, unit: ID("nowhere"), categories: [reports.category.id])
            #expect(try await hall.inbox(by: nowhere, in: town, at: hall.now).elements.isEmpty)
        }
    }

    @Test("Somebody of one unit decides about its reports and no others", arguments: Engine.available)
    func deciding(_ engine: Engine) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            let caller = reports.caller(.operator, unit: reports.category.unit)
            let work = { (number: ReportNumber) in
                HandleReport.Work(number, seen: 1, by: caller, in: town, at: hall.now)
            }
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.handleReport.ask(work(reports.other), question: "Gdzie?")
            }
            try await hall.handleReport.ask(work(reports.own), question: "Gdzie?")
            #expect(try await hall.readReport.unseen(reports.own, in: town).report.isWaiting)
            #expect(try await !hall.readReport.unseen(reports.other, in: town).report.isWaiting)
        }
    }

    @Test("A report that is given to another unit is out of reach at once", arguments: Engine.available)
    func handingOver(_ engine: Engine) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            let caller = reports.caller(.operator, unit: reports.category.unit)
            let unit = try await hall.readReport.unseen(reports.other, in: town).report.unit
            let work = HandleReport.Work(reports.own, seen: 1, by: caller, in: town, at: hall.now)
            try await hall.handleReport.handOver(work, to: unit, note: "")
            await #expect(throws: AccountFailure.outOfReach) {
                try await hall.readReport(reports.own, by: caller, in: town, at: hall.now)
            }
        }
    }

    @Test(
        "A role does what its rights say, and nothing is done or noted beyond them",
        arguments: Engine.available,
        [(StaffRole.dispatcher, OfficeRight.askReporters), (.moderator, .askReporters), (.administrator, .viewReports)]
    )
    func roles(_ engine: Engine, row: (StaffRole, OfficeRight)) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            let caller = reports.caller(row.0)
            let before = try await hall.auditStore.queue(limit: 99).waiting.count
            await #expect(throws: AccountFailure.rightMissing(row.1)) {
                if row.1 == .viewReports {
                    _ = try await hall.readReport(reports.own, by: caller, in: town, at: hall.now)
                } else {
                    let work = HandleReport.Work(reports.own, seen: 1, by: caller, in: town, at: hall.now)
                    try await hall.handleReport.ask(work, question: "Gdzie?")
                }
            }
            #expect(try await hall.auditStore.queue(limit: 99).waiting.count == before)
        }
    }

    @Test("Who has no right to contact data is shown the report without it", arguments: Engine.available)
    func contacts(_ engine: Engine) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            for (role, isShown) in [(StaffRole.moderator, false), (.auditor, false), (.dataProtectionOfficer, true)] {
                let open = try await hall.readReport(reports.own, by: reports.caller(role), in: town, at: hall.now)
                #expect(open.contact.isEmpty != isShown, "\(role)")
                #expect(open.contactIsWithheld != isShown, "\(role)")
            }
        }
    }

    @Test("A reporter is told the role and the unit of whoever looked", arguments: Engine.available)
    func telling(_ engine: Engine) async throws {
        try await Self.with(engine) { reports in
            let (hall, town) = (reports.hall, reports.town)
            let receipt = try await hall.submit(in: town)
            let rights = StaffRights([StaffGrant(.administrator), StaffGrant(.moderator)], unit: ID("roads"))
            let caller = Caller(ID("m"), rights, request: "test")
            _ = try await hall.readReport(receipt.number, by: caller, in: town, at: hall.now)
            try await hall.linkAudit()
            let open = try await hall.open(receipt.number, receipt.secret, in: town)
            let views = try await hall.readViews(of: open, in: town)
            // The role that gave the right, not the first one.
            #expect(views.map(\.viewer) == [.staff(StaffPost(role: .moderator, unit: ID("roads")))])
        }
    }
}
