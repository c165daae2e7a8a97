public import CityKit

/// One day of a term: one cell of the strip of days.
public struct TermDay: Hashable, Sendable {
    public enum Role: Hashable, Sendable {
        /// The day of the event, which does not count.
        case event
        case counted
        /// A day that does not count because it is off, or that the roll-over added.
        case passedOver
        /// A day on which the term stood still.
        case held
        /// The day at whose end the term is over.
        case last
    }

    public let date: CivilDate
    public let role: Role
    /// Which day of the term it is: 0 for the event, 1 for the first counted day; nil for days that do not count.
    public let number: Int?
    /// Why the day is off, if it is.
    public let off: DayOff?
}

extension Term {
    /// Every day from the event to the end, or to the open question while the term stands still.
    public func days(in calendar: WorkingCalendar) -> [TermDay] { TermCount(of: self, in: calendar).days }
}

extension TermCount {
    var days: [TermDay] {
        var days = [TermDay(date: term.start, role: .event, number: 0, off: reason(for: term.start))]
        let lastShown = standsStillSince ?? end
        var counted = 0
        for offset in 0..<max(0, lastShown - term.start) {
            let date = term.start + 1 + offset
            let off = reason(for: date)
            let isHeld = isHeld(date)
            let counts = !isHeld && counted < countedDays && !(isInWorkingDays && off != nil)
            if counts { counted += 1 }
            let role = role(of: date, isHeld: isHeld, counts: counts && !(counted == countedDays && off != nil))
            days.append(TermDay(date: date, role: role, number: counts ? counted : nil, off: off))
        }
        return days
    }

    /// How many days the term counts in all.
    private var countedDays: Int {
        if case .workingDays(let count) = term.period { count } else { countedThroughWithoutWaits - term.start }
    }

    private func role(of date: CivilDate, isHeld: Bool, counts: Bool) -> TermDay.Role {
        if standsStillSince == nil, date == end { return .last }
        if isHeld { return .held }
        return counts ? .counted : .passedOver
    }

    /// A term in working days also holds the day of the question; any other counts it, as the term moves by the days
    /// between question and answer.
    private func isHeld(_ date: CivilDate) -> Bool {
        if isInWorkingDays, let standsStillSince, date >= standsStillSince { return true }
        return holds.contains { hold in
            guard let answeredOn = hold.answeredOn, date <= answeredOn else { return false }
            return isInWorkingDays ? hold.askedOn <= date : hold.askedOn < date
        }
    }

    /// What an office decides for itself matters to working days only.
    private func reason(for date: CivilDate) -> DayOff? {
        isInWorkingDays ? calendar.dayOff(on: date) : calendar.statutoryDayOff(on: date)
    }
}
