public import CityDomain
public import CityKit

/// Reports for exports, from the database.
public struct SQLExportStore: ExportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func reports(_ query: ExportQuery, in town: ID<Municipality>) async throws -> [StoredReport] {
        try await database.town(town).read { transaction in
            switch query.scope {
            case .listed(let unlisted): try transaction.listedReports(query, except: unlisted)
            case .everything: try transaction.allReports(query)
            }
        }
    }

    public func years(in town: ID<Municipality>) async throws -> ClosedRange<Int>? {
        try await database.town(town).read { transaction in
            let row = try transaction.query(
                """
                SELECT (SELECT MIN(number) FROM public_reports WHERE municipality = {town}) AS first,
                    (SELECT MAX(number) FROM public_reports WHERE municipality = {town}) AS last
                """
            ).first
            guard let first = try row?.optionalInteger("first"), let last = try row?.optionalInteger("last") else {
                return nil
            }
            return ReportNumber(packed: first).year...ReportNumber(packed: last).year
        }
    }
}
