import CityDomain
import CityKit
import Foundation

/// A second, slow way to compute terms, written from the law and not from the engine: it walks from day to day, has its
/// own lists of holidays, and takes months from Foundation.
struct TermModel {
    enum Country: CaseIterable { case poland, ukraineInPeace, ukraineAtWar }

    static let span = CivilDate(2023, 1, 1)...CivilDate(2038, 12, 31)

    /// Whether each day of the span is off.
    private let off: [Bool]

    init(_ country: Country) {
        let easters = Dictionary(uniqueKeysWithValues: zip(2023...2038, Self.easters(of: country)))
        var off = Self.span.map { $0.weekday > 5 }
        var holidays: Set<CivilDate> = []
        for (year, easter) in easters {
            for holiday in Self.holidays(of: country, year) { holidays.insert(holiday) }
            for days in Self.daysAfterEaster(of: country) { holidays.insert(easter + days) }
        }
        if country != .ukraineAtWar {
            for holiday in holidays { off[holiday - Self.span.lowerBound] = true }
        }
        if country == .ukraineInPeace {
            // Each holiday on a weekend takes the next day that is still free, the earlier holiday first.
            for holiday in holidays.sorted() where holiday.weekday > 5 {
                let free = off.indices.first { $0 > holiday - Self.span.lowerBound && !off[$0] }
                if let free { off[free] = true }
            }
        }
        self.off = off
    }

    func isOff(_ date: CivilDate) -> Bool { off[date - Self.span.lowerBound] }

    /// The last day of a term with answered waits.
    func end(of term: Term) -> CivilDate {
        switch term.period {
        case .workingDays(let count):
            return walk(from: term.start, count) { day in
                !isOff(day) && !term.waits.contains { $0.askedOn <= day && day <= ($0.answeredOn ?? day) }
            }
        case .days(let count):
            return settle(walk(from: term.start, count) { !isWaiting($0, term) }, term)
        case .months(let count):
            let days = Self.adding(months: count, to: term.start) - term.start
            return settle(walk(from: term.start, days) { !isWaiting($0, term) }, term)
        }
    }

    private func walk(from start: CivilDate, _ count: Int, _ counts: (CivilDate) -> Bool) -> CivilDate {
        var day = start
        var left = count
        while left > 0 {
            day = day + 1
            if counts(day) { left -= 1 }
        }
        return day
    }

    /// Days after the question up to the answer.
    private func isWaiting(_ day: CivilDate, _ term: Term) -> Bool {
        term.waits.contains { $0.askedOn < day && day <= ($0.answeredOn ?? day) }
    }

    /// From the counted end past days off and past questions that are not answered yet.
    private func settle(_ counted: CivilDate, _ term: Term) -> CivilDate {
        var day = counted
        while isOff(day) || term.waits.contains(where: { $0.askedOn <= day && day < ($0.answeredOn ?? day) }) {
            day = day + 1
        }
        return day
    }

    private static func adding(months: Int, to date: CivilDate) -> CivilDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let start = Date(timeIntervalSince1970: Double(date.dayNumber) * 86_400)
        let end = calendar.date(byAdding: .month, value: months, to: start) ?? start
        return CivilDate(dayNumber: Int(end.timeIntervalSince1970 / 86_400))
    }

    private static func easters(of country: Country) -> [CivilDate] {
        let western = "4-9 3-31 4-20 4-5 3-28 4-16 4-1 4-21 4-13 3-28 4-17 4-9 3-25 4-13 4-5 4-25"
        let orthodox = "4-16 5-5 4-20 4-12 5-2 4-16 4-8 4-28 4-13 5-2 4-24 4-9 4-29 4-20 4-5 4-25"
        return zip(2023..., (country == .poland ? western : orthodox).split(separator: " ")).map { year, day in
            let parts = day.split(separator: "-").compactMap { Int($0) }
            return CivilDate(year, parts[0], parts[1])
        }
    }

    private static func daysAfterEaster(of country: Country) -> [Int] {
        country == .poland ? [0, 1, 49, 60] : [0, 49]
    }

    private static func holidays(of country: Country, _ year: Int) -> [CivilDate] {
        guard country == .poland else {
            let days = [(1, 1), (3, 8), (5, 1), (5, 8), (6, 28), (7, 15), (8, 24), (10, 1), (12, 25)]
            return days.map { CivilDate(year, $0.0, $0.1) }
        }
        let days = [(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
        return (days + (year >= 2025 ? [(12, 24)] : [])).map { CivilDate(year, $0.0, $0.1) }
    }
}
