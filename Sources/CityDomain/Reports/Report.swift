public import CityKit

/// A problem, an idea or a question that a resident told the municipality, without what the resident wrote.
public struct Report: Sendable, Equatable {
    public let id: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    public let kind: ReportKind
    public let receivedAt: Instant
    /// The part of the office that is competent for it.
    public internal(set) var unit: ID<Unit>
    public internal(set) var status: ReportStatus
    public internal(set) var history: [ReportEvent]
    public internal(set) var deadlines: [ReportDeadline]
    /// The first day on which a finished report is no longer in the public list; nil while it is open, where the town
    /// hides nothing, and once it is hidden.
    public internal(set) var hidesOn: CivilDate?
    /// The last day on which its reporter may open it again by the rules it ended under, where those have changed; nil while
    /// the rules of the day say it.
    public internal(set) var reopensUntil: CivilDate?
    /// With which report it is handled; nil on its own.
    public internal(set) var joined: Join?
    /// How many reports are joined to it.
    public internal(set) var leads: Int
    /// Units that take part besides the one that is competent.
    public let furtherUnits: Set<ID<Unit>>
    /// That it waits for a moderator, in no queue of the office; nil otherwise.
    public internal(set) var aside: Aside?
    /// Of which case it is a part, and which parts it has.
    public let split: Split

    public init(
        id: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        kind: ReportKind,
        receivedAt: Instant,
        unit: ID<Unit>,
        status: ReportStatus,
        history: [ReportEvent],
        deadlines: [ReportDeadline],
        hidesOn: CivilDate? = nil,
        reopensUntil: CivilDate? = nil,
        joined: Join? = nil,
        leads: Int = 0,
        furtherUnits: Set<ID<Unit>> = [],
        split: Split = .none,
        aside: Aside? = nil
    ) {
        self.id = id
        self.number = number
        self.category = category
        self.kind = kind
        self.receivedAt = receivedAt
        self.unit = unit
        self.status = status
        self.history = history
        self.deadlines = deadlines
        self.hidesOn = hidesOn
        self.reopensUntil = reopensUntil
        self.joined = joined
        self.leads = leads
        self.furtherUnits = furtherUnits
        self.split = split
        self.aside = aside
    }

    /// A report that has just come in: status new, its terms running.
    ///
    /// - Parameter point: where it is; nil where nobody knows yet.
    public init(
        receiving id: ID<Report>,
        number: ReportNumber,
        in category: Category,
        of point: Coordinate?,
        at now: Instant,
        by town: Municipality
    ) {
        self.init(
            id: id,
            number: number,
            category: category.id,
            kind: category.kind,
            receivedAt: now,
            unit: town.unit(of: category, at: point, receivedAt: now),
            status: .new,
            history: [ReportEvent(sequence: 1, act: .received, status: .new, at: now, actor: .reporter)],
            deadlines: []
        )
        startDeadlines(at: now, in: town)
    }

    /// The moves the regulation allows from here, in the order of the rules.
    public func moves(by rules: ReportRules) -> [ReportRules.Transition] {
        rules.transitions.filter { $0.from == status && $0.binds(kind) }
    }

    /// Moves the report to another status if the rules of `town` allow it, ends and starts the terms.
    ///
    /// - Parameter answer: the sealed words of the decision, where it has any.
    /// - Throws: `ReportFailure` when the move is not allowed or lacks what the clause demands; the report is unchanged.
    public mutating func move(
        _ decision: Decision,
        answer: Sealed<Answer>?,
        by actor: ReportEvent.Actor,
        at now: Instant,
        in town: Municipality
    ) throws(ReportFailure) {
        if let joined, joined.way == .rejected { throw .joined(to: joined.leading) }
        try decision.check(from: status, of: kind, by: town.reports)
        guard decision.earlier != number else { throw .earlierReportUnknown }
        if decision.to.isFinished { try checkEnd(by: actor) }
        reach(decision.to, decision.act(about: self, in: town), answer: answer, by: actor, at: now, in: town)
    }

