public import CityKit

/// A period that runs from the day of an event, and what happened on the way.
///
/// The day of the event is not counted. A term in days or months that would end on a Saturday or a statutory day off
/// ends on the next day that is neither; a term in working days counts the working days of the office. A wait makes a
/// term stand still, it does not start it anew:
/// - working days: no day from the question to the answer counts, the first working day after it goes on counting;
/// - days and months: the last day moves by the days from the question to the answer, and only then rolls over.
///
/// Several waits add up. A wait that begins after the end changes nothing, one that began before the start counts from
/// the start. Handing the case over to another unit changes nothing either.
public struct Term: Hashable, Sendable {
    public let period: Period
    /// The day of the event.
    public let start: CivilDate
    public let waits: [Wait]
    /// The days on which the case went to another unit.
    public let handOvers: [CivilDate]

    public init(_ period: Period, from start: CivilDate, waits: [Wait] = [], handOvers: [CivilDate] = []) {
        self.period = period
        self.start = start
        self.waits = waits
        self.handOvers = handOvers
    }

    public func outcome(in calendar: WorkingCalendar) -> TermOutcome { TermCount(of: self, in: calendar).outcome }
}

/// Where a term stands.
public enum TermOutcome: Hashable, Sendable {
    /// The term is over at the end of that day.
    case ends(on: CivilDate)
    /// The office waits for an answer since that day; the last part of the term is left for the time after it.
    case standsStill(since: CivilDate, left: Period)

    /// The last day; nil while the term stands still.
    public var lastDay: CivilDate? {
        if case .ends(let day) = self { day } else { nil }
    }

    /// Whether the last day is over in the town; a term that stands still is never late.
    public func isOverdue(at instant: Instant, by clock: LocalClock) -> Bool {
        lastDay.map { clock.date(of: instant) > $0 } ?? false
    }
}

extension Period {
    /// The last day of a period that starts with an event on `start` and never stands still.
    public func end(from start: CivilDate, in calendar: WorkingCalendar) -> CivilDate {
        TermCount(of: Term(self, from: start), in: calendar).end
    }
}
