public import CityKit

/// What the public part shows: approved reports, without a trace of who reported them, as far as the town lists their
/// categories for the audience. The town's rules of the moment decide, also about reports from before.
///
/// All throw `ReportFailure.registeredOnly` for what is kept from the audience.
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

    public func list(_ query: PublicQuery, for audience: Audience, in town: Municipality) async throws
        -> Page<PublicEntry>
    {
        let query = try query.seen(by: audience, in: town)
        guard canMatch(query.filter, in: town) else { return Page(elements: [], next: nil) }
        return try await entries.entries(query, in: town.id)
    }

    /// A category has one kind. No index serves a category and another kind, and nothing would be found.
    private func canMatch(_ filter: PublicFilter, in town: Municipality) -> Bool {
        guard let category = filter.category, let kind = filter.kind else { return true }
        return town.category(category)?.kind == kind
    }

    /// The newest changes first, for feeds.
    public func changes(_ query: PublicQuery, for audience: Audience, in town: Municipality) async throws
        -> [PublicEntry]
    {
        try await entries.changes(query.seen(by: audience, in: town), in: town.id)
    }

    public func map(of box: MapBox, _ filter: PublicFilter, for audience: Audience, in town: Municipality) async throws
        -> ReportMap
    {
        try await entries.map(of: box, filter.seen(by: audience, in: town), in: town.id)
    }

    /// - Throws: `ReportFailure.notFound`.
    public func callAsFunction(_ number: ReportNumber, for audience: Audience, in town: Municipality) async throws
        -> Entry
    {
        guard let published = try await reports.published(number, in: town.id) else { throw ReportFailure.notFound }
        guard town.lists(published.report.category, for: audience) else { throw ReportFailure.registeredOnly }
        return try entry(published, in: town)
    }

    /// The same; nil for what the audience does not see.
    public func ifShown(_ number: ReportNumber, for audience: Audience, in town: Municipality) async throws -> Entry? {
        do {
            return try await self(number, for: audience, in: town)
        } catch ReportFailure.notFound, ReportFailure.registeredOnly {
            return nil
        }
    }

    /// Whole reports, for programs.
    public func callAsFunction(_ search: PublicSearch, for audience: Audience, in town: Municipality) async throws
        -> [Entry]
    {
        try await entries.reports(search.seen(by: audience, in: town), in: town.id).map { try entry($0, in: town) }
    }

    private func entry(_ published: PublishedReport, in town: Municipality) throws -> Entry {
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
