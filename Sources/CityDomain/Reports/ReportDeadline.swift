public import CityKit

/// A term that runs, or ran, for one report.
public struct ReportDeadline: Sendable, Equatable {
    public let name: DeadlineName
    public let startedOn: CivilDate
    public let within: Period
    /// The last day of the term; while it stands still, the last day that was told before.
    public private(set) var due: CivilDate
    /// Last days that were told before and are no longer true, oldest first: a wait or a changed calendar moved them.
    public private(set) var earlierDues: [CivilDate]
    /// The revision of the municipality's rules it was computed by.
    public private(set) var revision: Int
    public let endsAt: Set<ReportStatus>
    public let clause: Clause
    /// The day of the question for whose answer the term waits; nil while it runs.
    public private(set) var heldSince: CivilDate?
    /// The day on which the report reached a status that ends the term; nil while it runs.
    public private(set) var endedOn: CivilDate?
    /// The line of the history that started it.
    public let startedBy: Int
    /// The line of the history that ended it.
    public private(set) var endedBy: Int?

    public init(
        name: DeadlineName,
        startedOn: CivilDate,
        within: Period,
        due: CivilDate,
        earlierDues: [CivilDate] = [],
        revision: Int,
        endsAt: Set<ReportStatus>,
        clause: Clause,
        heldSince: CivilDate? = nil,
        endedOn: CivilDate? = nil,
        startedBy: Int = 1,
        endedBy: Int? = nil
    ) {
        self.name = name
        self.startedOn = startedOn
        self.within = within
        self.due = due
        self.earlierDues = earlierDues
        self.revision = revision
        self.endsAt = endsAt
        self.clause = clause
        self.heldSince = heldSince
        self.endedOn = endedOn
        self.startedBy = startedBy
        self.endedBy = endedBy
    }

    /// The term of `rule`, running from `startedOn`.
    init(_ rule: ReportRules.Deadline, startedOn: CivilDate, by line: Int, in town: Municipality) {
        self.init(
            name: rule.id,
            startedOn: startedOn,
            within: rule.within,
            due: rule.within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: rule.endsAt,
            clause: rule.clause,
            startedBy: line
        )
    }

    /// The reporter's term to answer a question; whatever changes the status ends it.
    init(_ rule: ReportRules.Question, startedOn: CivilDate, by line: Int, in town: Municipality) {
        self.init(
            name: .reply,
            startedOn: startedOn,
            within: rule.within,
            due: rule.within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: Set(ReportStatus.allCases),
            clause: rule.clause,
            startedBy: line
        )
    }

    /// The term in which a report that was opened again ends anew.
    init(_ rule: ReportRules.Reopening, startedOn: CivilDate, by line: Int, in town: Municipality) {
        self.init(
            name: .reopened,
            startedOn: startedOn,
            within: rule.within,
            due: rule.within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: [],
            clause: rule.clause,
            startedBy: line
        )
    }

    /// The time in which an idea collects support; the line of the history that reaches it ends it.
    init(_ rule: IdeaRules.Support, _ clause: Clause, startedOn: CivilDate, by line: Int, in town: Municipality) {
        self.init(
            name: .support,
            startedOn: startedOn,
            within: rule.within,
            due: rule.within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: [],
            clause: clause,
            startedBy: line
        )
    }

    /// The office's term to answer an idea that has the support; the end of the handling ends it.
    init(answering clause: Clause, within: Period, startedOn: CivilDate, by line: Int, in town: Municipality) {
        self.init(
            name: .consider,
            startedOn: startedOn,
            within: within,
            due: within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: [],
            clause: clause,
            startedBy: line
        )
    }

    public var isRunning: Bool { endedOn == nil }

    /// Whether the term stands still until the reporter answers.
    public var isHeld: Bool { isRunning && heldSince != nil }

    /// Whether the term ended late, or still runs after its last day.
    public func isOverdue(on today: CivilDate) -> Bool { !isHeld && (endedOn ?? today) > due }

    /// The counting behind it, with the times it stood still and the days on which the case went to another unit.
    public func term(waits: [Wait], handOvers: [CivilDate]) -> Term {
        let isOfOffice = name.isOfOffice
        return Term(within, from: startedOn, waits: isOfOffice ? waits : [], handOvers: isOfOffice ? handOvers : [])
    }

    /// The term after the report reached `status`: ended where that status ends it or the report is finished.
    func reaching(_ status: ReportStatus, on today: CivilDate, by line: Int) -> Self {
        guard isRunning, endsAt.contains(status) || status.isFinished else { return self }
        return ended(on: today, by: line)
    }

    func ended(on day: CivilDate, by line: Int) -> Self {
        guard isRunning else { return self }
        var ended = self
        ended.endedOn = day
        ended.endedBy = line
        ended.heldSince = nil
        return ended
    }

    /// The term as if it had never ended.
    var reopened: Self {
        var open = self
        open.endedOn = nil
        open.endedBy = nil
        return open
    }

    /// The term counted by the town's calendar of today; one that ended stays as it was.
    func recounted(with waits: [Wait], in town: Municipality) -> Self {
        guard isRunning else { return self }
        var counted = self
        counted.revision = town.revision
        switch term(waits: waits, handOvers: []).outcome(in: town.calendar) {
        case .standsStill(let since, _): counted.heldSince = since
        case .ends(let day):
            counted.heldSince = nil
            if day != due {
                counted.earlierDues.append(due)
                counted.due = day
            }
        }
        return counted
    }
}
