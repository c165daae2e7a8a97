import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct DeadlineRevisionTests {
    @Test("A calendar that changes after a term was told gives the new day and keeps the old one")
    func changedCalendar() throws {
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 22))
        let told = CivilDate(2025, 12, 30)
        #expect(try DeadlineRevision(of: term, told: told, in: .poland()) == nil)

        let closed = ClosedDay(CivilDate(2025, 12, 29))
        let revision = try #require(try DeadlineRevision(of: term, told: told, in: .poland(closed: [closed])))
        #expect(revision.term == term)
        #expect(revision.before == told)
        #expect(revision.after == .ends(on: CivilDate(2025, 12, 31)))
        #expect(
            try ProjectFiles.texts().say(revision.text, in: .english)
                == "The term ended on 30 December 2025; now it ends on 31 December 2025"
        )
    }

    @Test("The end of martial law changes terms that run over a holiday") func endedRegime() throws {
        let term = Term(.workingDays(3), from: CivilDate(2027, 3, 4))
        let told = try Period.workingDays(3).end(from: term.start, in: .ukraine())
        #expect(told == CivilDate(2027, 3, 9))
        let calendar = try WorkingCalendar.ukraine(martialLawUntil: CivilDate(2027, 2, 28))
        #expect(DeadlineRevision(of: term, told: told, in: calendar)?.after == .ends(on: CivilDate(2027, 3, 10)))
    }

    @Test("A question makes a told term stand still") func question() throws {
        let wait = try #require(Wait(askedOn: CivilDate(2025, 12, 29)))
        let term = Term(.workingDays(3), from: CivilDate(2025, 12, 22), waits: [wait])
        let revision = try #require(try DeadlineRevision(of: term, told: CivilDate(2025, 12, 30), in: .poland()))
        #expect(revision.after == .standsStill(since: CivilDate(2025, 12, 29), left: .workingDays(2)))
        #expect(
            try ProjectFiles.texts().say(revision.text, in: .polish)
                == "Termin mijał 30 grudnia 2025\u{A0}r.; zegar stoi od 29 grudnia 2025\u{A0}r., po odpowiedzi zostaje: 2 dni robocze"
        )
    }
}
