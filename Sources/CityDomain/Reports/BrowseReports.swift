public import CityKit

/// What everybody may see: approved reports, without a trace of who reported them.
public struct BrowseReports: Sendable {
    private let reports: any ReportStore
    private let entries: any PublicReportStore
    private let vault: any Vault

    public init(reports: any ReportStore, entries: any PublicReportStore, vault: any Vault) {
        self.reports = reports
        self.entries = entries
        self.vault = vault
    }

    /// A published report with the office's answers in its history.
    public struct Entry: Sendable {
        public let report: Report
        public let text: PublicText
        public let publishedAt: Instant
        public let answers: [Int: Answer]
    }

    public func list(_ query: PublicQuery, in town: Municipality) async throws -> Page<PublicEntry> {
        guard canMatch(query.filter, in: town) else { return Page(elements: [], next: nil) }
        return try await entries.entries(query, in: town.id)
    }

    /// A category has one kind. No index serves a category and another kind, and nothing would be found.
    private func canMatch(_ filter: PublicFilter, in town: Municipality) -> Bool {
        guard let category = filter.category, let kind = filter.kind else { return true }
        return town.category(category)?.kind == kind
    }

    /// The newest changes first, for feeds.
    public func changes(_ query: PublicQuery, in town: Municipality) async throws -> [PublicEntry] {
        try await entries.changes(query, in: town.id)
    }

    public func map(of box: MapBox, _ filter: PublicFilter, in town: Municipality) async throws -> ReportMap {
        try await entries.map(of: box, filter, in: town.id)
    }

    /// - Throws: `ReportFailure.notFound`.
    public func callAsFunction(_ number: ReportNumber, in town: Municipality) async throws -> Entry {
        guard let published = try await reports.published(number, in: town.id) else { throw ReportFailure.notFound }
        let slots = ReportSlots(town: town.id, report: published.report.id)
        let key = try vault.key(published.caseKey, in: slots.caseKey)
        return Entry(
            report: published.report,
            text: published.text,
            publishedAt: published.publishedAt,
            answers: try published.report.answers(under: key, slots, for: .everybody)
        )
    }
}
