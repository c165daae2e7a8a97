public import CityKit

/// Looks for cases by what somebody of the office knows of them (I-13): the number here or in another system, the telephone
/// number of the reporter, words of the report, its street. What is not public is opened for it, within the reach of who asks,
/// and nothing of it stands in an index.
public struct SearchCases: Sendable {
    /// Cases on the page.
    static let most = 50
    /// Open cases that are opened for one search, the one whose term ends first before the others.
    static let mostOpened = 20_000
    private static let slice = 500

    private let cases: any CaseworkStore
    private let reports: any ReportStore
    private let entries: any PublicReportStore
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        cases: any CaseworkStore,
        reports: any ReportStore,
        entries: any PublicReportStore,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.cases = cases
        self.reports = reports
        self.entries = entries
        self.vault = vault
        self.audit = audit
    }

    public enum Outcome: Sendable {
        /// The number that was typed is one of a report.
        case report(ReportNumber)
        case list(Found)
    }

    public struct Found: Personal {
        /// Open ones first, then those that are public, the newest first.
        public let cases: [FoundCase]
        /// Whether there are more than stand here, or may be.
        public let isCut: Bool
    }

    /// The search and what it shows are in the audit log first.
    ///
    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(_ typed: String, by caller: Caller, in town: Municipality, at now: Instant) async throws
        -> Outcome
    {
        let viewer = try caller.using(.viewReports)
        let sought = RecordAudit.Act(.reportSought, .inbox, reason: caller.reason, values: ["typed": typed])
        try await audit(sought, by: viewer, in: town.id, at: now)
        if let number = try await number(typed, in: town.id) { return .report(number) }
        let search = CaseSearch(typed)
        guard !search.isEmpty else { return .list(Found(cases: [], isCut: false)) }
        let (open, isCut) = try await open(search, for: caller, in: town)
        let known = Set(open.map(\.number))
        let published = try await published(search, for: caller, in: town).filter { !known.contains($0.number) }
        let found = Array((open + published).prefix(Self.most))
        let numbers = found.map(\.number.description).joined(separator: " ")
        let look = RecordAudit.Act(.inboxViewed, .inbox, reason: caller.reason, values: ["reports": numbers])
        try await audit(look, by: viewer, in: town.id, at: now)
        return .list(Found(cases: found, isCut: isCut || open.count + published.count > Self.most))
    }

    private func number(_ typed: String, in town: ID<Municipality>) async throws -> ReportNumber? {
        if let number = ReportNumber(typed), try await reports.file(number, in: town) != nil { return number }
        let elsewhere = typed.trimmingSpaces()
        return elsewhere.isEmpty ? nil : try await reports.reports(numberedElsewhere: elsewhere, in: town).first
    }

    /// Open cases, with what nobody has published.
    private func open(_ search: CaseSearch, for caller: Caller, in town: Municipality) async throws
        -> (cases: [FoundCase], isCut: Bool)
    {
        let scope = caller.scope(of: .viewReports)
        guard !scope.isEmpty else { return ([], false) }
        let contacts = caller.scope(of: .viewContacts)
        var (found, opened): ([FoundCase], Int) = ([], 0)
        var place: String?
        repeat {
            let page = try await cases.searchable(after: place, limit: Self.slice, within: scope, in: town.id)
            for element in page.elements {
                let content = try element.report.opened(by: vault, in: town.id)
                let isTheirs = try contacts.has(element.report) && hasPhone(search, element, in: town.id)
                guard isTheirs || search.matches(content) else { continue }
                found.append(FoundCase(element.report, content))
                if found.count > Self.most { return (found, true) }
            }
            opened += page.elements.count
            place = page.next
        } while place != nil && opened < Self.mostOpened
        return (found, place != nil)
    }

    private func hasPhone(_ search: CaseSearch, _ element: SearchableCase, in town: ID<Municipality>) throws -> Bool {
        guard search.digits != nil, let contact = element.contact, let wrapped = element.personKey else { return false }
        let slots = ReportSlots(town: town, report: element.report.id)
        let opened = try vault.key(wrapped, in: slots.personKey).open(contact, in: slots.contact)
        return opened.phone.map(search.matches) == true
    }

    private func published(_ search: CaseSearch, for caller: Caller, in town: Municipality) async throws -> [FoundCase]
    {
        guard !search.words.isEmpty else { return [] }
        let query = PublicQuery(words: search.words, limit: Self.most)
        let entries = try await entries.entries(query, in: town.id).elements
        guard !caller.seesAllReports else { return entries.map(FoundCase.init) }
        var found: [FoundCase] = []
        for entry in entries {
            guard let report = try await reports.file(entry.number, in: town.id)?.report else { continue }
            if caller.may(.viewReports, on: report) { found.append(FoundCase(entry)) }
        }
        return found
    }
}

extension FoundCase {
    fileprivate init(_ report: SealedReport, _ content: ReportContent) {
        self.init(
            number: report.number,
            title: PublicText.title(of: content.description),
            category: report.category,
            address: content.place.address,
            status: report.status,
            receivedAt: report.receivedAt
        )
    }

    fileprivate init(_ entry: PublicEntry) {
        self.init(
            number: entry.number,
            title: entry.title,
            category: entry.category,
            address: entry.address,
            status: entry.status,
            receivedAt: entry.receivedAt
        )
    }
}
