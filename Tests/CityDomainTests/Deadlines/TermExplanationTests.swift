import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct TermExplanationTests {
    @Test(
        "Working days: what counts, which days are off and why",
        arguments: [
            (
                Language.english,
                """
                3 working days from 22 December 2025; 24, 25, 26 December off
                The day of the event, Monday 22 December 2025, does not count (Polish Civil Code, art. 111 § 2)
                Saturdays and Sundays do not count
                24 December: Christmas Eve
                25 December: Christmas Day
                26 December: Second day of Christmas
                Last day: Tuesday 30 December 2025
                """
            ),
            (
                .polish,
                """
                3 dni robocze od 22 grudnia 2025\u{A0}r.; wolne: 24, 25, 26 grudnia
                Dzień zdarzenia, poniedziałek, 22 grudnia 2025\u{A0}r., nie liczy się (art. 111 § 2 k.c.)
                Soboty i niedziele się nie liczą
                24 grudnia: Wigilia Bożego Narodzenia
                25 grudnia: pierwszy dzień Bożego Narodzenia
                26 grudnia: drugi dzień Bożego Narodzenia
                Ostatni dzień terminu: wtorek, 30 grudnia 2025\u{A0}r.
                """
            ),
            (
                .ukrainian,
                """
                3 робочі дні від 22 грудня 2025\u{A0}р.; вихідні: 24, 25, 26 грудня
                День події, понеділок, 22 грудня 2025\u{A0}р., не рахується (ст. 111 § 2 ЦК Польщі)
                Суботи й неділі не рахуються
                24 грудня: Святвечір
                25 грудня: перший день Різдва
                26 грудня: другий день Різдва
                Останній день строку: вівторок, 30 грудня 2025\u{A0}р.
                """
            ),
        ]
    )
    func workingDays(language: Language, said: String) throws {
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 22))
        #expect(try lines(of: term, in: .poland(), language) == said)
    }

    @Test(
        "Days and months: the roll-over and the article it comes from",
        arguments: [
            (
                Period.days(7), CivilDate(2025, 12, 19),
                """
                7 days from 19 December 2025
                The day of the event, Friday 19 December 2025, does not count (Polish Civil Code, art. 111 § 2)
                A term does not end on a day off (Friday 26 December 2025: Second day of Christmas), so it runs until \
                Monday 29 December 2025 (Polish Civil Code, art. 115)
                Last day: Monday 29 December 2025
                """
            ),
            (
                .months(6), CivilDate(2025, 8, 31),
                """
                6 months from 31 August 2025
                The day of the event, Sunday 31 August 2025, does not count (Polish Civil Code, art. 111 § 2)
                The month has no day 31, so its last day is taken: 28 February 2026 (Polish Civil Code, art. 112)
                A term does not end on a Saturday or Sunday (Saturday 28 February 2026), so it runs until \
                Monday 2 March 2026 (Polish Civil Code, art. 115)
                Last day: Monday 2 March 2026
                """
            ),
            (
                .months(1), CivilDate(2026, 6, 1),
                """
                1 month from 1 June 2026
                The day of the event, Monday 1 June 2026, does not count (Polish Civil Code, art. 111 § 2)
                Months end on the day with the same number: 1 July 2026 (Polish Civil Code, art. 112)
                Last day: Wednesday 1 July 2026
                """
            ),
        ]
    )
    func rollOver(period: Period, start: CivilDate, said: String) throws {
        #expect(try lines(of: Term(period, from: start), in: .poland(), .english) == said)
    }

    @Test(
        "Waits and hand-overs are told in their order",
        arguments: [
            (
                Period.workingDays(3),
                """
                3 working days from 17 December 2025; 24, 25, 26 December off
                The day of the event, Wednesday 17 December 2025, does not count (Polish Civil Code, art. 111 § 2)
                Saturdays and Sundays do not count
                24 December: Christmas Eve
                25 December: Christmas Day
                26 December: Second day of Christmas
                The office waited for an answer from 19 December 2025 to 21 December 2025; these days do not count
                Question and answer on 22 December 2025; that day does not count
                Handed over to another unit on 18 December 2025; the term goes on from 17 December 2025
                Last day: Monday 29 December 2025
                """
            ),
            (
                .days(7),
                """
                7 days from 17 December 2025
                The day of the event, Wednesday 17 December 2025, does not count (Polish Civil Code, art. 111 § 2)
                The office waited for an answer from 19 December 2025 to 21 December 2025; the term stood still for 2 days
                Question and answer on 22 December 2025; the term goes on
                Handed over to another unit on 18 December 2025; the term goes on from 17 December 2025
                A term does not end on a day off (Friday 26 December 2025: Second day of Christmas), so it runs until \
                Monday 29 December 2025 (Polish Civil Code, art. 115)
                Last day: Monday 29 December 2025
                """
            ),
        ]
    )
    func waits(period: Period, said: String) throws {
        let waits = [
            try #require(Wait(askedOn: CivilDate(2025, 12, 22), answeredOn: CivilDate(2025, 12, 22))),
            try #require(Wait(askedOn: CivilDate(2025, 12, 19), answeredOn: CivilDate(2025, 12, 21))),
        ]
        let term = Term(period, from: CivilDate(2025, 12, 17), waits: waits, handOvers: [CivilDate(2025, 12, 18)])
        #expect(try lines(of: term, in: .poland(), .english) == said)
    }

    @Test("A term that stands still says since when and what is left") func standsStill() throws {
        let wait = try #require(Wait(askedOn: CivilDate(2025, 12, 19)))
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 17), waits: [wait])
        #expect(
            try lines(of: term, in: .poland(), .polish) == """
                3 dni robocze od 17 grudnia 2025\u{A0}r.
                Dzień zdarzenia, środa, 17 grudnia 2025\u{A0}r., nie liczy się (art. 111 § 2 k.c.)
                Zegar stoi od piątku, 19 grudnia 2025\u{A0}r.; po odpowiedzi zostaje: 2 dni robocze
                """
        )
    }

    @Test("A holiday that counts because of martial law is told") func martialLaw() throws {
        let term = Term(.workingDays(3), from: CivilDate(2024, 3, 6))
        #expect(
            try lines(of: term, in: .ukraine(), .ukrainian) == """
                3 робочі дні від 6 березня 2024\u{A0}р.
                День події, середа, 6 березня 2024\u{A0}р., не рахується (ст. 253 ЦК України)
                Суботи й неділі не рахуються
                8 березня (Міжнародний жіночий день) – робочий день: воєнний стан (Закон № 2136-IX, ч. 6 ст. 6)
                Останній день строку: понеділок, 11 березня 2024\u{A0}р.
                """
        )
        let month = Term(.months(1), from: CivilDate(2026, 7, 24))
        #expect(try month.explanation(in: .ukraine()).map(\.key).contains("deadline.explain.holiday_works"))
        // 24 August 2025 is a Sunday, and off as such.
        let week = Term(.days(7), from: CivilDate(2025, 8, 17))
        #expect(try !week.explanation(in: .ukraine()).map(\.key).contains("deadline.explain.holiday_works"))
    }

    @Test("A day off that moved is told with the holiday it stands for") func substitute() throws {
        let term = Term(.workingDays(1), from: CivilDate(2027, 4, 30))
        let calendar = try WorkingCalendar.ukraine(martialLawUntil: CivilDate(2023, 12, 31))
        #expect(
            try lines(of: term, in: calendar, .ukrainian).split(separator: "\n")[3...4].joined(separator: "\n") == """
                3 травня: перенесений вихідний: День праці
                4 травня: перенесений вихідний: Великдень
                """
        )
    }

    private func lines(of term: Term, in calendar: WorkingCalendar, _ language: Language) throws -> String {
        let texts = try ProjectFiles.texts()
        return term.explanation(in: calendar).map { texts.say($0, in: language) }.joined(separator: "\n")
    }
}
