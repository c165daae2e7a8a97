public import CityDomain
public import CityKit

/// Earlier reports in the database.
public struct SQLSimilarReportStore: SimilarReportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func published(around probe: DuplicateProbe, in town: ID<Municipality>) async throws -> [EarlierReport] {
        try await database.town(town).read { try $0.openReports(around: probe) }
    }

    public func tied(to report: ID<Report>, in town: ID<Municipality>) async throws -> Set<ReportNumber> {
        try await database.town(town).read { try $0.tied(to: report) }
    }

    public func openJoined(in town: ID<Municipality>) async throws -> Set<ReportNumber> {
        try await database.town(town).read { transaction in
            let rows = try transaction.query(
                """
                SELECT r.year, r.sequence FROM joined_reports j
                JOIN reports r ON r.municipality = j.municipality AND r.id = j.report
                WHERE j.municipality = {town} AND j.way = 'beside' AND NOT r.finished
                """
            )
            return Set(try rows.map { ReportNumber(year: try $0.int("year"), sequence: try $0.int("sequence")) })
        }
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
