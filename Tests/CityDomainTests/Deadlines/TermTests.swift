import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct TermTests {
    @Test(
        "Three working days to verify a report, from the day it came in",
        .clause("kielce/III.20"),
        arguments: [
            (CivilDate(2025, 12, 22), CivilDate(2025, 12, 30)),  // 24, 25, 26 December and a weekend
            (CivilDate(2024, 12, 23), CivilDate(2024, 12, 30)),  // 24 December 2024 was a working day
            (CivilDate(2026, 4, 1), CivilDate(2026, 4, 7)),  // Easter Monday
            (CivilDate(2026, 4, 27), CivilDate(2026, 4, 30)),
            (CivilDate(2026, 4, 30), CivilDate(2026, 5, 6)),  // 1 May on a Friday, 3 May on a Sunday
            (CivilDate(2026, 5, 2), CivilDate(2026, 5, 6)),  // came in on a Saturday
            (CivilDate(2026, 5, 3), CivilDate(2026, 5, 6)),  // came in on a holiday
            (CivilDate(2025, 12, 31), CivilDate(2026, 1, 7)),  // New Year and Epiphany
            (CivilDate(2028, 2, 28), CivilDate(2028, 3, 2)),  // 29 February
        ]
    )
    func verification(received: CivilDate, lastDay: CivilDate) throws {
        #expect(try Term(.workingDays(3), from: received).outcome(in: .poland()) == .ends(on: lastDay))
    }

    @Test(
        "Handing the report over does not start the three working days anew",
        .clause("kielce/III.21"),
        arguments: [CivilDate(2025, 12, 23), CivilDate(2025, 12, 29), CivilDate(2025, 12, 30)]
    )
    func handOver(day: CivilDate) throws {
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 22), handOvers: [day])
        let calendar = try WorkingCalendar.poland()
        #expect(term.outcome(in: calendar) == .ends(on: CivilDate(2025, 12, 30)))
        let said = Text("deadline.explain.handed_over", ["day": .date(day), "start": .date(term.start)])
        #expect(term.explanation(in: calendar).contains(said))
    }

    @Test(
        "Fourteen working days to begin, from the day of acceptance",
        .clause("kielce/III.23"),
        arguments: [
            (CivilDate(2025, 12, 30), CivilDate(2026, 1, 21)), (CivilDate(2026, 4, 16), CivilDate(2026, 5, 7)),
            (CivilDate(2026, 5, 29), CivilDate(2026, 6, 19)), (CivilDate(2026, 10, 23), CivilDate(2026, 11, 13)),
        ]
    )
    func beginning(accepted: CivilDate, lastDay: CivilDate) throws {
        #expect(try Period.workingDays(14).end(from: accepted, in: .poland()) == lastDay)
    }

    @Test(
        "Fourteen working days to answer a complaint, from the day it came in",
        .clause("suprasl/X.4", "biale-blota/§9.3"),
        arguments: [
            (CivilDate(2026, 3, 25), CivilDate(2026, 4, 15)), (CivilDate(2025, 12, 20), CivilDate(2026, 1, 15)),
        ]
    )
    func complaint(received: CivilDate, lastDay: CivilDate) throws {
        #expect(try Period.workingDays(14).end(from: received, in: .poland()) == lastDay)
    }

    @Test(
        "Thirty calendar days to say that it cannot be done, moved past Saturdays and days off",
        .clause("kielce/III.25", "kielce/X.1"),
        arguments: [
            (CivilDate(2025, 12, 3), CivilDate(2026, 1, 2)), (CivilDate(2026, 11, 27), CivilDate(2026, 12, 28)),
            (CivilDate(2026, 10, 12), CivilDate(2026, 11, 12)),  // 11 November
            (CivilDate(2026, 3, 5), CivilDate(2026, 4, 7)),  // Saturday before Easter
        ]
    )
    func notFeasible(accepted: CivilDate, lastDay: CivilDate) throws {
        #expect(try Period.days(30).end(from: accepted, in: .poland()) == lastDay)
    }

    @Test(
        "Seven days for the reporter to answer, moved past Saturdays and days off",
        .clause("kielce/III.26"),
        arguments: [
            (CivilDate(2025, 12, 19), CivilDate(2025, 12, 29)), (CivilDate(2025, 12, 17), CivilDate(2025, 12, 29)),
            (CivilDate(2026, 6, 5), CivilDate(2026, 6, 12)), (CivilDate(2026, 6, 6), CivilDate(2026, 6, 15)),
        ]
    )
    func answer(asked: CivilDate, lastDay: CivilDate) throws {
        #expect(try Period.days(7).end(from: asked, in: .poland()) == lastDay)
    }

    @Test(
        "Three and six months for ideas end on the same number or the last day of the month",
        .clause("kielce/III.28", "kielce/III.29"),
        arguments: [
            (3, CivilDate(2026, 8, 14), CivilDate(2026, 11, 16)),  // 14 November is a Saturday
            (6, CivilDate(2025, 8, 31), CivilDate(2026, 3, 2)),  // 28 February is a Saturday
            (6, CivilDate(2027, 8, 31), CivilDate(2028, 2, 29)),
            (3, CivilDate(2026, 2, 10), CivilDate(2026, 5, 11)),
            (1, CivilDate(2028, 1, 31), CivilDate(2028, 2, 29)),
            (12, CivilDate(2028, 2, 29), CivilDate(2029, 2, 28)),
        ]
    )
    func ideas(months: Int, received: CivilDate, lastDay: CivilDate) throws {
        #expect(try Period.months(months).end(from: received, in: .poland()) == lastDay)
    }

    @Test(
        "Ukraine: a last day off moves to the first working day, holidays only in peace",
        arguments: [
            (Period.months(1), CivilDate(2026, 7, 24), CivilDate(2026, 8, 24), CivilDate(2026, 8, 25)),  // 24 August
            (.days(15), CivilDate(2026, 4, 27), CivilDate(2026, 5, 12), CivilDate(2026, 5, 12)),
            (.days(15), CivilDate(2027, 4, 16), CivilDate(2027, 5, 3), CivilDate(2027, 5, 5)),  // 3 and 4 May
            (.workingDays(3), CivilDate(2027, 4, 29), CivilDate(2027, 5, 4), CivilDate(2027, 5, 6)),
            (.workingDays(3), CivilDate(2024, 3, 6), CivilDate(2024, 3, 11), CivilDate(2024, 3, 12)),  // 8 March
        ]
    )
    func ukraine(period: Period, start: CivilDate, underMartialLaw: CivilDate, inPeace: CivilDate) throws {
        #expect(try period.end(from: start, in: .ukraine()) == underMartialLaw)
        #expect(try period.end(from: start, in: .ukraine(martialLawUntil: CivilDate(2023, 12, 31))) == inPeace)
    }

    @Test(
        "A day the office closes by itself moves working days, as the town chose, and never the law's roll-over",
        arguments: [
            (Period.workingDays(3), ClosedDay.Effect.skipped, CivilDate(2026, 8, 12), CivilDate(2026, 8, 18)),
            (.workingDays(3), .counted, CivilDate(2026, 8, 12), CivilDate(2026, 8, 17)),
            (.days(7), .skipped, CivilDate(2026, 8, 7), CivilDate(2026, 8, 14)),
        ]
    )
    func closedDay(period: Period, effect: ClosedDay.Effect, start: CivilDate, lastDay: CivilDate) throws {
        let closed = ClosedDay(CivilDate(2026, 8, 14), workingDayTerms: effect)
        #expect(try period.end(from: start, in: .poland(closed: [closed])) == lastDay)
    }

    @Test(
        "The day of an event is the day in the town, whatever the day in UTC",
        arguments: [
            ("Europe/Warsaw", Int64(1_766_444_399), CivilDate(2025, 12, 30)),  // 22 December 23:59:59 in Warsaw
            ("Europe/Warsaw", 1_766_444_400, CivilDate(2025, 12, 31)),  // 23 December 00:00:00 in Warsaw, 22 in UTC
            ("America/New_York", 1_766_453_400, CivilDate(2025, 12, 30)),  // 22 December 20:30 there, 23 in UTC
        ]
    )
    func eventAtMidnight(zone: String, second: Int64, lastDay: CivilDate) throws {
        let clock = try #require(LocalClock(zone: zone))
        let day = clock.date(of: Instant(milliseconds: second * 1_000))
        #expect(try Period.workingDays(3).end(from: day, in: .poland()) == lastDay)
    }

    @Test(
        "A term is late from the first instant after its last day, on days of 23 and 25 hours too",
        arguments: [
            CivilDate(2026, 3, 29), CivilDate(2026, 10, 25), CivilDate(2025, 12, 30),
        ]
    )
    func overdue(lastDay: CivilDate) throws {
        let clock = try #require(LocalClock(zone: "Europe/Warsaw"))
        let outcome = TermOutcome.ends(on: lastDay)
        #expect(!outcome.isOverdue(at: clock.end(of: lastDay), by: clock))
        #expect(outcome.isOverdue(at: clock.end(of: lastDay) + .milliseconds(1), by: clock))
        let waiting = TermOutcome.standsStill(since: lastDay, left: .days(0))
        #expect(!waiting.isOverdue(at: clock.end(of: lastDay + 9), by: clock))
        #expect(waiting.lastDay == nil)
    }
}
