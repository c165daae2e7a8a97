import CityKit
import CityTestSupport
import Foundation
import Testing

@Suite struct EasterTests {
    @Test(
        "Easter Sunday in both churches",
        arguments: [
            (2024, CivilDate(2024, 3, 31), CivilDate(2024, 5, 5)),
            (2025, CivilDate(2025, 4, 20), CivilDate(2025, 4, 20)),
            (2026, CivilDate(2026, 4, 5), CivilDate(2026, 4, 12)),
            (2027, CivilDate(2027, 3, 28), CivilDate(2027, 5, 2)),
            (2028, CivilDate(2028, 4, 16), CivilDate(2028, 4, 16)),
            (2029, CivilDate(2029, 4, 1), CivilDate(2029, 4, 8)),
            (2030, CivilDate(2030, 4, 21), CivilDate(2030, 4, 28)),
            (2031, CivilDate(2031, 4, 13), CivilDate(2031, 4, 13)),
            (2032, CivilDate(2032, 3, 28), CivilDate(2032, 5, 2)),
            (2033, CivilDate(2033, 4, 17), CivilDate(2033, 4, 24)),
            (2034, CivilDate(2034, 4, 9), CivilDate(2034, 4, 9)),
            (2035, CivilDate(2035, 3, 25), CivilDate(2035, 4, 29)),
            (2038, CivilDate(2038, 4, 25), CivilDate(2038, 4, 25)),
            (1818, CivilDate(1818, 3, 22), CivilDate(1818, 4, 26)),
        ]
    )
    func sundays(year: Int, western: CivilDate, orthodox: CivilDate) {
        #expect(Easter.western.sunday(of: year) == western)
        #expect(Easter.orthodox.sunday(of: year) == orthodox)
    }
}

@Suite struct HolidayCalendarTests {
    @Test(
        "Poland is off on the days its act names, Christmas Eve since 2025",
        arguments: [
            (2024, "1.1 6.1 31.3 1.4 1.5 3.5 19.5 30.5 15.8 1.11 11.11 25.12 26.12"),
            (2025, "1.1 6.1 20.4 21.4 1.5 3.5 8.6 19.6 15.8 1.11 11.11 24.12 25.12 26.12"),
            (2026, "1.1 6.1 5.4 6.4 1.5 3.5 24.5 4.6 15.8 1.11 11.11 24.12 25.12 26.12"),
            (2018, "1.1 6.1 1.4 2.4 1.5 3.5 20.5 31.5 15.8 1.11 11.11 12.11 25.12 26.12"),
        ]
    )
    func poland(year: Int, days: String) throws {
        #expect(try days == holidays(of: year, in: WorkingCalendar(ProjectFiles.holidays("pl"))))
    }

    @Test(
        "In peace Ukraine is off on the days of art. 73, and a holiday on a weekend moves",
        arguments: [
            // Saturday 24 August moves to Monday 26.
            (2024, "1.1 8.3 1.5 5.5 6.5→ 8.5 23.6 24.6→ 28.6 15.7 24.8 26.8→ 1.10 25.12"),
            // Saturday 1 May and Easter on Sunday 2 May move to Monday and Tuesday.
            (2027, "1.1 8.3 1.5 2.5 3.5→ 4.5→ 8.5 10.5→ 20.6 21.6→ 28.6 15.7 24.8 1.10 25.12 27.12→"),
            // Saturdays 1 January and 15 July, Sunday 1 October.
            (2028, "1.1 3.1→ 8.3 16.4 17.4→ 1.5 8.5 4.6 5.6→ 28.6 15.7 17.7→ 24.8 1.10 2.10→ 25.12"),
        ]
    )
    func ukraineInPeace(year: Int, days: String) throws {
        #expect(try days == holidays(of: year, in: ukraine(martialLawUntil: CivilDate(2023, 12, 31))))
    }

