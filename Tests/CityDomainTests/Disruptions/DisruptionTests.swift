import CityDomain
import CityKit
import CityTestSupport
import Testing

/// What is a disruption, when, and what should be thought about before one is announced.
@Suite struct DisruptionTests {
    /// Monday 27 April 2026, noon in Kielce.
    private static func now(_ town: Municipality) throws -> Instant { try moment("2026-04-27 12:00", town) }

    private static func moment(_ text: String, _ town: Municipality) throws -> Instant {
        let parts = text.split(separator: " ").map(String.init)
        let (day, time) = (try #require(CivilDate(parts[0])), try #require(TimeOfDay(parts[1])))
        return town.clock.instant(of: day, at: time)
    }

    @Test(
        "What was typed is announced, or every fault of it is told",
        arguments: [
            (DisruptionForm.sample(from: "2026-04-29 20:00", until: "2026-04-29 22:00"), [] as [DisruptionFailure]),
            (.sample(.unplanned, from: "", until: ""), []),
            (.sample(from: "", until: ""), [.startMissing, .endMissing]),
            (.sample(from: "2026-04-29", until: "2026-04-29 25:00"), [.startMissing, .endMalformed]),
            (.sample(from: "2026-04-29 20:00", until: "2026-04-29 20:00"), [.endBeforeStart]),
            (.sample(from: "2026-04-26 20:00", until: "2026-04-26 22:00"), [.endPassed]),
            (.sample(.unplanned, from: "", until: "2026-04-27 12:00"), [.endPassed, .endBeforeStart]),
            // In 2027 the clocks of Poland skip 2:00 to 3:00 on 28 March.
            (.sample(from: "2027-03-28 02:30", until: "2027-03-28 05:00"), [.startSkipped]),
            (.sample(from: "2027-03-28 01:00", until: "2027-03-28 02:30"), [.endSkipped]),
            (.sample(from: "2026-04-29 20:00", until: "2026-04-29 22:00", [.ukrainian: "x"]), [.wordsMissing(.polish)]),
            (
                .sample(
                    from: "2026-04-29 20:00",
                    until: "2026-04-29 22:00",
                    [.polish: "x", .english: String(repeating: "x", count: 501)]
                ), [.wordsTooLong(.english, limit: 500)]
            ),
        ]
    )
    func form(form: DisruptionForm, faults: [DisruptionFailure]) throws {
        let town = try ProjectTown.named("kielce")
        let now = try Self.now(town)
        do {
            _ = try form.checked(in: town, at: now)
            #expect(faults.isEmpty)
        } catch {
            #expect(error.all.compactMap { $0 as? DisruptionFailure } == faults)
        }
    }

    @Test("A kind that is none is a fault")
    func kind() throws {
        let town = try ProjectTown.named("kielce")
        let (from, until) = (
            DisruptionForm.Moment(day: "2026-04-29", time: "20:00"), DisruptionForm.Moment(day: "", time: "")
        )
        let form = DisruptionForm(kind: "", from: from, until: until, words: [.polish: "x"])
        #expect(throws: Failures.self) { try form.checked(in: town, at: Self.now(town)) }
    }

    @Test("In the night when an hour comes twice, a break begins with the first one and ends after the second")
    func autumn() throws {
        let town = try ProjectTown.named("kielce")
        let form = DisruptionForm.sample(from: "2026-10-25 02:15", until: "2026-10-25 02:30")
        let course = try form.checked(in: town, at: Self.now(town)).course
        let until = try #require(course.until)
        #expect(until - course.from == .minutes(75))
        #expect(town.clock.time(of: until) == TimeOfDay("02:30"))
    }

    @Test("A disruption is to come, runs and is over; what has no end runs until it is ended")
    func phases() throws {
        let town = try ProjectTown.named("kielce")
        let now = try Self.now(town)
        let course = Disruption.Course(from: now, until: now + .hours(2), words: [:])
        let planned = Disruption(id: ID("a"), kind: .planned, announcedAt: now - .days(2), course: course)
        let rows: [(Duration, Disruption.Phase)] = [
            (.seconds(-1), .upcoming), (.zero, .running), (.hours(2) - .seconds(1), .running), (.hours(2), .over),
        ]
        for (after, phase) in rows { #expect(planned.phase(at: now + after) == phase, "\(after)") }
        let open = Disruption.Course(from: now, until: nil, words: [:])
        let fault = Disruption(id: ID("b"), kind: .unplanned, announcedAt: now, course: open)
        #expect(fault.phase(at: now + .days(400)) == .running)
        let ended = Disruption(id: ID("c"), kind: .planned, announcedAt: now, course: course, endedAt: now + .hours(1))
        #expect(ended.phase(at: now + .hours(1)) == .over)
        let none = Disruption(id: ID("d"), kind: .planned, announcedAt: now, course: course, cancelledAt: now)
        #expect(none.phase(at: now) == .cancelled)
    }

    @Test(
        "The office is warned of what begins sooner than the rules want it known, and of nothing more",
        .clause("kielce/VI.3", "suprasl/VI.2", "biale-blota/§6.2"),
        arguments: ["kielce", "suprasl", "biale-blota"],
        [
            ("2026-04-28 20:00", true), ("2026-04-27 20:00", true), ("2026-04-29 00:00", false),
            ("2026-05-20 20:00", false),
        ]
    )
    func late(name: String, row: (String, Bool)) throws {
        let town = try ProjectTown.named(name)
        let from = try Self.moment(row.0, town)
        let words: [Language: String] = [.polish: "x", .ukrainian: "x", .english: "x"]
        let course = Disruption.Course(from: from, until: from + .hours(1), words: words)
        let warnings = try DisruptionWarning.warnings(about: course, .planned, in: town, at: Self.now(town))
        #expect(warnings == (row.1 ? [.late] : []))
        let faults = try DisruptionWarning.warnings(about: course, .unplanned, in: town, at: Self.now(town))
        #expect(faults == [])
    }

    @Test(
        "Maintenance in working hours is no matter where the rules allow it, and asked about elsewhere",
        .clause("kremenchuk/A2.9.6"),
        arguments: [
            ("kremenchuk", "2026-05-06 10:00", false), ("kielce", "2026-05-06 10:00", true),
            ("kielce", "2026-05-06 15:30", false), ("kielce", "2026-05-06 05:30", false),
            ("kielce", "2026-05-06 05:31", true),
            // A Saturday, and a public holiday.
            ("kielce", "2026-05-09 10:00", false), ("kielce", "2026-06-04 10:00", false),
        ]
    )
    func workingHours(name: String, from: String, isWarned: Bool) throws {
        let town = try ProjectTown.named(name)
        let start = try Self.moment(from, town)
        let words: [Language: String] = [.polish: "x", .ukrainian: "x", .english: "x"]
        let course = Disruption.Course(from: start, until: start + .hours(2), words: words)
        let warnings = try DisruptionWarning.warnings(about: course, .planned, in: town, at: Self.now(town))
        #expect(warnings == (isWarned ? [.workingHours] : []))
    }

    @Test("A language without words is warned of")
    func untranslated() throws {
        let town = try ProjectTown.named("kremenchuk")
        let start = try Self.moment("2026-05-06 10:00", town)
        let course = Disruption.Course(from: start, until: nil, words: [.ukrainian: "Не працює."])
        let warnings = try DisruptionWarning.warnings(about: course, .unplanned, in: town, at: Self.now(town))
        #expect(warnings == [.untranslated])
        let disruption = Disruption(id: ID("a"), kind: .unplanned, announcedAt: start, course: course)
        let said = disruption.words(in: .polish, else: .ukrainian)
        #expect(said.words == "Не працює." && said.language == .ukrainian)
    }

    @Test(
        "Whoever is turned away by a pause comes again when it is over, within an hour",
        arguments: [
            (nil as Int64?, 600), (-5, 60), (30, 60), (300, 300), (86_400, 3_600),
        ]
    )
    func comeBack(until: Int64?, seconds: Int) {
        let now = Instant.monday
        let pause = Pause(since: now, until: until.map { now + .seconds($0) })
        #expect(pause.comeBack(at: now).wholeSeconds == seconds)
    }
}
