public import CityKit

/// A term that runs, or ran, for one report.
public struct ReportDeadline: Sendable, Equatable {
    public let name: DeadlineName
    public let startedOn: CivilDate
    public let within: Period
    /// The last day of the term.
    public let due: CivilDate
    /// The revision of the municipality's rules it was computed by.
    public let revision: Int
    public let endsAt: Set<ReportStatus>
    public let clause: Clause
    /// The day on which the report reached a status that ends the term; nil while it runs.
    public let endedOn: CivilDate?

    public init(
        name: DeadlineName,
        startedOn: CivilDate,
        within: Period,
        due: CivilDate,
        revision: Int,
        endsAt: Set<ReportStatus>,
        clause: Clause,
        endedOn: CivilDate?
    ) {
        self.name = name
        self.startedOn = startedOn
        self.within = within
        self.due = due
        self.revision = revision
        self.endsAt = endsAt
        self.clause = clause
        self.endedOn = endedOn
    }

    /// The term of `rule`, running from `startedOn`.
    init(_ rule: ReportRules.Deadline, startedOn: CivilDate, in town: Municipality) {
        self.init(
            name: rule.id,
            startedOn: startedOn,
            within: rule.within,
            due: rule.within.end(from: startedOn, in: town.calendar),
            revision: town.revision,
            endsAt: rule.endsAt,
            clause: rule.clause,
            endedOn: nil
        )
    }

    public var isRunning: Bool { endedOn == nil }

    /// Whether the term ended late, or still runs after its last day.
    public func isOverdue(on today: CivilDate) -> Bool { (endedOn ?? today) > due }

    /// The term after the report reached `status`: ended where that status ends it or the report is finished.
    func reaching(_ status: ReportStatus, on today: CivilDate) -> Self {
        guard isRunning, endsAt.contains(status) || status.isFinished else { return self }
        return Self(
            name: name,
            startedOn: startedOn,
            within: within,
            due: due,
            revision: revision,
            endsAt: endsAt,
            clause: clause,
            endedOn: today
        )
    }
}
