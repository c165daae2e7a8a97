import CityKit

/// How a term was counted: what its end, its days and its explanation are made from.
struct TermCount {
    let term: Term
    let calendar: WorkingCalendar
    /// The answered waits the term ran into.
    private(set) var holds: [Hold] = []
    /// The day of the question the term still waits for.
    private(set) var standsStillSince: CivilDate?
    /// The day the counting reaches, before any roll-over.
    private(set) var countedThrough: CivilDate
    /// The same without waits.
    let countedThroughWithoutWaits: CivilDate
    /// The day the term ends, as far as the answered waits tell.
    private(set) var end: CivilDate

    init(of term: Term, in calendar: WorkingCalendar) {
        self.term = term
        self.calendar = calendar
        switch term.period {
        case .workingDays(let count): countedThrough = calendar.day(count, workingDaysAfter: term.start)
        case .days(let count): countedThrough = term.start + count
        case .months(let count): countedThrough = term.start.adding(months: count)
        }
        countedThroughWithoutWaits = countedThrough
        end = countedThrough
        rollOver()
        for hold in term.waits.isEmpty ? [] : Hold.all(of: term.waits, from: term.start) {
            guard hold.askedOn <= end else { break }
            guard let answeredOn = hold.answeredOn else {
                standsStillSince = hold.askedOn
                break
            }
            holds.append(hold)
            move(over: hold.askedOn, answeredOn)
            rollOver()
        }
    }

    var outcome: TermOutcome {
        standsStillSince.map { .standsStill(since: $0, left: left(from: $0)) } ?? .ends(on: end)
    }

    var isInWorkingDays: Bool {
        if case .workingDays = term.period { true } else { false }
    }

    private mutating func move(over askedOn: CivilDate, _ answeredOn: CivilDate) {
        if isInWorkingDays {
            // The day of the question does not count, that of the event never did.
            let firstHeld = max(askedOn, term.start + 1)
            let held = calendar.workingDays(after: firstHeld - 1, through: answeredOn)
            countedThrough = calendar.day(held, workingDaysAfter: countedThrough)
        } else {
            // A question on a day the roll-over has added leaves nothing to count: the term waits for the answer.
            countedThrough = max(countedThrough, askedOn) + (answeredOn - askedOn)
        }
    }

    private mutating func rollOver() { end = isInWorkingDays ? countedThrough : calendar.rolledOver(countedThrough) }

    private func left(from since: CivilDate) -> Period {
        guard isInWorkingDays else { return .days(max(0, countedThrough - since)) }
        let firstHeld = max(since, term.start + 1)
        return .workingDays(calendar.workingDays(after: firstHeld - 1, through: countedThrough))
    }
}
