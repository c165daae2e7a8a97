public import CityKit

extension Report {
    /// Opens the finished report again: it goes on in the status of the rule, and a term of its own begins. Terms that
    /// ended with the report stay as they were.
    ///
    /// - Parameter words: why.
    /// - Throws: `ReportFailure.reopeningNotAllowed` where the rules or the status bar it; for the reporter also
    ///   `.reopeningOver` after the last day, `.reopenedBefore`, and `.serviceEnded` in a town that has closed.
    public mutating func reopen(
        _ words: Sealed<Answer>,
        by actor: ReportEvent.Actor,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        guard let rule = reopening(by: town.reports) else { throw .reopeningNotAllowed }
        let today = town.clock.date(of: now)
        if actor == .reporter { try checkReporter(on: today, rule, in: town) }
        deadlines.removeAll { $0.name == .reopened }
        // A unit that the town has no more cannot go on with it.
        if town.unit(unit) == nil, let category = town.category(category) { unit = category.unit }
        reach(rule.to, .reopened, answer: words, by: actor, at: now, in: town)
        deadlines.append(ReportDeadline(rule, startedOn: today, by: history.count, in: town))
    }

    /// The rule by which the report may be opened again now; nil while it is open, where the town has no such rule, and
    /// for an end that lasts. What its reporter took back, what was not admitted, and an idea that too few
    /// supported, stays closed; what was
    /// rejected for another report that leads is taken apart from it instead.
    public func reopening(by rules: ReportRules) -> ReportRules.Reopening? {
        guard let rule = rules.reopening, rule.from.contains(status), joined?.way != .rejected, endedBy != .withdrawn,
            endedBy != .notAdmitted, endedBy != .lapsed
        else { return nil }
        return rule
    }

    /// The last day on which the reporter may open the report again; nil where the reporter may not.
    public func reopenableUntil(on today: CivilDate, in town: Municipality) -> CivilDate? {
        guard let rule = reopening(by: town.reports), let last = lastDayToReopen(rule, in: town), today <= last,
            !isReopenedByReporter, !town.isClosed(on: today)
        else { return nil }
        return last
    }

    private func checkReporter(
        on today: CivilDate,
        _ rule: ReportRules.Reopening,
        in town: Municipality
    ) throws(ReportFailure) {
        try town.takesNewReports(on: today)
        guard let last = lastDayToReopen(rule, in: town) else { throw .reopeningNotAllowed }
        guard today <= last else { throw .reopeningOver(since: last) }
        guard !isReopenedByReporter else { throw .reopenedBefore }
    }

    /// A change of the rules cuts nobody's time, and a longer one is for everybody.
    private func lastDayToReopen(_ rule: ReportRules.Reopening, in town: Municipality) -> CivilDate? {
        guard let endedAt else { return nil }
        let now = rule.reporterWithin?.end(from: town.clock.date(of: endedAt), in: town.calendar)
        return [now, reopensUntil].compactMap(\.self).max()
    }

    /// Once per report, so that nobody goes round in circles: after that the office alone may.
    private var isReopenedByReporter: Bool { history.contains { $0.act == .reopened && $0.actor == .reporter } }

    private var endedBy: ClosingReason? {
        if case .closed(let reason)? = standingChanges.last?.act { reason } else { nil }
    }
}
