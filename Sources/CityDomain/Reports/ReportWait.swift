public import CityKit

extension Report {
    /// The times in which the office waited for the reporter; the last one may still run. Whatever changes the status
    /// ends a wait, and so does the answer.
    public func waits(by clock: LocalClock) -> [Wait] {
        var waits: [Wait] = []
        var askedOn: CivilDate?
        for event in history {
            let day = clock.date(of: event.at)
            if event.act == .asked {
                askedOn = askedOn ?? day
            } else if let asked = askedOn, event.endsWait {
                waits += [Wait(askedOn: asked, answeredOn: day)].compactMap(\.self)
                askedOn = nil
            }
        }
        return waits + [askedOn.flatMap { Wait(askedOn: $0) }].compactMap(\.self)
    }

    /// Whether the office waits for the reporter's answer.
    public var isWaiting: Bool { openQuestion != nil }

    /// The line of the history with the question that waits for an answer.
    public var openQuestion: ReportEvent? {
        history.last { $0.act == .asked || $0.endsWait }.flatMap { $0.act == .asked ? $0 : nil }
    }

    /// Asks the reporter for information: every other term stands still until the answer comes.
    ///
    /// - Throws: `ReportFailure.questionNotAllowed` where the town knows no such question or the report's status bars it,
    ///   `.isWaiting` while another question is open.
    public mutating func ask(
        _ question: Sealed<Answer>,
        by officer: Officer,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        guard let rule = town.reports.question, rule.from.contains(status) else { throw .questionNotAllowed }
        try checkReporter()
        guard !isWaiting else { throw .isWaiting }
        note(.asked, answer: question, by: .office(officer), at: now)
        deadlines.removeAll { $0.name == .reply }
        deadlines.append(ReportDeadline(rule, startedOn: town.clock.date(of: now), by: history.count, in: town))
        recount(in: town)
    }

    /// Takes the reporter's answer: the terms run on.
    ///
    /// - Parameter actor: the reporter, or who wrote down an answer that came another way.
    /// - Throws: `ReportFailure.notWaiting`.
    public mutating func reply(
        _ answer: Sealed<Answer>,
        by actor: ReportEvent.Actor,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        guard isWaiting else { throw .notWaiting }
        note(.replied, answer: answer, by: actor, at: now)
        let today = town.clock.date(of: now)
        deadlines = deadlines.map { $0.name == .reply ? $0.ended(on: today, by: history.count) : $0 }
        recount(in: town)
    }

    /// Closes a report whose question nobody answered in time, on the first day after the term.
    ///
    /// - Returns: whether it was closed; not, where the answer came or the term still runs.
    public mutating func closeUnanswered(at now: Instant, in town: Municipality) -> Bool {
        let today = town.clock.date(of: now)
        guard isWaiting, let reply = deadlines.first(where: { $0.name == .reply && $0.isRunning }), reply.due < today
        else { return false }
        reach(.closed, .closed(.noAnswer), answer: nil, by: .system, at: now, in: town)
        return true
    }
}

extension ReportEvent {
    fileprivate var endsWait: Bool { act == .replied || changesStatus }
}
