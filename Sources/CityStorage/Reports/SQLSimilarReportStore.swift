public import CityDomain
public import CityKit

/// Earlier reports in the database.
public struct SQLSimilarReportStore: SimilarReportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func published(around probe: DuplicateProbe, in town: ID<Municipality>) async throws -> [EarlierReport] {
        try await database.town(town).read { try $0.openReports(around: probe) }
    }

    public func entries(_ numbers: [ReportNumber], in town: ID<Municipality>) async throws -> [PublicEntry] {
        guard !numbers.isEmpty else { return [] }
        return try await database.town(town).read { try $0.entries(numbers) }
    }

    public func unlisted(like probe: DuplicateProbe, limit: Int, in town: ID<Municipality>) async throws
        -> [SealedReport]
    {
        try await database.town(town).read { try $0.unlistedReports(like: probe, limit: limit) }
    }
}
