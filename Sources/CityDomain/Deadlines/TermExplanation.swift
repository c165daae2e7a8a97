public import CityKit

extension Term {
    /// Why the term ends when it ends, a sentence each: from when and how much is counted, which days are off and why,
    /// which days stood still, what the law adds, and the last day.
    public func explanation(in calendar: WorkingCalendar) -> [Text] {
        let count = TermCount(of: self, in: calendar)
        let days = count.days
        return [count.summary(of: days), count.eventDay] + count.daysOff(among: days)
            + count.workingHolidays(among: days)
            + count.waits + count.handOvers + count.monthEnd + count.rollOverSentence + [count.result]
    }
}

extension TermCount {
    private var law: HolidayCalendar.TermLaw { calendar.holidays.termLaw }

    /// "3 working days from 22 December 2025; 24, 25, 26 December off".
    fileprivate func summary(of days: [TermDay]) -> Text {
        let off = days.filter(\.isWeekdayPassedOver).map(\.date)
        var arguments: [String: Text.Argument] = ["period": .text(term.period.text), "start": .date(term.start)]
        guard isInWorkingDays, !off.isEmpty else { return Text("deadline.explain.period", arguments) }
        arguments["days"] = .text(.days(off))
        return Text("deadline.explain.period_off", arguments)
    }

    fileprivate var eventDay: Text {
        Text("deadline.explain.event", ["start": .date(term.start), "law": .text(.localized(law.start))])
    }

    fileprivate func daysOff(among days: [TermDay]) -> [Text] {
        guard isInWorkingDays else { return [] }
        let passedOver = days.filter { $0.role == .passedOver }
        let weekends = passedOver.contains(where: \.date.isWeekend) ? [Text("deadline.explain.weekends")] : []
        return weekends
            + passedOver.filter(\.isWeekdayPassedOver).compactMap { day in
                day.off.map { Text("deadline.explain.off", ["day": .date(day.date), "reason": .text($0.text)]) }
            }
    }

    /// Holidays that count because of a regime; of a term in days or months only the one it ends on matters.
    fileprivate func workingHolidays(among days: [TermDay]) -> [Text] {
        let counting = isInWorkingDays ? days.filter { $0.number ?? 0 > 0 }.map(\.date) : [countedThrough]
        return counting.compactMap { date in
            guard !date.isWeekend, let holiday = calendar.suspendedHoliday(on: date) else { return nil }
            return Text(
                "deadline.explain.holiday_works",
                [
                    "day": .date(date),
                    "holiday": .text(.localized(holiday.name)),
                    "regime": .text(.localized(holiday.regime.name)),
                    "law": .words(holiday.regime.law),
                ]
            )
        }
    }

    fileprivate var waits: [Text] {
        holds.compactMap { hold in
            hold.answeredOn.map { answeredOn in
                let unit = isInWorkingDays ? "wait_working_days" : "wait_days"
                let isOneDay = answeredOn == hold.askedOn
                return Text(
                    "deadline.explain.\(unit)\(isOneDay ? "_same_day" : "")",
                    isOneDay
                        ? ["asked": .date(hold.askedOn)]
                        : [
                            "asked": .date(hold.askedOn),
                            "answered": .date(answeredOn),
                            "count": .number(answeredOn - hold.askedOn),
                        ]
                )
            }
        }
    }

    fileprivate var handOvers: [Text] {
        term.handOvers.sorted().map {
            Text("deadline.explain.handed_over", ["day": .date($0), "start": .date(term.start)])
        }
    }

    fileprivate var monthEnd: [Text] {
        guard case .months = term.period else { return [] }
        let last = countedThroughWithoutWaits
        let key = last.day == term.start.day ? "deadline.explain.month_number" : "deadline.explain.month_end"
        let arguments: [String: Text.Argument] = [
            "last": .date(last), "number": .number(term.start.day), "law": .text(.localized(law.months)),
        ]
        return [Text(key, arguments)]
    }

    fileprivate var rollOverSentence: [Text] {
        guard standsStillSince == nil, end != countedThrough,
            let reason = calendar.statutoryDayOff(on: countedThrough)
        else { return [] }
        var arguments: [String: Text.Argument] = [
            "last": .date(countedThrough), "end": .date(end), "law": .text(.localized(law.rollOver)),
        ]
        switch reason {
        case .saturday, .sunday: return [Text("deadline.explain.roll_over_weekend", arguments)]
        case .holiday, .substitute, .officeClosed:
            arguments["reason"] = .text(reason.text)
            return [Text("deadline.explain.roll_over", arguments)]
        }
    }

    fileprivate var result: Text {
        switch outcome {
        case .ends(let day):
            Text("deadline.explain.end", ["end": .date(day)])
        case .standsStill(let since, let left):
            Text("deadline.explain.stands_still", ["since": .date(since), "left": .text(left.text)])
        }
    }
}

extension TermDay {
    fileprivate var isWeekdayPassedOver: Bool { role == .passedOver && off != nil && !date.isWeekend }
}
