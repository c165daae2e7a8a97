import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

/// The letter in which people of the office read on the morning of a working day what is due (I-02).
@Suite struct DigestTests {
    private struct Office {
        let hall: TestTownHall
        let town: Municipality
        let roads: ID<Unit>

        /// On Monday before the hour of the letter. A report has three working days to be looked at.
        init(_ database: any Database) async throws {
            town = try ProjectTown.named("demo")
            hall = try TestTownHall(
                database,
                [town],
                at: town.clock.instant(of: CivilDate(2026, 4, 20), at: try #require(TimeOfDay("06:00")))
            )
            roads = try #require(town.category(ID("pothole"))?.unit)
        }

        func hire(_ name: String, _ role: StaffRole = .operator, unit: ID<Unit>? = nil) async throws -> ID<Staff> {
            try await hall.hire("\(name)@urzad.example", [StaffGrant(role, unit: unit ?? roads)], in: town)
        }

        /// A new report about a hole, led by somebody or nobody.
        @discardableResult
        func report(ledBy lead: ID<Staff>? = nil) async throws -> ReportNumber {
            var submission = Submission.sample(in: town)
            submission.category = "pothole"
            let number = try await hall.submit(submission, in: town).number
            guard let lead else { return number }
            let work = hall.work(on: number, by: .officer, in: town)
            try await hall.workOnCase.assign(work, to: lead, seeing: nil, note: "")
            return number
        }

        func turn(to day: Int, _ time: String) throws {
            let instant = town.clock.instant(of: CivilDate(2026, 4, day), at: try #require(TimeOfDay(time)))
            hall.clock.advance(instant - hall.now)
        }

        /// The letters to the office of a moment, by the names of their readers.
        func letters(on day: Int, at time: String = "07:00") async throws -> [String: String] {
            try turn(to: day, time)
            try await hall.planDigests(in: town, at: hall.now)
            let mail = try await hall.mail().filter { $0.to.address.text.hasSuffix("@urzad.example") }
            return Dictionary(uniqueKeysWithValues: mail.map { (String($0.to.address.text.prefix(3)), $0.text) })
        }
    }

    private static func with(_ engine: Engine, _ body: @Sendable (Office) async throws -> Void) async throws {
        try await engine.withDatabase { database in try await body(Office(database)) }
    }

    @Test(
        "It comes on working days at its hour, once, and only when there is something in it",
        arguments: Engine.available
    )
    func hours(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ida = try await office.hire("ida")
            #expect(try await office.letters(on: 20).isEmpty, "nothing is due")
            let number = try await office.report(ledBy: ida)
            // The term ends on Thursday; the rule names what ends within two working days.
            #expect(try await office.letters(on: 20, at: "07:30").isEmpty, "Monday: its letters were made")
            #expect(try await office.letters(on: 21, at: "06:59").isEmpty, "before the hour")
            let tuesday = try await office.letters(on: 21)
            #expect(tuesday.keys.sorted() == ["ida"])
            #expect(tuesday["ida"]?.contains(number.description) == true)
            #expect(try await office.letters(on: 21, at: "07:01").isEmpty, "once a day")
            #expect(try await office.letters(on: 22, at: "15:20").keys.sorted() == ["ida"], "late, and the same day")
            #expect(try await office.letters(on: 25).isEmpty, "Saturday")
            #expect(try await office.letters(on: 27).keys.sorted() == ["ida"])
        }
    }

    @Test(
        "Each reads of the own cases, all of those that nobody leads, heads of those that are long overdue",
        arguments: Engine.available
    )
    func parts(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (ida, _, _) = (
                try await office.hire("ida"), try await office.hire("jan"), try await office.hire("ewa", .unitHead)
            )
            let parks = try #require(office.town.units.map(\.id).first { $0 != office.roads })
            _ = try await office.hire("ola", unit: parks)
            let (led, nobodys) = (try await office.report(ledBy: ida), try await office.report())
            let wednesday = try await office.letters(on: 22)
            #expect(wednesday.keys.sorted() == ["ewa", "ida", "jan"])
            #expect(wednesday["ida"]?.contains("Termin blisko, 1 sprawa:\n- \(led), ") == true)
            #expect(wednesday["ida"]?.contains("Nikt nie prowadzi, 1 sprawa:\n- \(nobodys), ") == true)
            #expect(wednesday["jan"]?.contains("\(led)") == false)
            #expect(wednesday["ewa"]?.contains("\(led)") == false)
            // Thursday was the last day: Friday is one working day later.
            #expect(try await office.letters(on: 23)["ewa"]?.contains("Długo po terminie") == false)
            let friday = try await office.letters(on: 24)
            #expect(friday["ida"]?.contains("Po terminie, 1 sprawa:\n- \(led), ") == true)
            #expect(friday["jan"]?.contains("\(led)") == false)
            #expect(friday["ewa"]?.contains("Długo po terminie w Twojej jednostce, 1 sprawa:\n- \(led), ") == true)
            #expect(friday["ewa"]?.contains("Osoba Próbna\n  https://ratusz.example/demo/office/reports/") == true)
        }
    }