    @Test("Under martial law Ukraine has Saturdays and Sundays off and nothing else")
    func ukraineUnderMartialLaw() throws {
        let calendar = try WorkingCalendar(ProjectFiles.holidays("ua"))
        for year in 2024...2035 { #expect(holidays(of: year, in: calendar) == "") }
        #expect(calendar.dayOff(on: CivilDate(2026, 8, 22)) == .saturday)
        #expect(calendar.isWorkingDay(CivilDate(2026, 8, 24)))
        #expect(calendar.suspendedHoliday(on: CivilDate(2026, 8, 24))?.regime.id == "martial-law")
    }

    @Test("Holidays come back on the day after martial law ends, and no day off moves out of it")
    func endOfMartialLaw() throws {
        // Saturday 24 August 2030 is the last day: its day off does not move to Monday.
        let calendar = try ukraine(martialLawUntil: CivilDate(2030, 8, 24))
        #expect(holidays(of: 2030, in: calendar) == "1.10 25.12")
        // One day less, and both are off.
        #expect(try holidays(of: 2030, in: ukraine(martialLawUntil: CivilDate(2030, 8, 23))) == "24.8 26.8→ 1.10 25.12")
        #expect(try ProjectFiles.holidays("ua").ending("curfew", on: CivilDate(2030, 1, 1)) == nil)
    }

    @Test("A rule holds on its first and its last day, and no day off moves into a regime")
    func boundaries() throws {
        let name = "name: { en: 'Day' }, law: 'x'"
        let law = "{ start: {}, months: {}, rollOver: {} }"
        let text = """
            { country: 'XX', since: '2020-01-01', termLaw: \(law), substitution: { law: 'x' },
              holidays: [{ on: '05-05', \(name), from: '2025-05-05', until: '2027-05-05' },
                { on: '2026-08-15', \(name) }, { on: '2026-08-22', \(name) }, { on: '2026-09-06', \(name) }],
              regimes: [{ id: 'a', name: {}, law: 'x', from: '2026-08-24', until: '2026-09-06' }] }
            """
        let calendar = WorkingCalendar(try HandwrittenFile(name: "xx.json5", data: Data(text.utf8)).decode())
        let years = (2024...2028).map { holidays(of: $0, in: calendar) }
        // Saturday 22 August is off, Monday 24 is in the regime; Sunday 6 September is its last day.
        #expect(years == ["", "5.5", "5.5 15.8 17.8→ 22.8", "5.5", ""])
    }

    @Test("Every holiday has a name in every language and a law", arguments: ["pl", "ua"])
    func namesAndLaws(country: String) throws {
        let calendar = try ProjectFiles.holidays(country)
        for holiday in calendar.holidays {
            #expect(Set(holiday.name.words.keys) == Set(Language.allCases))
            #expect(!holiday.law.isEmpty)
        }
    }

    @Test(
        "A rule that cannot be read is refused with the way to write it",
        arguments: [
            ("on: '13-01'", "holidays[0].on: “13-01” is no day"),
            ("on: 'easter'", "holidays[0].on: “easter” is no day"),
            ("on: 'western easter + x'", "“western easter + x” is no day"),
            ("on: '2026-02-29'", "“2026-02-29” is no day"),
            ("on: '12-24', form: '2025-02-01'", "holidays[0].form: unknown key; did you mean “from”?"),
            ("on: '12-24', from: '2025-02-01', until: '2024-01-01'", "holidays[0].until: must not be before “from”"),
            ("on: '12-24', from: '1.2.2025'", "holidays[0].from: “1.2.2025” is not a date; write it as 2025-12-30"),
            ("om: '12-24'", "holidays[0].on: is missing; “om” is there: is it misspelt?"),
        ]
    )
    func faults(rule: String, fault: String) throws {
        let law = "{ start: {}, months: {}, rollOver: {} }"
        let text = "{ country: 'XX', since: '2020-01-01', termLaw: \(law), holidays: [{ name: {}, law: '', \(rule) }] }"
        let error = try #require(throws: FileFaults.self) {
            try HandwrittenFile(name: "xx.json5", data: Data(text.utf8)).decode(HolidayCalendar.self)
        }
        #expect(error.description.contains(fault), "\(error)")
    }

    private func ukraine(martialLawUntil lastDay: CivilDate) throws -> WorkingCalendar {
        try WorkingCalendar(#require(ProjectFiles.holidays("ua").ending("martial-law", on: lastDay)))
    }

    /// `1.5` for a holiday, `3.5→` for a day off that moved there.
    private func holidays(of year: Int, in calendar: WorkingCalendar) -> String {
        (CivilDate(year, 1, 1)...CivilDate(year, 12, 31)).compactMap { date in
            switch calendar.statutoryDayOff(on: date) {
            case .holiday: "\(date.day).\(date.month)"
            case .substitute: "\(date.day).\(date.month)→"
            case .saturday, .sunday, .officeClosed, nil: nil
            }
        }.joined(separator: " ")
    }
}
