public import CityDomain
public import CityKit

/// What the office and reporters write to each other, in the database.
public struct SQLThreadStore: ThreadStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func thread(of report: ID<Report>, in town: ID<Municipality>) async throws -> [SealedMessage] {
        try await database.town(town).read { try $0.thread(of: report) }
    }

    public func wasTaken(_ mail: [UInt8], in town: ID<Municipality>) async throws -> Bool {
        try await database.town(town).read { try $0.wasTaken(mail) }
    }

    public func see(
        _ report: ID<Report>,
        upTo last: ID<ReportMessage>,
        of unit: ID<Unit>,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws {
        try await database.town(town).write { transaction in
            guard try transaction.hold(of: report)?.unit == unit else { throw ReportFailure.movedMeanwhile }
            guard try transaction.see(report, upTo: last) > 0 else { throw ReplyFailure.seenAlready }
            try transaction.note(entry)
        }
    }
}