    @Test("It holds nothing that a resident wrote", arguments: Engine.available)
    func nothingPersonal(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await office.hire("ida")
            var submission = Submission.personal(in: office.town)
            submission.category = "pothole"
            _ = try await office.hall.submit(submission, in: office.town)
            let letters = try await office.letters(on: 22)
            let text = try #require(letters["ida"])
            #expect(PersonalTraces.found(in: text) == [])
            #expect(!text.contains("nie świeci"))
            #expect(!text.contains("Zmyślona"))
        }
    }

    @Test("The substitute has it, the one who is away has none", arguments: Engine.available)
    func substitute(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (ida, jan) = (try await office.hire("ida"), try await office.hire("jan"))
            let number = try await office.report(ledBy: ida)
            let order = ArrangeSubstitution.Order(
                absent: ida,
                substitute: jan,
                firstDay: CivilDate(2026, 4, 21),
                lastDay: CivilDate(2026, 4, 22)
            )
            let caller = Caller(ida, StaffRights([StaffGrant(.operator, unit: office.roads)]), request: "test")
            try await office.hall.arrangeSubstitution.arrange(order, by: caller, in: office.town, at: office.hall.now)
            let letters = try await office.letters(on: 22)
            #expect(letters.keys.sorted() == ["jan"])
            #expect(letters["jan"]?.contains(number.description) == true)
            #expect(try await office.letters(on: 23).keys.sorted() == ["ida"])
        }
    }

    @Test("What a head who is away would hear of is heard by the substitute", arguments: Engine.available)
    func headAway(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (ida, ewa) = (try await office.hire("ida"), try await office.hire("ewa", .unitHead))
            let ola = try await office.hire("ola")
            let number = try await office.report(ledBy: ida)
            let order = ArrangeSubstitution.Order(
                absent: ewa,
                substitute: ola,
                firstDay: CivilDate(2026, 4, 20),
                lastDay: CivilDate(2026, 4, 30)
            )
            let caller = Caller(ewa, StaffRights([StaffGrant(.unitHead, unit: office.roads)]), request: "test")
            try await office.hall.arrangeSubstitution.arrange(order, by: caller, in: office.town, at: office.hall.now)
            let letters = try await office.letters(on: 24)
            #expect(letters.keys.sorted() == ["ida", "ola"])
            #expect(letters["ola"]?.contains("Długo po terminie w Twojej jednostce, 1 sprawa:\n- \(number), ") == true)
        }
    }

    @Test(
        "Who does not want it gets none; a head is told all the same of what is long overdue",
        arguments: Engine.available
    )
    func declined(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (ida, ewa) = (try await office.hire("ida"), try await office.hire("ewa", .unitHead))
            try await office.report(ledBy: ida)
            func choose(_ wish: DigestWish, _ staff: ID<Staff>, _ role: StaffRole) async throws -> DigestWish? {
                let caller = Caller(staff, StaffRights([StaffGrant(role)]), request: "test")
                try await office.hall.chooseDigest(wish, by: caller, in: office.town)
                return try await office.hall.chooseDigest.wish(of: caller, in: office.town)
            }
            #expect(try await choose(.declined, ida, .operator) == .declined)
            #expect(try await choose(.declined, ewa, .unitHead) == .declined)
            #expect(try await office.letters(on: 22).isEmpty)
            #expect(try await office.letters(on: 24).keys.sorted() == ["ewa"])
            #expect(try await choose(.wanted, ida, .operator) == .wanted)
            #expect(try await office.letters(on: 27).keys.sorted() == ["ewa", "ida"])
        }
    }

    @Test("A crash half-way makes nobody’s letter twice and loses none", arguments: Engine.available)
    func crash(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let (ida, _) = (try await office.hire("ida"), try await office.hire("jan"))
            try await office.report()
            try office.turn(to: 22, "07:00")
            let made = StaffDigest(
                id: ID("before"),
                staff: ida,
                day: CivilDate(2026, 4, 22),
                createdAt: office.hall.now
            )
            try await office.hall.digests.add(made, in: office.town.id)
            #expect(try await office.letters(on: 22, at: "07:05").keys.sorted() == ["ida", "jan"])
        }
    }

    @Test(
        "A letter that waited until the next day is not sent, nor one of which all was done",
        arguments: Engine.available
    )
    func late(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            let ida = try await office.hire("ida")
            let number = try await office.report(ledBy: ida)
            try office.turn(to: 22, "07:00")
            try await office.hall.planDigests(in: office.town, at: office.hall.now)
            try office.turn(to: 23, "00:01")
            #expect(try await office.hall.mail().filter { $0.to.address.text.hasSuffix("@urzad.example") }.isEmpty)
            try office.turn(to: 23, "07:00")
            try await office.hall.planDigests(in: office.town, at: office.hall.now)
            try await office.hall.decide(
                Decision(to: .rejected, justification: "Nie.", rejection: .unlawful),
                about: number,
                in: office.town
            )
            #expect(try await office.hall.mail().filter { $0.to.address.text.hasSuffix("@urzad.example") }.isEmpty)
        }
    }

    @Test("Ten cases of a part are named, the others counted", arguments: Engine.available)
    func many(_ engine: Engine) async throws {
        try await Self.with(engine) { office in
            _ = try await office.hire("ida")
            for _ in 1...13 { try await office.report() }
            let letters = try await office.letters(on: 22)
            let text = try #require(letters["ida"])
            #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } == 10)
            #expect(text.contains("Nikt nie prowadzi, 13 spraw:"))
            #expect(text.contains("i jeszcze 3"))
        }
    }
}
