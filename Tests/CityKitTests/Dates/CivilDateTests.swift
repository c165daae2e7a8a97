import CityKit
import Foundation
import Testing

@Suite struct CivilDateTests {
    @Test(
        "A date is read only as year-month-day, and only when there is such a day",
        arguments: [
            ("2025-12-30", CivilDate(2025, 12, 30)), ("2028-02-29", CivilDate(2028, 2, 29)),
            ("0001-01-01", CivilDate(1, 1, 1)), ("9999-12-31", CivilDate(9999, 12, 31)),
            ("2026-02-29", nil), ("2100-02-29", nil), ("2026-04-31", nil), ("2026-13-01", nil), ("2026-00-01", nil),
            ("2026-01-00", nil), ("0000-01-01", nil), ("26-01-01", nil), ("2026-1-01", nil), ("2026-01-01 ", nil),
            ("20260101", nil), ("2026/01/01", nil), ("2026-01-0٣", nil), ("+026-01-01", nil), ("", nil),
        ]
    )
    func reading(text: String, date: CivilDate?) {
        #expect(CivilDate(text) == date)
        #expect(date.map(\.description) ?? text == text)
    }

    @Test(
        "Months end on the same number or on the last day",
        arguments: [
            (CivilDate(2026, 8, 14), 3, CivilDate(2026, 11, 14)), (CivilDate(2025, 8, 31), 6, CivilDate(2026, 2, 28)),
            (CivilDate(2027, 8, 31), 6, CivilDate(2028, 2, 29)), (CivilDate(2025, 1, 31), 1, CivilDate(2025, 2, 28)),
            (CivilDate(2025, 12, 31), 2, CivilDate(2026, 2, 28)), (CivilDate(2025, 11, 30), 1, CivilDate(2025, 12, 30)),
            (CivilDate(2028, 2, 29), 12, CivilDate(2029, 2, 28)), (CivilDate(2025, 3, 31), -1, CivilDate(2025, 2, 28)),
            (CivilDate(2025, 1, 15), -13, CivilDate(2023, 12, 15)), (CivilDate(2025, 1, 15), 0, CivilDate(2025, 1, 15)),
        ]
    )
    func months(start: CivilDate, count: Int, end: CivilDate) {
        #expect(start.adding(months: count) == end)
    }

    @Test("Days, months and weekdays follow each other through eight hundred years")
    func everyDay() {
        var wrong: [CivilDate] = []
        var (year, month, day, weekday) = (1600, 1, 1, 6)  // a Saturday
        for date in CivilDate(1600, 1, 1)...CivilDate(2399, 12, 31) {
            let parts = [date.year, date.month, date.day, date.weekday]
            if parts != [year, month, day, weekday] || CivilDate(year, month, day) != date { wrong.append(date) }
            weekday = weekday % 7 + 1
            day += 1
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            if day > [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] {
                (month, day) = (month + 1, 1)
            }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == [])
        #expect(CivilDate(2399, 12, 31) - CivilDate(1600, 1, 1) == 292_193)
    }

    @Test("The day number counts from 1970") func dayNumber() {
        #expect(CivilDate(1970, 1, 1).dayNumber == 0)
        #expect(CivilDate(1969, 12, 31) == CivilDate(dayNumber: -1))
        #expect(CivilDate(2025, 12, 30) + 2 == CivilDate(2026, 1, 1))
        #expect(Array(CivilDate(2028, 2, 28)...CivilDate(2028, 3, 1)).map(\.day) == [28, 29, 1])
    }

    @Test("A date is written to JSON as text and refused when it does not exist") func json() throws {
        let dates = [CivilDate(2025, 12, 30), CivilDate(2028, 2, 29)]
        let data = try JSONEncoder().encode(dates)
        #expect(String(decoding: data, as: UTF8.self) == #"["2025-12-30","2028-02-29"]"#)
        #expect(try JSONDecoder().decode([CivilDate].self, from: data) == dates)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: Data(#"["2026-02-29"]"#.utf8))
        }
    }
}
