public import CityKit

/// Where parts of cases are kept. Each write is one durable transaction.
public protocol SplitStore: Sendable {
    /// Stores a part under the next number of its series, with its history, terms, key and event, tied to the case that it
    /// comes of. When the town already has a report under the client key of the part, nothing is stored and that one is
    /// returned.
    ///
    /// - Parameters:
    ///   - clock: of the town.
    ///   - change: pure; changes the case as it stands now, told the number of the part; may run more than once.
    /// - Throws: `ReportFailure.notFound`; what `change` throws, and nothing is stored then.
    func split(
        _ part: NewReport,
        off number: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout Report, ReportNumber) throws -> ReportChange
    ) async throws -> StoredSubmission

    /// The office knows that all parts of the case have ended.
    ///
    /// - Throws: `SplitFailure.nothingEnded` where a part is open, or somebody has looked past it; `ReportFailure.movedMeanwhile`
    ///   where another unit than `unit` has the case.
    func lookPast(
        partsOf report: ID<Report>,
        of unit: ID<Unit>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws
}
