import CityDomain
import CityKit
import CityTestSupport
import Testing

/// What holds for every term that starts from 2024 to 2035.
@Suite struct TermPropertyTests {
    private static let periods: [Period] = [
        .workingDays(1), .workingDays(3), .workingDays(14), .days(1), .days(7), .days(30), .months(1), .months(3),
        .months(6),
    ]
    private static let starts = CivilDate(2024, 1, 1)...CivilDate(2035, 12, 31)

    @Test("The engine agrees with a walk from day to day", arguments: TermModel.Country.allCases)
    func model(country: TermModel.Country) throws {
        let (calendar, model) = (try calendar(country), TermModel(country))
        var wrong: [String] = []
        for start in Self.starts {
            if calendar.isWorkingDay(start) == model.isOff(start) { wrong.append("\(start)") }
            for period in Self.periods {
                let end = period.end(from: start, in: calendar)
                if end != model.end(of: Term(period, from: start)) { wrong.append("\(period) from \(start): \(end)") }
            }
        }
        #expect(wrong == [])
    }

    @Test(
        "With up to four waits it agrees too, and no wait makes a term shorter",
        arguments: TermModel.Country.allCases
    )
    func waits(country: TermModel.Country) throws {
        let (calendar, model) = (try calendar(country), TermModel(country))
        var dice = Dice(seed: 20_261_121)
        var wrong: [String] = []
        for _ in 0..<6_000 {
            let term = try randomTerm(&dice)
            let end = try #require(term.outcome(in: calendar).lastDay)
            let fewer = Term(term.period, from: term.start, waits: Array(term.waits.dropLast()))
            let earlier = try #require(fewer.outcome(in: calendar).lastDay)
            if end != model.end(of: term) || end < earlier { wrong.append("\(term): \(end)") }
        }
        #expect(wrong == [])
    }

    @Test(
        "Later events end no earlier, and every term ends on a day that is not off",
        arguments: TermModel.Country.allCases
    )
    func order(country: TermModel.Country) throws {
        let calendar = try calendar(country)
        var wrong: [String] = []
        for period in Self.periods {
            var last = period.end(from: Self.starts.lowerBound - 1, in: calendar)
            for start in Self.starts {
                let end = period.end(from: start, in: calendar)
                if end < last || end <= start || !calendar.isWorkingDay(end) { wrong.append("\(period) from \(start)") }
                if case .workingDays(let count) = period, calendar.workingDays(after: start, through: end) != count {
                    wrong.append("\(period) from \(start) has another count")
                }
                last = end
            }
        }
        #expect(wrong == [])
    }

    @Test("The days of a term add up", arguments: TermModel.Country.allCases)
    func addingUp(country: TermModel.Country) throws {
        let calendar = try calendar(country)
        var dice = Dice(seed: 7)
        var wrong: [String] = []
        for _ in 0..<1_500 {
            let term = try randomTerm(&dice)
            let days = term.days(in: calendar)
            let end = try #require(term.outcome(in: calendar).lastDay)
            let total =
                switch term.period {
                case .workingDays(let count), .days(let count): count
                case .months(let count): term.start.adding(months: count) - term.start
                }
            let isWhole = days.map(\.date) == Array(term.start...end) && days.last?.role == .last
            let isCounted = days.compactMap(\.number) == Array(0...total)
            let hasOneEnd = days.count { $0.role == .last } == 1 && days.count { $0.role == .event } == 1
            if !isWhole || !isCounted || !hasOneEnd || !tells(term, days, in: calendar) { wrong.append("\(term)") }
        }
        #expect(wrong == [])
    }

    /// The explanation names exactly the weekdays off that the strip passes over, every wait's days, and the last day.
    private func tells(_ term: Term, _ days: [TermDay], in calendar: WorkingCalendar) -> Bool {
        let texts = term.explanation(in: calendar)
        let off = texts.filter { $0.key == "deadline.explain.off" }.map { $0.arguments["day"] }
        let expected = days.filter { $0.role == .passedOver && $0.off != nil && !$0.date.isWeekend }
        let isInWorkingDays = if case .workingDays = term.period { true } else { false }
        guard off == (isInWorkingDays ? expected.map { .date($0.date) } : []) else { return false }
        guard texts.last == days.last.map({ Text("deadline.explain.end", ["end": .date($0.date)]) }) else {
            return false
        }
        let rolls = texts.contains { $0.key.hasPrefix("deadline.explain.roll_over") }
        let hasUncountedEnd = days.last?.number == nil
        // A question on a day that the roll-over added may leave the end uncounted without another roll-over.
        return term.waits.isEmpty ? rolls == hasUncountedEnd : hasUncountedEnd || !rolls
    }

    private func randomTerm(_ dice: inout Dice) throws -> Term {
        let start = Self.starts.lowerBound + Int.random(in: 0..<Self.starts.count, using: &dice)
        let period = try #require(Self.periods.randomElement(using: &dice))
        let waits = try (0..<Int.random(in: 0...4, using: &dice)).map { _ in
            let asked = start + Int.random(in: -5...40, using: &dice)
            return try #require(Wait(askedOn: asked, answeredOn: asked + Int.random(in: 0...12, using: &dice)))
        }
        return Term(period, from: start, waits: waits)
    }

    private func calendar(_ country: TermModel.Country) throws -> WorkingCalendar {
        switch country {
        case .poland: try .poland()
        case .ukraineInPeace: try .ukraine(martialLawUntil: CivilDate(2022, 3, 24))
        case .ukraineAtWar: try .ukraine()
        }
    }
}
