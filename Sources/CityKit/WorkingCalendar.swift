/// Tells working days from days off in one office: Monday to Friday, without public holidays and the days on which the
/// office is closed. Made once for a town; every question after that takes well under a microsecond.
public struct WorkingCalendar: Sendable {
    public let holidays: HolidayCalendar
    private let closedDays: [CivilDate: ClosedDay]
    private let marks: [CivilDate: HolidayCalendar.Mark]
    private let table: WorkingDayTable

    /// Of several closed days with the same date the last one holds.
    public init(_ holidays: HolidayCalendar, closedDays: [ClosedDay] = []) {
        let closed = Dictionary(closedDays.map { ($0.date, $0) }) { _, last in last }
        let marks = holidays.marks(in: WorkingDayTable.years)
        self.holidays = holidays
        self.closedDays = closed
        self.marks = marks
        table = WorkingDayTable { date in
            Self.dayOff(on: date, mark: marks[date], closed: closed[date]) == nil
        }
    }

    public func isWorkingDay(_ date: CivilDate) -> Bool { dayOff(on: date) == nil }

    /// Why `date` is not a working day; nil when it is one. A holiday comes before a Saturday or Sunday.
    public func dayOff(on date: CivilDate) -> DayOff? {
        Self.dayOff(on: date, mark: mark(on: date), closed: closedDays[date])
    }

    /// Why the law says that no term ends on `date`; nil when one may end. What an office decides for itself is no reason.
    public func statutoryDayOff(on date: CivilDate) -> DayOff? {
        Self.dayOff(on: date, mark: mark(on: date), closed: nil)
    }

    /// The holiday that would be on `date` and the regime that makes it a working day.
    public func suspendedHoliday(on date: CivilDate) -> (name: LocalizedText, regime: HolidayCalendar.Regime)? {
        guard case .suspended(let name, let regime) = mark(on: date) else { return nil }
        return (name, regime)
    }

    /// `date`, or the next day that is neither a Saturday nor a statutory day off.
    public func rolledOver(_ date: CivilDate) -> CivilDate {
        var date = date
        while statutoryDayOff(on: date) != nil { date = date + 1 }
        return date
    }

    /// The `count`-th working day after `start`, which never counts itself; `start` when `count` is not positive.
    public func day(_ count: Int, workingDaysAfter start: CivilDate) -> CivilDate {
        if let date = table.day(count, after: start) { return date }
        var date = start
        var left = count
        while left > 0 {
            date = date + 1
            if isWorkingDay(date) { left -= 1 }
        }
        return date
    }

    /// How many working days there are after `start` up to `end`; none when `end` is not later.
    public func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return table.count(after: start, through: end) ?? ((start + 1)...end).count(where: isWorkingDay)
    }

    private func mark(on date: CivilDate) -> HolidayCalendar.Mark? {
        WorkingDayTable.span.contains(date) ? marks[date] : holidays.marks(in: date.year...date.year)[date]
    }

    private static func dayOff(on date: CivilDate, mark: HolidayCalendar.Mark?, closed: ClosedDay?) -> DayOff? {
        if case .off(let reason) = mark { return reason }
        if date.isWeekend { return date.weekday == 6 ? .saturday : .sunday }
        return closed?.workingDayTerms == .skipped ? .officeClosed(closed?.name) : nil
    }
}
