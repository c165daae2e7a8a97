public import CityDomain
public import CityKit

/// Parts of cases, in the database.
public struct SQLSplitStore: SplitStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func split(
        _ part: NewReport,
        off number: ReportNumber,
        in town: ID<Municipality>,
        by clock: LocalClock,
        _ change: @escaping @Sendable (inout Report, ReportNumber) throws -> ReportChange
    ) async throws -> StoredSubmission {
        try await database.town(town).write { transaction in
            if let earlier = try transaction.submission(part.clientKey) { return earlier }
            guard let before = try transaction.report(number) else { throw ReportFailure.notFound }
            let stored = try transaction.insert(part)
            var report = before
            let outcome = try change(&report, stored.number)
            try transaction.tie(part, to: report)
            try transaction.update(before, to: report, by: clock)
            try transaction.store(outcome, of: report)
            try transaction.refreshPublicEntry(number)
            if let entry = outcome.noted { try transaction.note(entry) }
            return stored
        }
    }

    public func lookPast(
        partsOf report: ID<Report>,
        of unit: ID<Unit>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.hold(of: report)?.unit == unit else { throw ReportFailure.movedMeanwhile }
            guard try transaction.splits(of: [report])[report]?.isDone == true else { throw SplitFailure.nothingEnded }
            try transaction.lookPast(partsOf: report)
            try transaction.note(entry)
        }
    }
}
