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

    /// - Parameter files: of the line, in their order.
    func add(_ line: CaseLine, with files: [NoteFile], noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Forgets content and name of a file, which must say by whom.
    ///
    /// - Throws: `NoteFileFailure.gone` where somebody removed it meanwhile.
    func remove(_ file: NoteFile, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// Asks a further unit to take part in the case of the line.
    ///
    /// - Parameter leading: whose the case was when somebody decided so.
    /// - Throws: `CaseworkFailure.finished`, `.unitLeads`, `.unitAskedAlready`; `ReportFailure.movedMeanwhile` where another unit
    ///   has it now.
    func ask(
        _ unit: ID<Unit>,
        from leading: ID<Unit>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// The unit takes no part any more.
    ///
    /// - Parameter leading: whose the case was when somebody decided so.
    /// - Throws: `CaseworkFailure.unitNotAsked`; `ReportFailure.movedMeanwhile` where another unit has it now.
    func release(
        _ unit: ID<Unit>,
        from leading: ID<Unit>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// - Throws: `CaseworkFailure.finished`, `.unitNotAsked` for one that is not asked any more, or has answered.
    func answer(
        for unit: ID<Unit>,
        _ state: FurtherUnit.State,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// Gives the case of the line back to those who give cases to units.
    ///
    /// - Parameters:
    ///   - unit: whose it was when somebody decided so.
    ///   - statuses: in which it may be given on.
    /// - Throws: `CaseworkFailure.returnedAlready`; `ReportFailure.movedMeanwhile` where another unit has it now,
    ///   `.handOverNotAllowed` where it has reached another status.
    func giveBack(
        from unit: ID<Unit>,
        while statuses: Set<ReportStatus>,
        logging line: CaseLine,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws

    /// The case of the line stays with its unit.
    ///
    /// - Throws: `CaseworkFailure.notReturned`.
    func keep(logging line: CaseLine, noting entry: AuditEntry, in town: ID<Municipality>) async throws

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
