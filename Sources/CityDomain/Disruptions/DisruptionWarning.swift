public import CityKit

/// What somebody should think about before a disruption is announced. None of it forbids anything.
public enum DisruptionWarning: String, Sendable, CaseIterable {
    /// It begins sooner than the town's rules want it known.
    case late
    /// The office works in that time, and the rules would rather have another one.
    case workingHours
    /// Not every language of the town has words.
    case untranslated

    /// What is to be said of a course in a town.
    ///
    /// - Parameter before: the course that is corrected; where its time stays, nothing is said of the time once more.
    public static func warnings(
        about course: Disruption.Course,
        _ kind: Disruption.Kind,
        correcting before: Disruption.Course? = nil,
        in town: Municipality,
        at now: Instant
    ) -> [Self] {
        let isTimed = kind == .planned && (before.map { ($0.from, $0.until) != (course.from, course.until) } ?? true)
        return allCases.filter { warning in
            switch warning {
            case .late: isTimed && isLate(course, town, now)
            case .workingHours: isTimed && isInWorkingHours(course, town)
            case .untranslated: !town.profile.languages.allSatisfy { course.words[$0] != nil }
            }
        }
    }

    private static func isLate(_ course: Disruption.Course, _ town: Municipality, _ now: Instant) -> Bool {
        guard let advance = town.disruptions?.advance else { return false }
        let today = town.clock.date(of: now)
        return town.clock.date(of: course.from) < advance.firstDay(from: today, in: town.calendar)
    }

    private static func isInWorkingHours(_ course: Disruption.Course, _ town: Municipality) -> Bool {
        guard let hours = town.disruptions?.workingHours, hours.breaks == .avoided, let until = course.until else {
            return false
        }
        let (first, last) = (town.clock.date(of: course.from), town.clock.date(of: until))
        // Two weeks hold every kind of day.
        return (first...min(last, first + 14)).contains { day in
            town.calendar.isWorkingDay(day)
                && course.from < town.clock.instant(of: day, at: hours.until)
                && until > town.clock.instant(of: day, at: hours.from)
        }
    }
}

extension DisruptionRules.Advance {
    /// The first day that is far enough.
    func firstDay(from today: CivilDate, in calendar: WorkingCalendar) -> CivilDate {
        switch atLeast {
        case .days(let count): today + count
        case .workingDays(let count): calendar.day(count, workingDaysAfter: today)
        case .months: atLeast.end(from: today, in: calendar)
        }
    }
}
