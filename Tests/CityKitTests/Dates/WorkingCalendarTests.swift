import CityKit
import CityTestSupport
import Testing

@Suite struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws {
        calendar = WorkingCalendar(
            try ProjectFiles.holidays("pl"),
            closedDays: [
                ClosedDay(CivilDate(2026, 8, 14), name: LocalizedText([.english: "for 15 August"])),
                ClosedDay(CivilDate(2026, 12, 28), workingDayTerms: .counted),
                ClosedDay(CivilDate(2026, 12, 24)),
            ]
        )
    }

    @Test(
        "Contact is possible on working days: Monday to Friday except statutory days off",
        .clause("biale-blota/§2 a2"),
        arguments: [
            (CivilDate(2026, 6, 1), nil), (CivilDate(2026, 6, 5), nil), (CivilDate(2026, 6, 6), DayOff.saturday),
            (CivilDate(2026, 6, 7), .sunday),
            (CivilDate(2026, 8, 14), .officeClosed(LocalizedText([.english: "for 15 August"]))),
            (CivilDate(2026, 12, 28), nil),
        ]
    )
    func reasons(date: CivilDate, reason: DayOff?) {
        #expect(calendar.dayOff(on: date) == reason)
        #expect(calendar.isWorkingDay(date) == (reason == nil))
    }

    @Test(
        "A holiday is named, also on a Saturday or when the office would be closed anyway",
        arguments: [
            (CivilDate(2026, 6, 4), "Corpus Christi"), (CivilDate(2026, 8, 15), "Assumption of Mary"),
            (CivilDate(2026, 4, 5), "Easter Sunday"), (CivilDate(2026, 12, 24), "Christmas Eve"),
        ]
    )
    func holidayNames(date: CivilDate, name: String) {
        guard case .holiday(let words) = calendar.dayOff(on: date) else {
            Issue.record("\(date) is no holiday")
            return
        }
        #expect(words[.english] == name)
    }

    @Test(
        "A term that ends on a Saturday or a statutory day off moves; a day the office is closed moves nothing",
        arguments: [
            (CivilDate(2026, 11, 14), CivilDate(2026, 11, 16)), (CivilDate(2026, 12, 27), CivilDate(2026, 12, 28)),
            (CivilDate(2026, 12, 24), CivilDate(2026, 12, 28)), (CivilDate(2026, 8, 14), CivilDate(2026, 8, 14)),
            (CivilDate(2026, 5, 1), CivilDate(2026, 5, 4)), (CivilDate(2026, 5, 5), CivilDate(2026, 5, 5)),
        ]
    )
    func rollOver(date: CivilDate, end: CivilDate) {
        #expect(calendar.rolledOver(date) == end)
    }

    @Test(
        "Adding and counting working days agree with a walk from day to day, also outside the table",
        arguments: [
            CivilDate(2015, 12, 20), CivilDate(2016, 1, 1), CivilDate(2024, 12, 20), CivilDate(2026, 4, 1),
            CivilDate(2026, 8, 10), CivilDate(2059, 12, 10), CivilDate(2060, 1, 1), CivilDate(2075, 5, 1),
        ]
    )
    func walking(start: CivilDate) {
        var count = 0
        for date in (start + 1)...(start + 60) {
            if calendar.isWorkingDay(date) {
                count += 1
                #expect(calendar.day(count, workingDaysAfter: start) == date)
            }
            #expect(calendar.workingDays(after: start, through: date) == count)
        }
        #expect(calendar.day(0, workingDaysAfter: start) == start)
        #expect(calendar.workingDays(after: start, through: start - 9) == 0)
    }

    @Test("Of closed days with one date the last one holds") func repeatedClosedDay() throws {
        let date = CivilDate(2026, 6, 5)
        let days = [ClosedDay(date), ClosedDay(date, workingDayTerms: .counted)]
        #expect(WorkingCalendar(calendar.holidays, closedDays: days).isWorkingDay(date))
        #expect(!WorkingCalendar(calendar.holidays, closedDays: days.reversed()).isWorkingDay(date))
    }
}
