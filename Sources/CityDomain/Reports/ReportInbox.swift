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

    /// The look at the list is in the audit log first, with the numbers that were on it.
    public func callAsFunction(_ query: InboxQuery, by caller: Caller, in town: Municipality, at now: Instant)
        async throws -> Page<Line>
    {
        let page = try await reports.inbox(query, in: town.id)
        let numbers = page.elements.map(\.report.number.description).joined(separator: " ")
        let look = RecordAudit.Act(.inboxViewed, .inbox, reason: caller.reason, values: ["reports": numbers])
        try await audit(look, by: caller, in: town.id, at: now)
        return try page.map { entry in
            Line(entry: entry, content: try entry.report.opened(by: vault, in: town.id))
        }
    }

    /// The report that somebody looks for by its number here, else by the one it had in another system.
    ///
    /// - Throws: `ReportFailure.notFound`.
    public func find(_ typed: String, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> ReportNumber
    {
        let search = RecordAudit.Act(.reportSought, .inbox, reason: caller.reason, values: ["typed": typed])
        try await audit(search, by: caller, in: town.id, at: now)
        if let number = ReportNumber(typed), try await reports.file(number, in: town.id) != nil { return number }
        let elsewhere = try await reports.reports(numberedElsewhere: typed.trimmingSpaces(), in: town.id)
        guard let number = elsewhere.first else { throw ReportFailure.notFound }
        return number
    }

    public func counts(on today: CivilDate, in town: Municipality) async throws -> InboxCounts {
        try await reports.inboxCounts(on: today, in: town.id)
    }
}
