import CityKit
import Testing

@Suite struct CivilMonthTests {
    @Test(
        "A month has its days, its neighbours and its name",
        arguments: [
            ("2026-01", "2026-01-01", "2026-01-31", "2025-12", "2026-02", "sty 2026"),
            ("2024-02", "2024-02-01", "2024-02-29", "2024-01", "2024-03", "lut 2024"),
            ("2025-12", "2025-12-01", "2025-12-31", "2025-11", "2026-01", "gru 2025"),
        ]
    )
    func month(text: String, first: String, last: String, before: String, after: String, words: String) throws {
        let month = try #require(CivilMonth(text))
        #expect(month.description == text && CivilMonth(number: month.number) == month)
        #expect(month.firstDay.description == first && month.lastDay.description == last)
        #expect((month - 1).description == before && (month + 1).description == after)
        #expect(month.words(in: .polish) == words)
        #expect(CivilMonth(of: month.lastDay) == month && month < month + 1)
        #expect((month - 25).distance(to: month) == 25)
    }

    @Test("What is no month is none", arguments: ["2026-13", "2026-00", "2026-1", "2026", "", "2026-01-01"])
    func none(text: String) { #expect(CivilMonth(text) == nil) }

    @Test("A number that is no month is none", arguments: [0, 202_600, 202_613, 13])
    func noNumber(number: Int) { #expect(CivilMonth(number: number) == nil) }
}
