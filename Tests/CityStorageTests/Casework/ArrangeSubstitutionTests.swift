import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// Who stands in for whom at the office.
@Suite struct ArrangeSubstitutionTests {
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let roads: ID<Unit>
        let ida: ID<Staff>
        let jan: ID<Staff>
        /// For all reports.
        let ola: ID<Staff>
        let kasia: ID<Staff>

        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(database, town)
            let roads = try #require(town.category(ID("pothole"))?.unit)
            self.roads = roads
            let parks = try #require(town.units.map(\.id).first { $0 != roads })
            ida = try await hall.hire("ida@urzad.example", [StaffGrant(.operator, unit: roads)], in: town)
            jan = try await hall.hire("jan@urzad.example", [StaffGrant(.operator, unit: roads)], in: town)
            ola = try await hall.hire("ola@urzad.example", [StaffGrant(.operator)], unit: parks, in: town)
            kasia = try await hall.hire("kasia@urzad.example", [StaffGrant(.operator)], in: town)
        }

        var today: CivilDate { town.clock.date(of: hall.now) }

        func caller(_ staff: ID<Staff>, _ role: StaffRole = .operator) -> Caller {
            let unit: ID<Unit>? = role == .dispatcher ? nil : roads
            return Caller(staff, StaffRights([StaffGrant(role, unit: unit)]), request: "test")
        }

        func arrange(
            _ absent: ID<Staff>,
            _ substitute: ID<Staff>,
            _ days: ClosedRange<Int>,
            by caller: Caller? = nil
        ) async throws {
            let order = ArrangeSubstitution.Order(
                absent: absent,
                substitute: substitute,
                firstDay: today + days.lowerBound,
                lastDay: today + days.upperBound
            )
            try await arrange(order, by: caller)
        }

        func arrange(_ order: ArrangeSubstitution.Order, by caller: Caller? = nil) async throws {
            let caller = caller ?? self.caller(order.absent)
            try await hall.arrangeSubstitution.arrange(order, by: caller, in: town, at: hall.now)
        }

        func overview(by caller: Caller) async throws -> ArrangeSubstitution.Overview {
            try await hall.arrangeSubstitution.overview(by: caller, in: town, at: hall.now)
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test("The substitute finds the cases among the own ones, while it lasts", arguments: Engine.available)
    func queue(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            var submission = Submission.sample(in: town)
            submission.category = "pothole"
            let number = try await hall.submit(submission, in: town).number
            let work = hall.work(on: number, by: office.caller(office.ida), in: town)
            try await hall.workOnCase.assign(work, to: office.ida, seeing: nil, note: "")
            func mine(_ staff: ID<Staff>) async throws -> [Int] {
                let caller = office.caller(staff)
                let page = try await hall.inbox(InboxView(queue: .mine), by: caller, in: town, at: hall.now)
                let counts = try await hall.inbox.counts(on: office.today, for: caller, in: town)
                return [page.elements.count, counts[.mine]]
            }
            #expect(try await mine(office.jan) == [0, 0])
            try await office.arrange(office.ida, office.jan, 0...1)
            #expect(try await mine(office.jan) == [1, 1])
            #expect(try await mine(office.ida) == [1, 1])
            let read = try await hall.workOnCase.read(work)
            #expect(read.standIn?.text == "Osoba Próbna")
            hall.clock.advance(.days(2))
            #expect(try await mine(office.jan) == [0, 0])
            #expect(
                try await hall.workOnCase.read(hall.work(on: number, by: office.caller(office.ida), in: town)).standIn
                    == nil
            )
        }
    }

    private struct Refusal {
        let absent: ID<Staff>
        let substitute: ID<Staff>
        let first: CivilDate?
        let last: CivilDate?
        let failure: SubstitutionFailure
    }

    @Test("What cannot be is refused, and nothing is stored", arguments: Engine.available)
    func refusals(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (today, ida, jan) = (office.today, office.ida, office.jan)
            let rows = [
                Refusal(absent: ida, substitute: ida, first: today, last: today, failure: .samePerson),
                Refusal(
                    absent: ida,
                    substitute: ID("nobody"),
                    first: today,
                    last: today,
                    failure: .personUnknown(field: "substitute")
                ),
                Refusal(absent: ida, substitute: jan, first: nil, last: today, failure: .dayMissing(field: "first")),
                Refusal(absent: ida, substitute: jan, first: today, last: nil, failure: .dayMissing(field: "last")),
                Refusal(absent: ida, substitute: jan, first: today + 1, last: today, failure: .lastDayBeforeFirst),
                Refusal(absent: ida, substitute: jan, first: today - 2, last: today - 1, failure: .over),
                Refusal(absent: ida, substitute: jan, first: today, last: today + 366, failure: .tooLong(days: 366)),
            ]
            for row in rows {
                let order = ArrangeSubstitution.Order(
                    absent: row.absent,
                    substitute: row.substitute,
                    firstDay: row.first,
                    lastDay: row.last
                )
                await #expect(throws: row.failure) { try await office.arrange(order) }
            }
            await #expect(throws: SubstitutionFailure.otherReach) { try await office.arrange(office.ola, jan, 0...1) }
            try await office.arrange(ida, jan, 0...365)
            await #expect(throws: SubstitutionFailure.overlapping) {
                try await office.arrange(ida, office.ola, 365...366)
            }
            await #expect(throws: SubstitutionFailure.substituteAway) { try await office.arrange(jan, ida, 3...3) }
            #expect(try await office.overview(by: office.caller(ida)).lines.count == 1)
        }
    }

    @Test(
        "Everybody says it for themselves, a head for the own unit, a dispatcher for all",
        arguments: Engine.available
    )
    func whoMay(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let head = try await office.hall.hire(
                "ewa@urzad.example",
                [StaffGrant(.unitHead, unit: office.roads)],
                in: office.town
            )
            let (asJan, asHead) = (office.caller(office.jan), office.caller(head, .unitHead))
            let dispatcher = office.caller(ID("dispatcher"), .dispatcher)
            await #expect(throws: SubstitutionFailure.onlyForOneself) {
                try await office.arrange(office.ida, office.jan, 0...1, by: asJan)
            }
            await #expect(throws: SubstitutionFailure.onlyForOneself) {
                try await office.arrange(office.ola, office.jan, 0...1, by: asHead)
            }
            try await office.arrange(office.ida, office.jan, 0...1, by: asHead)
            try await office.arrange(office.ola, office.kasia, 0...1, by: dispatcher)
            #expect(try await office.overview(by: asJan).absent.map(\.id) == [office.jan])
            #expect(Set(try await office.overview(by: asHead).absent.map(\.id)) == [office.ida, office.jan, head])
            let lines = try await office.overview(by: asHead).lines
            #expect(lines.map(\.mayEnd) == lines.map { $0.substitution.absent == office.ida })
            for line in lines {
                let end = office.hall.arrangeSubstitution
                await #expect(throws: SubstitutionFailure.onlyForOneself) {
                    try await end.end(line.substitution.id, by: asJan, in: office.town, at: office.hall.now)
                }
            }
            let own = try #require(lines.first { $0.mayEnd }).substitution.id
            for _ in 1...2 {
                try await office.hall.arrangeSubstitution.end(own, by: asHead, in: office.town, at: office.hall.now)
            }
            #expect(try await office.overview(by: asHead).lines.map(\.substitution.absent) == [office.ola])
            let kinds = try await office.hall.auditStore.queue(limit: 100).waiting.map(\.kind)
            #expect(
                kinds.filter { $0.hasPrefix("substitution") }.sorted() == [
                    "substitution.arranged", "substitution.arranged", "substitution.ended",
                ]
            )
        }
    }

    @Test("Of two that contradict each other one is stored, however close they come", arguments: Engine.available)
    func race(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let pairs = [(office.ida, office.jan), (office.jan, office.ida), (office.ida, office.ola)]
            let stored = await withTaskGroup(of: Bool.self) { group in
                for (absent, substitute) in pairs {
                    group.addTask { (try? await office.arrange(absent, substitute, 0...3)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let lines = try await office.overview(by: office.caller(office.ida)).lines
            #expect(stored == lines.count)
            #expect(stored >= 1 && stored < 3)
        }
    }

    @Test("It goes with the account of either, and a month after its end", arguments: Engine.available)
    func going(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (hall, town) = (office.hall, office.town)
            try await office.arrange(office.ida, office.jan, 0...0)
            try await office.arrange(office.ola, office.kasia, 0...9)
            try await hall.substitutions.forget(endedBefore: office.today + 1, in: town.id)
            #expect(
                try await office.overview(by: office.caller(office.ida)).lines.map(\.substitution.absent) == [
                    office.ola
                ]
            )
            try await hall.manageStaff.close(office.kasia, by: StaffAuthority(command: "test"), in: town, at: hall.now)
            #expect(try await office.overview(by: office.caller(office.ida)).lines.isEmpty)
            await #expect(throws: SubstitutionFailure.personUnknown(field: "substitute")) {
                try await office.arrange(office.ida, office.kasia, 0...1)
            }
        }
    }
}
