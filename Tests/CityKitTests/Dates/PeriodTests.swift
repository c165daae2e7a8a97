import CityKit
import Foundation
import Testing

@Suite struct PeriodTests {
    @Test(
        "A period is read from the words of the files and written back",
        arguments: [
            (Period.workingDays(3), "3 working days"), (.workingDays(1), "1 working day"), (.days(30), "30 days"),
            (.days(1), "1 day"), (.months(6), "6 months"), (.months(1), "1 month"), (.days(9_999), "9999 days"),
        ]
    )
    func words(period: Period, text: String) throws {
        #expect(try Period(text) == period)
        #expect(period.description == text)
        let json = try JSONEncoder().encode([period])
        #expect(String(decoding: json, as: UTF8.self) == #"["\#(text)"]"#)
        #expect(try JSONDecoder().decode([Period].self, from: json) == [period])
    }

    @Test(
        "Words that are no period are refused with an example",
        arguments: [
            "", "3", "days", "0 days", "-3 days", "+3 days", "3.5 days", "10000 days", "3 work days", "3 Days",
            "three days",
            "3 days 2", "3days", "٣ days", "99999999999999999999 days",
        ]
    )
    func refusals(text: String) {
        #expect(throws: PeriodError(text: text)) { try Period(text) }
        #expect(PeriodError(text: text).description.contains("write for example “3 working days”"))
    }

    @Test(
        "A number out of range is told so",
        arguments: [
            ("0 days", true), ("10000 months", true), ("99999999999999999999 days", true), ("3 weeks", false),
            ("days", false), ("-1 days", false), ("", false),
        ]
    )
    func range(text: String, isTold: Bool) {
        #expect(PeriodError(text: text).description.contains("; the number is from 1 to 9999; ") == isTold)
    }
}
