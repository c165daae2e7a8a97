public import CityKit

/// The office's open reports, the one whose term ends first before the others.
public struct ReportInbox: Sendable {
    private let reports: any ReportStore
    private let vault: any Vault

    public init(reports: any ReportStore, vault: any Vault) {
        self.reports = reports
        self.vault = vault
    }

    public struct Line: Sendable {
        public let entry: InboxEntry
        public let content: ReportContent
    }

    public func callAsFunction(_ query: InboxQuery, in town: Municipality) async throws -> Page<Line> {
        try await reports.inbox(query, in: town.id).map { entry in
            Line(entry: entry, content: try entry.report.opened(by: vault, in: town.id))
        }
    }

    /// The report that somebody looks for by its number here, else by the one it had in another system.
    ///
    /// - Throws: `ReportFailure.notFound`.
    public func find(_ typed: String, in town: Municipality) async throws -> ReportNumber {
        if let number = ReportNumber(typed), try await reports.file(number, in: town.id) != nil { return number }
        let elsewhere = try await reports.reports(numberedElsewhere: typed.trimmingSpaces(), in: town.id)
        guard let number = elsewhere.first else { throw ReportFailure.notFound }
        return number
    }

    public func counts(on today: CivilDate, in town: Municipality) async throws -> InboxCounts {
        try await reports.inboxCounts(on: today, in: town.id)
    }
}
