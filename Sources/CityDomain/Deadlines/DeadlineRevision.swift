public import CityKit

/// That a term which was already told to people ends on another day now, because the calendar or a wait changed. The
/// old day stays in the history of the case.
public struct DeadlineRevision: Hashable, Sendable {
    public let term: Term
    /// The last day that was told.
    public let before: CivilDate
    public let after: TermOutcome

    /// Nil when nothing changes.
    public init?(of term: Term, told before: CivilDate, in calendar: WorkingCalendar) {
        let after = term.outcome(in: calendar)
        guard after != .ends(on: before) else { return nil }
        self.term = term
        self.before = before
        self.after = after
    }

    public var text: Text {
        switch after {
        case .ends(let day):
            Text("deadline.revised", ["before": .date(before), "after": .date(day)])
        case .standsStill(let since, let left):
            Text(
                "deadline.suspended",
                ["before": .date(before), "since": .date(since), "left": .text(left.text)]
            )
        }
    }
}