    /// The term that ends first among those that run and do not stand still, but for the time in which an idea collects
    /// support: nobody has to act then.
    public var nextDeadline: ReportDeadline? {
        deadlines.filter { $0.isRunning && !$0.isHeld && $0.name != .support }
            .min { ($0.due, $0.name.rawValue) < ($1.due, $1.name.rawValue) }
    }

    /// When its handling ended; nil while it is open. A decision that was taken back ended nothing, and a reopening that
    /// was taken back opened nothing.
    public var endedAt: Instant? {
        guard status.isFinished else { return nil }
        let changes = standingChanges
        let open = changes.lastIndex { !$0.status.isFinished }
        return changes[(open.map { $0 + 1 } ?? 0)...].first?.at ?? history.last?.at
    }

    /// The receipt and the changes of the status that nobody took back.
    var standingChanges: [ReportEvent] {
        history.reduce(into: []) { standing, event in
            if event.takesBack {
                standing.removeLast(standing.count > 1 ? 1 : 0)
            } else if event.act == .received || event.changesStatus {
                standing.append(event)
            }
        }
    }

    /// The day by which the office must act next; once nothing runs any more, or all stands still, the last such day that
    /// was told. Nil where the rules set no term.
    public var expectedOn: CivilDate? {
        let terms = deadlines.filter(\.name.isOfOffice)
        return terms.filter { $0.isRunning && !$0.isHeld }.map(\.due).min() ?? terms.map(\.due).max()
    }
}

// MARK: - How a report changes

extension Report {
    /// Adds a line to the history.
    mutating func note(
        _ act: ReportEvent.Act,
        answer: Sealed<Answer>? = nil,
        by actor: ReportEvent.Actor,
        at now: Instant
    ) {
        history.append(
            ReportEvent(
                sequence: history.count + 1,
                act: act,
                status: status,
                at: now,
                actor: actor,
                answer: answer
            )
        )
    }

    /// Puts the report into a status, with all that follows for its terms.
    mutating func reach(
        _ status: ReportStatus,
        _ act: ReportEvent.Act,
        answer: Sealed<Answer>?,
        by actor: ReportEvent.Actor,
        at now: Instant,
        in town: Municipality
    ) {
        self.status = status
        // What has ended waits for nobody.
        if status.isFinished { aside = nil }
        note(act, answer: answer, by: actor, at: now)
        let today = town.clock.date(of: now)
        deadlines = deadlines.map { $0.reaching(status, on: today, by: history.count) }
        startDeadlines(at: now, in: town)
        recount(in: town)
        hidesOn = dayToHide(in: town)
        // What is ended anew is ended under the rules of that day.
        if !status.isFinished { reopensUntil = nil }
    }

    /// The first day on which the finished report is no longer listed; nil while it is open.
    func dayToHide(in town: Municipality) -> CivilDate? {
        endedAt.flatMap { ended in
            town.reports.hiding?.after.end(from: town.clock.date(of: ended), in: town.calendar).advanced(by: 1)
        }
    }

    /// Starts the terms that begin with the status the report has now.
    mutating func startDeadlines(at now: Instant, in town: Municipality) {
        let today = town.clock.date(of: now)
        deadlines += town.reports.deadlines
            .filter { $0.startsAt == status && $0.binds(kind: kind, category: category) }
            .filter { rule in !deadlines.contains { $0.name == rule.id } }
            .map { ReportDeadline($0, startedOn: today, by: history.count, in: town) }
    }

    /// Counts the running terms anew, by the calendar of `town` and the times the office waited for the reporter.
    public mutating func recount(in town: Municipality) {
        let waits = waits(by: town.clock)
        deadlines = deadlines.map { $0.recounted(with: waits, in: town) }
    }
}

extension ReportRules.Deadline {
    /// Whether the term binds a report of this kind and category.
    public func binds(kind: ReportKind, category: ID<Category>) -> Bool {
        (kinds?.contains(kind) ?? true) && (categories?.contains(category) ?? true)
            && !(exceptCategories?.contains(category) ?? false)
    }
}
