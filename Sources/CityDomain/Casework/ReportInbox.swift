public import CityKit

/// The office's open reports, the one whose term ends first before the others.
public struct ReportInbox: Sendable {
    private let cases: any CaseworkStore
    private let substitutions: any SubstitutionStore
    private let colleagues: Colleagues
    private let persons: CountPersons
    private let vault: any Vault
    private let audit: RecordAudit

    public init(
        cases: any CaseworkStore,
        substitutions: any SubstitutionStore,
        staff: any StaffStore,
        persons: CountPersons,
        vault: any Vault,
        audit: RecordAudit
    ) {
        self.cases = cases
        self.substitutions = substitutions
        colleagues = Colleagues(staff: staff, vault: vault)
        self.persons = persons
        self.vault = vault
        self.audit = audit
    }

    public struct Line: Sendable {
        public let entry: InboxEntry
        public let content: ReportContent
        /// Who leads the case; nil when nobody does.
        public let lead: PersonName?
        /// How many persons it is about: its sender, those of joined reports, and who says "me too".
        public let persons: Int
    }

    /// Those that the caller may see. The look at the list is in the audit log first, with the numbers that were on it.
    ///
    /// - Parameter after: where the page before ended.
    /// - Throws: `AccountFailure.rightMissing`.
    public func callAsFunction(
        _ view: InboxView,
        after: String?,
        limit: Int,
        by caller: Caller,
        in town: Municipality,
        at now: Instant
    ) async throws -> Page<Line> {
        let viewer = try caller.using(.viewReports)
        let today = town.clock.date(of: now)
        let reader = caller.reader(try await substitutions.standIns(on: today, in: town.id), in: town)
        guard let filter = view.filter(for: reader, on: today) else { return Page(elements: [], next: nil) }
        let query = InboxQuery(filter, after: after, limit: limit)
        let page = try await cases.inbox(query, within: caller.scope(of: .viewReports), in: town.id)
        let numbers = page.elements.map(\.report.number.description).joined(separator: " ")
        let look = RecordAudit.Act(.inboxViewed, .inbox, reason: caller.reason, values: ["reports": numbers])
        try await audit(look, by: viewer, in: town.id, at: now)
        let names = try await colleagues.names(of: Set(page.elements.compactMap(\.lead)), in: town.id)
        let counts = try await persons(page.elements.map(\.report.id), in: town.id)
        return try page.map { entry in
            Line(
                entry: entry,
                content: try entry.report.opened(by: vault, in: town.id),
                lead: entry.lead.flatMap { names[$0] },
                persons: counts[entry.report.id] ?? 1
            )
        }
    }

    /// Of the reports that the caller may see; zeros for somebody who sees none.
    public func counts(on today: CivilDate, for caller: Caller, in town: Municipality) async throws -> InboxCounts {
        let scope = caller.scope(of: .viewReports)
        guard !scope.isEmpty else { return InboxCounts() }
        let reader = caller.reader(try await substitutions.standIns(on: today, in: town.id), in: town)
        return try await cases.inboxCounts(of: reader, on: today, within: scope, in: town.id)
    }
}
