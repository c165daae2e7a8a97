public import CityKit

/// Where the office keeps how it works on cases. Each write is one durable transaction.
public protocol CaseworkStore: Sendable {
    /// Open reports, the one whose next term ends first before the others; those without a term last, oldest first.
    func inbox(_ query: InboxQuery, within scope: ReportScope, in town: ID<Municipality>) async throws
        -> Page<InboxEntry>

    /// Open reports with all that a search asks, in the order of the inbox.
    ///
    /// - Parameter place: `next` of the page before.
    func searchable(after place: String?, limit: Int, within scope: ReportScope, in town: ID<Municipality>) async throws
        -> Page<SearchableCase>

    /// How many open reports of the scope there are in each queue of the reader on `today`.
    func inboxCounts(of reader: InboxReader, on today: CivilDate, within scope: ReportScope, in town: ID<Municipality>)
        async throws -> InboxCounts

    func casework(on report: ID<Report>, in town: ID<Municipality>) async throws -> SealedCasework

    /// Stores who leads the report of the line, which must say so, with the line.
    ///
    /// - Parameter seen: who led it on the page the change was made on.
    /// - Throws: `CaseworkFailure.assignedMeanwhile`, `.finished`; `.assigneeUnknown` for an account that was closed
    ///   meanwhile.
    func assign(
        to lead: ID<Staff>?,
        seeing seen: ID<Staff>?,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    func add(_ line: CaseLine, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Nothing happens when it is so already.
    func watch(_ report: ID<Report>, by staff: ID<Staff>, since now: Instant, in town: ID<Municipality>) async throws
    func unwatch(_ report: ID<Report>, by staff: ID<Staff>, in town: ID<Municipality>) async throws

    /// In the order in which they were kept.
    func views(of staff: ID<Staff>, in town: ID<Municipality>) async throws -> [SealedInboxView]

    /// - Throws: `CaseworkFailure.tooManyViews` when the person has `most` of them.
    func add(_ view: SealedInboxView, most: Int, in town: ID<Municipality>) async throws

    /// Nothing happens when the person has no such view.
    func remove(_ view: ID<SavedInboxView>, of staff: ID<Staff>, in town: ID<Municipality>) async throws
}
