import CityKit
import Testing

@Suite struct WordingTests {
    @Test(
        "A date in the words of each language",
        arguments: [
            (
                DateStyle.full, "wtorek, 30 grudnia 2025\u{A0}r.", "вівторок, 30 грудня 2025\u{A0}р.",
                "Tuesday 30 December 2025"
            ),
            (.long, "30 grudnia 2025\u{A0}r.", "30 грудня 2025\u{A0}р.", "30 December 2025"),
            (.short, "30.12.2025", "30.12.2025", "30 Dec 2025"),
            (
                .genitive, "wtorku, 30 grudnia 2025\u{A0}r.", "вівторка, 30 грудня 2025\u{A0}р.",
                "Tuesday 30 December 2025"
            ),
            (
                .on, "we wtorek, 30 grudnia 2025\u{A0}r.", "у вівторок, 30 грудня 2025\u{A0}р.",
                "on Tuesday 30 December 2025"
            ),
            (.dayMonth, "30 grudnia", "30 грудня", "30 December"),
            (.dayMonthShort, "30 gru", "30 груд.", "30 Dec"),
            (.weekday, "wtorek", "вівторок", "Tuesday"),
            (.weekdayShort, "wt", "вт", "Tue"),
        ]
    )
    func dates(style: DateStyle, polish: String, ukrainian: String, english: String) {
        let date = CivilDate(2025, 12, 30)
        #expect(Language.allCases.map { date.words(in: $0, style: style) } == [polish, ukrainian, english])
    }

    @Test(
        "Every month and every weekday has its word",
        arguments: [
            (
                Language.polish,
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
                "poniedziałku wtorku środy czwartku piątku soboty niedzieli"
            ),
            (
                .ukrainian, "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
                "понеділка вівторка середи четверга п’ятниці суботи неділі"
            ),
            (
                .english, "January February March April May June July August September October November December",
                "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
            ),
        ]
    )
    func monthsAndWeekdays(language: Language, months: String, weekdays: String) {
        let words = (1...12).map { CivilDate(2026, $0, 1).words(in: language, style: .dayMonth).dropFirst(2) }
        #expect(words.joined(separator: " ") == months)
        // 1 June 2026 is a Monday.
        let names = (1...7).map {
            CivilDate(2026, 6, $0).words(in: language, style: .genitive).prefix { !", ".contains($0) }
        }
        #expect(names.joined(separator: " ") == weekdays)
    }

    @Test(
        "Several days are said in one breath",
        arguments: [
            (
                [CivilDate(2025, 12, 26), CivilDate(2025, 12, 24), CivilDate(2025, 12, 25)], "24, 25, 26 grudnia",
                "24, 25, 26 December"
            ),
            ([CivilDate(2026, 4, 30), CivilDate(2026, 5, 1)], "30 kwietnia, 1 maja", "30 April, 1 May"),
            (
                [CivilDate(2025, 11, 11), CivilDate(2025, 12, 24), CivilDate(2026, 1, 1), CivilDate(2026, 1, 6)],
                "11 listopada, 24 grudnia 2025\u{A0}r., 1, 6 stycznia 2026\u{A0}r.",
                "11 November, 24 December 2025, 1, 6 January 2026"
            ),
            (
                [CivilDate(2024, 12, 25), CivilDate(2025, 12, 25)], "25 grudnia 2024\u{A0}r., 25 grudnia 2025\u{A0}r.",
                "25 December 2024, 25 December 2025"
            ),
            ([CivilDate(2026, 5, 1)], "1 maja", "1 May"), ([], "", ""),
        ]
    )
    func dayLists(days: [CivilDate], polish: String, english: String) {
        #expect(days.words(in: .polish) == polish)
        #expect(days.words(in: .english) == english)
    }

    @Test(
        "Numbers stand in groups of three, held together",
        arguments: [
            (0, "0"), (999, "999"), (4_312, "4\u{A0}312"), (1_234_567, "1\u{A0}234\u{A0}567"), (-5_000, "−5\u{A0}000"),
        ]
    )
    func numbers(number: Int, words: String) {
        #expect(number.grouped == words)
    }

    @Test("A time of day in each language") func times() throws {
        let time = try #require(TimeOfDay("08:05"))
        #expect(Language.allCases.map(time.words(in:)) == ["8.05", "8:05", "8:05"])
    }
}
