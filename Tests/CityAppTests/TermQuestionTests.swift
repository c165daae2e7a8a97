import CityApp
import CityKit
import CityTestSupport
import Foundation
import Testing

@Suite struct TermQuestionTests {
    @Test(
        "The answer begins with the last day alone",
        arguments: [
            ("3 working days", "2025-12-22", "pl", "", "", "", "2025-12-30"),
            ("3 working days", "2025-12-22", "pl", "2025-12-29", "", "", "2025-12-31"),
            (
                "3 working days", "2025-12-17", "pl", "", "2025-12-19..2025-12-22 2025-12-23..2025-12-23", "",
                "2025-12-30"
            ),
            ("3 working days", "2025-12-17", "pl", "", "2025-12-19..", "", "-"),
            ("1 month", "2026-07-24", "ua", "", "", "", "2026-08-24"),
            ("1 month", "2026-07-24", "ua", "", "", "martial-law:2026-05-04", "2026-08-25"),
        ]
    )
    func lastDay(
        period: String,
        start: String,
        calendar: String,
        closed: String,
        waits: String,
        ends: String,
        first: String
    ) throws {
        let question = try question(period, start, calendar, closed, waits, ends, "en")
        #expect(try question.answer(by: InstalledFiles(folder: ProjectFiles.root)).first == first)
    }

    @Test(
        "The explanation follows in the language asked for",
        arguments: [
            ("pl", "Ostatni dzień terminu: wtorek, 30 grudnia 2025\u{A0}r."),
            ("en", "Last day: Tuesday 30 December 2025"),
            ("uk", "Останній день строку: вівторок, 30 грудня 2025\u{A0}р."),
        ]
    )
    func languages(code: String, last: String) throws {
        let question = try question("3 working days", "2025-12-22", "pl", "", "", "", code)
        #expect(try question.answer(by: InstalledFiles(folder: ProjectFiles.root)).last == last)
    }

    @Test(
        "What cannot be understood is told with what to type",
        arguments: [
            ("3 workdays", "2025-12-22", "", "", "", "en", "“3 workdays” is not a period"),
            ("3 days", "2025-02-30", "", "", "", "en", "“2025-02-30” is not a date; type it as 2025-12-30"),
            ("3 days", "2025-12-22", "tomorrow", "", "", "en", "“tomorrow” is not a date"),
            (
                "3 days", "2025-12-22", "", "2025-12-23", "", "en",
                "“2025-12-23” is not a wait; type it as 2025-12-23..2025-12-29"
            ),
            ("3 days", "2025-12-22", "", "2025-12-23..2025-12-22", "", "en", "the answer is older than the question"),
            ("3 days", "2025-12-22", "", "..2025-12-22", "", "en", "“” is not a date"),
            ("3 days", "2025-12-22", "", "", "martial-law", "en", "“martial-law” is not the end of a regime"),
            ("3 days", "2025-12-22", "", "", "curfew:2026-01-01", "en", "has no regime “curfew”"),
            ("3 days", "2016-12-31", "", "", "", "en", "the calendar “pl” begins on 2017-01-01"),
            ("3 days", "2025-12-22", "", "", "", "de", "the program does not speak “de”; it speaks pl, uk, en"),
        ]
    )
    func refusals(
        period: String,
        start: String,
        closed: String,
        waits: String,
        ends: String,
        code: String,
        problem: String
    ) throws {
        let error = #expect(throws: TermQuestionError.self) {
            try question(period, start, "pl", closed, waits, ends, code)
                .answer(by: InstalledFiles(folder: ProjectFiles.root))
        }
        #expect(try #require(error).description.contains(problem))
    }

    private func question(
        _ period: String,
        _ start: String,
        _ calendar: String,
        _ closed: String,
        _ waits: String,
        _ ends: String,
        _ language: String
    ) throws -> TermQuestion {
        let list = { (text: String) in text.split(separator: " ").map(String.init) }
        return try TermQuestion(
            period: period,
            from: start,
            calendar: calendar,
            closed: list(closed),
            waits: list(waits),
            regimeEnds: list(ends),
            language: language
        )
    }
}
