public import CityKit

/// The time in which whoever reported may open an ended report again, before and after a change.
extension CaseCheck {
    /// The first day of which a report that ended then may still be opened again by the rules before; nil where nobody of the
    /// public may.
    public func reopenableSince(_ today: CivilDate) -> CivilDate? {
        guard let within = old.reports.reopening?.reporterWithin else { return nil }
        // The longest term that a file can have, in days, and more.
        var (late, early) = (today, today + -Self.longest)
        while early < late {
            let middle = CivilDate(dayNumber: (early.dayNumber + late.dayNumber) / 2)
            if within.end(from: middle, in: old.calendar) >= today {
                late = middle
            } else {
                early = middle + 1
            }
        }
        return late
    }

    /// Whether a report in this status may be opened again by the rules before.
    public func wasReopenable(_ status: ReportStatus) -> Bool { old.reports.reopening?.from.contains(status) == true }

    /// The last day for a report that ended on a day, where the change would make it an earlier one.
    public func keptWindow(endedOn day: CivilDate) -> CivilDate? {
        guard let before = old.reports.reopening?.reporterWithin?.end(from: day, in: old.calendar) else { return nil }
        let after = new.reports.reopening?.reporterWithin?.end(from: day, in: new.calendar)
        return after.map { $0 < before } ?? true ? before : nil
    }

    /// Days.
    private static let longest = 20_000
}
