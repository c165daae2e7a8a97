import CityDomain
import CityKit
import CityTestSupport
import Testing

/// Waits for the reporter's answer. December 2025: Monday 1, holidays 24 to 26; January 2026: holidays 1 and 6.
@Suite(.clause("kielce/III.26")) struct SuspensionTests {
    @Test(
        "Working days stand still from the question to the answer",
        arguments: [
            // Counted 18; held 19 to 29; counted 30, 31.
            (3, CivilDate(2025, 12, 17), "2025-12-19..2025-12-29", CivilDate(2025, 12, 31)),
            // One day of question and answer does not count.
            (3, CivilDate(2025, 12, 8), "2025-12-09..2025-12-09", CivilDate(2025, 12, 12)),
            // Asked on the last day.
            (3, CivilDate(2025, 12, 8), "2025-12-11..2025-12-15", CivilDate(2025, 12, 16)),
            // Asked after the last day: nothing changes.
            (3, CivilDate(2025, 12, 8), "2025-12-12..2025-12-15", CivilDate(2025, 12, 11)),
            // Asked on the day of the event, answered on a Sunday.
            (3, CivilDate(2025, 12, 8), "2025-12-08..2025-12-14", CivilDate(2025, 12, 17)),
            // Asked and answered within a weekend.
            (3, CivilDate(2025, 12, 11), "2025-12-13..2025-12-14", CivilDate(2025, 12, 16)),
            // Answered on Christmas Day: 29 December goes on counting.
            (14, CivilDate(2025, 12, 3), "2025-12-22..2025-12-25", CivilDate(2025, 12, 30)),
            // Two waits add up; their order does not matter.
            (3, CivilDate(2025, 12, 1), "2025-12-04..2025-12-04 2025-12-02..2025-12-02", CivilDate(2025, 12, 8)),
            // Overlapping waits hold each day once.
            (3, CivilDate(2025, 12, 1), "2025-12-02..2025-12-04 2025-12-03..2025-12-05", CivilDate(2025, 12, 10)),
            // The second one begins only because the first one moved the end.
            (3, CivilDate(2025, 12, 1), "2025-12-03..2025-12-04 2025-12-08..2025-12-08", CivilDate(2025, 12, 9)),
            // It was asked before the term began.
            (3, CivilDate(2025, 12, 3), "2025-12-01..2025-12-05", CivilDate(2025, 12, 10)),
            (3, CivilDate(2025, 12, 3), "2025-12-01..2025-12-02", CivilDate(2025, 12, 8)),
        ]
    )
    func workingDays(count: Int, start: CivilDate, waits: String, lastDay: CivilDate) throws {
        let term = Term(.workingDays(count), from: start, waits: try self.waits(waits))
        #expect(try term.outcome(in: .poland()) == .ends(on: lastDay))
    }

    @Test(
        "Days and months move by the days between question and answer, and only then roll over",
        arguments: [
            (Period.days(30), CivilDate(2025, 12, 3), "2025-12-19..2025-12-29", CivilDate(2026, 1, 12)),
            // Answered on the day of the question: nothing moves.
            (.days(30), CivilDate(2025, 12, 3), "2025-12-19..2025-12-19", CivilDate(2026, 1, 2)),
            // Asked on the last day, answered five days later, a Wednesday.
            (.days(30), CivilDate(2025, 12, 3), "2026-01-02..2026-01-07", CivilDate(2026, 1, 7)),
            // Asked after the last day.
            (.days(30), CivilDate(2025, 12, 3), "2026-01-03..2026-01-07", CivilDate(2026, 1, 2)),
            // The counted end is Saturday 6; two days make it Monday 8.
            (.days(5), CivilDate(2025, 12, 1), "2025-12-02..2025-12-04", CivilDate(2025, 12, 8)),
            // The counted end is Saturday 13, the term would end on Monday 15: a question on that day waits for its answer.
            (.days(5), CivilDate(2025, 12, 8), "2025-12-15..2025-12-18", CivilDate(2025, 12, 18)),
            (.days(5), CivilDate(2025, 12, 8), "2025-12-14..2025-12-20", CivilDate(2025, 12, 22)),
            (.days(5), CivilDate(2025, 12, 8), "2025-12-16..2025-12-18", CivilDate(2025, 12, 15)),
            (.months(3), CivilDate(2026, 8, 14), "2026-09-01..2026-09-11", CivilDate(2026, 11, 24)),
            (.months(1), CivilDate(2026, 1, 31), "2026-02-10..2026-02-12", CivilDate(2026, 3, 2)),
            // Two waits add up, touching and overlapping ones too: 10 days in all each time.
            (
                .days(30), CivilDate(2025, 12, 3), "2025-12-05..2025-12-10 2025-12-15..2025-12-20",
                CivilDate(2026, 1, 12)
            ),
            (
                .days(30), CivilDate(2025, 12, 3), "2025-12-05..2025-12-10 2025-12-10..2025-12-15",
                CivilDate(2026, 1, 12)
            ),
            (
                .days(30), CivilDate(2025, 12, 3), "2025-12-05..2025-12-12 2025-12-08..2025-12-15",
                CivilDate(2026, 1, 12)
            ),
            (
                .days(30), CivilDate(2025, 12, 3), "2025-12-05..2025-12-15 2025-12-08..2025-12-09",
                CivilDate(2026, 1, 12)
            ),
            // Asked before the term began: counted from its start.
            (.days(30), CivilDate(2025, 12, 3), "2025-11-20..2025-12-13", CivilDate(2026, 1, 12)),
        ]
    )
    func calendarDays(period: Period, start: CivilDate, waits: String, lastDay: CivilDate) throws {
        let term = Term(period, from: start, waits: try self.waits(waits))
        #expect(try term.outcome(in: .poland()) == .ends(on: lastDay))
    }

    @Test(
        "While no answer has come the term stands still and says what is left",
        arguments: [
            (
                Period.workingDays(3), CivilDate(2025, 12, 17), "2025-12-19..", CivilDate(2025, 12, 19),
                Period.workingDays(2)
            ),
            (.workingDays(3), CivilDate(2025, 12, 8), "2025-12-11..", CivilDate(2025, 12, 11), .workingDays(1)),
            (.workingDays(3), CivilDate(2025, 12, 8), "2025-12-08..", CivilDate(2025, 12, 8), .workingDays(3)),
            (.workingDays(3), CivilDate(2025, 12, 8), "2025-12-01..", CivilDate(2025, 12, 8), .workingDays(3)),
            (.days(30), CivilDate(2025, 12, 3), "2025-12-19..", CivilDate(2025, 12, 19), .days(14)),
            (.days(30), CivilDate(2025, 12, 3), "2026-01-02..", CivilDate(2026, 1, 2), .days(0)),
            (.days(5), CivilDate(2025, 12, 8), "2025-12-15..", CivilDate(2025, 12, 15), .days(0)),
            (.months(1), CivilDate(2026, 1, 31), "2026-02-10..", CivilDate(2026, 2, 10), .days(18)),
            (
                .workingDays(3), CivilDate(2025, 12, 1), "2025-12-02..2025-12-04 2025-12-03..", CivilDate(2025, 12, 2),
                .workingDays(3)
            ),
            (
                .workingDays(3), CivilDate(2025, 12, 1), "2025-12-03..2025-12-03 2025-12-05..", CivilDate(2025, 12, 5),
                .workingDays(1)
            ),
        ]
    )
    func open(period: Period, start: CivilDate, waits: String, since: CivilDate, left: Period) throws {
        let term = Term(period, from: start, waits: try self.waits(waits))
        #expect(try term.outcome(in: .poland()) == .standsStill(since: since, left: left))
    }

    @Test("An open question after the last day changes nothing")
    func openTooLate() throws {
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 8), waits: try waits("2025-12-12.."))
        #expect(try term.outcome(in: .poland()) == .ends(on: CivilDate(2025, 12, 11)))
    }

    @Test("What is left comes after the answer", arguments: 19...31)
    func leftAfterTheAnswer(answer: Int) throws {
        let calendar = try WorkingCalendar.poland()
        let start = CivilDate(2025, 12, 17)
        let asked = CivilDate(2025, 12, 19)
        let answered = CivilDate(2025, 12, answer)
        let wait = try #require(Wait(askedOn: asked, answeredOn: answered))
        let end = try #require(Term(.workingDays(3), from: start, waits: [wait]).outcome(in: calendar).lastDay)
        #expect(calendar.workingDays(after: answered, through: end) == 2)
    }

    @Test("No answer is older than its question") func reversedWait() {
        #expect(Wait(askedOn: CivilDate(2025, 12, 9), answeredOn: CivilDate(2025, 12, 8)) == nil)
    }

    /// `2025-12-02..2025-12-04 2025-12-08..`
    private func waits(_ text: String) throws -> [Wait] {
        try text.split(separator: " ").map { wait in
            let days = wait.split(separator: "..", omittingEmptySubsequences: false).map { CivilDate(String($0)) }
            let askedOn = try #require(days[0])
            return try #require(Wait(askedOn: askedOn, answeredOn: days[1]))
        }
    }
}
