public import CityKit

/// A problem, an idea or a question that a resident told the municipality, without what the resident wrote.
public struct Report: Sendable, Equatable {
    public let id: ID<Report>
    public let number: ReportNumber
    public let category: ID<Category>
    public let kind: ReportKind
    public let receivedAt: Instant
    public private(set) var status: ReportStatus
    public private(set) var history: [ReportEvent]
    public private(set) var deadlines: [ReportDeadline]

    public init(
        id: ID<Report>,
        number: ReportNumber,
        category: ID<Category>,
        kind: ReportKind,
        receivedAt: Instant,
        status: ReportStatus,
        history: [ReportEvent],
        deadlines: [ReportDeadline]
    ) {
        self.id = id
        self.number = number
        self.category = category
        self.kind = kind
        self.receivedAt = receivedAt
        self.status = status
        self.history = history
        self.deadlines = deadlines
    }

    /// A report that has just come in: status new, its terms running.
    public init(
        receiving id: ID<Report>,
        number: ReportNumber,
        in category: Category,
        at now: Instant,
        by town: Municipality
    ) {
        self.init(
            id: id,
            number: number,
            category: category.id,
            kind: category.kind,
            receivedAt: now,
            status: .new,
            history: [ReportEvent(sequence: 1, status: .new, at: now, actor: .reporter)],
            deadlines: []
        )
        deadlines = startingDeadlines(at: now, by: town)
    }

    /// The moves the regulation allows from here, in the order of the rules.
    public func moves(by rules: ReportRules) -> [ReportRules.Transition] {
        rules.transitions.filter { $0.from == status }
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
        try decision.check(from: status, by: town.reports)
        status = decision.to
        history.append(
            ReportEvent(
                sequence: history.count + 1,
                status: decision.to,
                at: now,
                actor: actor,
                rejection: decision.rejection,
                answer: answer
            )
        )
        let today = town.clock.date(of: now)
        deadlines = deadlines.map { $0.reaching(decision.to, on: today) } + startingDeadlines(at: now, by: town)
    }

    /// The term that ends first among those still running.
    public var nextDeadline: ReportDeadline? {
        deadlines.filter(\.isRunning).min { ($0.due, $0.name.rawValue) < ($1.due, $1.name.rawValue) }
    }

    private func startingDeadlines(at now: Instant, by town: Municipality) -> [ReportDeadline] {
        let today = town.clock.date(of: now)
        return town.reports.deadlines
            .filter { $0.startsAt == status && $0.binds(kind: kind, category: category) }
            .filter { rule in !deadlines.contains { $0.name == rule.id } }
            .map { ReportDeadline($0, startedOn: today, in: town) }
    }
}

extension ReportRules.Deadline {
    /// Whether the term binds a report of this kind and category.
    public func binds(kind: ReportKind, category: ID<Category>) -> Bool {
        (kinds?.contains(kind) ?? true) && (categories?.contains(category) ?? true)
            && !(exceptCategories?.contains(category) ?? false)
    }
}
