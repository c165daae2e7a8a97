public import CityKit

/// Where reports that were put aside and watches are kept.
public protocol AbuseStore: Sendable {
    /// Those that wait, the one with the least time first.
    func waiting(limit: Int, within scope: ReportScope, in town: ID<Municipality>) async throws -> [SealedAside]

    func waitingCount(within scope: ReportScope, in town: ID<Municipality>) async throws -> Int

    /// - Returns: nil where no such report was ever put aside.
    func aside(_ number: ReportNumber, in town: ID<Municipality>) async throws -> SealedAside?

    /// Those whose time is over, the oldest first.
    func overdue(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> [ReportNumber]

    /// What became of reports, by the month in which they were put aside. Those that the time has discarded are counted.
    func figures(from: CivilMonth, to: CivilMonth, in town: ID<Municipality>) async throws -> [AsideFigure]

    /// Those that run, the one that ends first first.
    func watches(at now: Instant, in town: ID<Municipality>) async throws -> [AbuseWatch]

    /// Watches the account or the network that a report came from, with the entry of the audit log.
    ///
    /// - Parameter check: whether the caller may do it to the report as it stands in the transaction.
    /// - Throws: `AbuseFailure.unknown`, `.nothingToWatch`, `.watchedAlready`; what `check` throws.
    func watch(
        _ watch: NewWatch,
        of number: ReportNumber,
        noting entry: AuditEntry,
        in town: ID<Municipality>,
        _ check: @escaping @Sendable (Report) throws -> Void
    ) async throws

    /// - Throws: `AbuseFailure.watchUnknown` where it has ended.
    func end(_ watch: ID<AbuseWatch>, noting entry: AuditEntry, at now: Instant, in town: ID<Municipality>) async throws

    /// Forgets what is kept of reports that came in, and watches, whose time is over.
    func forget(at now: Instant, limit: Int, in town: ID<Municipality>) async throws -> Int
}

/// A report that was put aside, its words still sealed.
public struct SealedAside: Sendable {
    public let report: SealedReport
    /// Lines of its history.
    public let lines: Int
    public let outcome: AsideOutcome
    public let until: Instant
    public let reasons: [AsideReason]
    /// What there is to watch.
    public let subjects: Set<AbuseWatch.Subject>

    public init(
        report: SealedReport,
        lines: Int,
        outcome: AsideOutcome,
        until: Instant,
        reasons: [AsideReason],
        subjects: Set<AbuseWatch.Subject>
    ) {
        self.report = report
        self.lines = lines
        self.outcome = outcome
        self.until = until
        self.reasons = reasons
        self.subjects = subjects
    }
}

/// How many reports of a month met a rule, and what became of them.
public struct AsideFigure: Sendable, Equatable {
    public let month: CivilMonth
    /// Nil for each report once, whichever rules it met.
    public let rule: AbuseRule?
    public let outcome: AsideOutcome
    public let reports: Int

    public init(month: CivilMonth, rule: AbuseRule?, outcome: AsideOutcome, reports: Int) {
        self.month = month
        self.rule = rule
        self.outcome = outcome
        self.reports = reports
    }
}

/// That reports of an account, or from a network, wait for a moderator for some time.
public struct AbuseWatch: Sendable, Equatable {
    public let id: ID<Self>
    public let subject: Subject
    /// The report for which it was set.
    public let number: ReportNumber
    public let since: Instant
    public let until: Instant
    public let officer: Officer
    public let reason: Sealed<PersonalText>

    public enum Subject: String, Sendable, CaseIterable {
        case account, network

        public var text: Text { Text("aside.watch.\(rawValue)") }
    }

    public init(
        id: ID<Self>,
        subject: Subject,
        number: ReportNumber,
        since: Instant,
        until: Instant,
        officer: Officer,
        reason: Sealed<PersonalText>
    ) {
        self.id = id
        self.subject = subject
        self.number = number
        self.since = since
        self.until = until
        self.officer = officer
        self.reason = reason
    }
}

/// A watch on its way into the store, which knows the account and the network of the report.
public struct NewWatch: Sendable {
    public let id: ID<AbuseWatch>
    public let subject: AbuseWatch.Subject
    public let since: Instant
    public let until: Instant
    public let officer: Officer
    public let reason: Sealed<PersonalText>
}
