import CityDomain
import Testing

@Suite struct ReportNumberTests {
    @Test(
        "A number is read as people write it",
        arguments: [
            ("2025/4187", 2025, 4187), ("2025-4187", 2025, 4187), (" 2025 / 4187 ", 2025, 4187),
            ("2025/0041", 2025, 41),
            ("1000/1", 1000, 1), ("9999/9223372036854775807", 9999, Int.max),
        ]
    )
    func reading(text: String, year: Int, sequence: Int) {
        #expect(ReportNumber(text) == ReportNumber(year: year, sequence: sequence))
    }

    @Test(
        "What is no number is none",
        arguments: [
            "", "/", "2025", "2025/", "/4187", "2025//4187", "2025/4187/", "/2025/4187", "2025/0", "2025/-1", "2025/+1",
            "2025/1a", "999/1", "10000/1", "2025/4187/1", "2025.4187", "２０２５/1", "٢٠٢٥/1", "2025/9223372036854775808",
            "2025/41 87", "2025/1\u{0}",
        ]
    )
    func refusing(text: String) {
        #expect(ReportNumber(text) == nil)
    }

    @Test("A number has a form for people and one for addresses, and both can be read again")
    func writing() {
        let number = ReportNumber(year: 2026, sequence: 7)
        #expect([number.description, number.path] == ["2026/7", "2026-7"])
        #expect([ReportNumber(number.description), ReportNumber(number.path)] == [number, number])
    }

    @Test("Numbers sort by year, then by place, and not by their letters")
    func order() {
        let sorted = [(2025, 10), (2026, 1), (2025, 9)].map { ReportNumber(year: $0, sequence: $1) }.sorted()
        #expect(sorted.map(\.description) == ["2025/9", "2025/10", "2026/1"])
    }
}
