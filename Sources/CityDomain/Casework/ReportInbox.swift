public import CityKit

/// The office's open reports, the one whose term ends first before the others.
public struct ReportInbox: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(reports: any ReportStore, vault: any Vault, audit: RecordAudit) {
        self.reports = reports
        self.vault = vault
        self.audit = audit
    }

    public struct Line: Sendable {
        public let entry: InboxEntry
        public let content: ReportContent
    }

    /// Those that the caller may see. The look at the list is in the audit log first, with the numbers that were on it.
    ///
    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(_ query: InboxQuery, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> Page<Line>
    {
        let viewer = try caller.using(.viewReports)
        let page = try await reports.inbox(query, within: caller.scope(of: .viewReports), in: town.id)
        let numbers = page.elements.map(\.report.number.description).joined(separator: " ")
        let look = RecordAudit.Act(.inboxViewed, .inbox, reason: caller.reason, values: ["reports": numbers])
        try await audit(look, by: viewer, in: town.id, at: now)
        return try page.map { entry in
            Line(entry: entry, content: try entry.report.opened(by: vault, in: town.id))
        }
    }

    /// The report that somebody looks for by its number here, else by the one it had in another system.
    ///
    /// - Throws: `ReportFailure.notFound`, `AccountFailure.rightMissing`.
    public func find(_ typed: String, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> ReportNumber
    {
        let search = RecordAudit.Act(.reportSought, .inbox, reason: caller.reason, values: ["typed": typed])
        try await audit(search, by: try caller.using(.viewReports), in: town.id, at: now)
        if let number = ReportNumber(typed), try await reports.file(number, in: town.id) != nil { return number }
        let elsewhere = try await reports.reports(numberedElsewhere: typed.trimmingSpaces(), in: town.id)
        guard let number = elsewhere.first else { throw ReportFailure.notFound }
        return number
    }

    /// Of the reports that the caller may see; zeros for somebody who sees none.
    public func counts(on today: CivilDate, for caller: Caller, in town: Municipality) async throws -> InboxCounts {
        try await reports.inboxCounts(on: today, within: caller.scope(of: .viewReports), in: town.id)
    }
}
