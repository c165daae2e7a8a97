public import CityDomain
public import CityKit

/// Published reports in the database.
public struct SQLPublicReportStore: PublicReportStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func entries(_ query: PublicQuery, in town: ID<Municipality>) async throws -> Page<PublicEntry> {
        try await database.town(town).read { transaction in
            if let point = query.near, query.isOfMap { return try transaction.nearestEntries(to: point, query) }
            return query.words.isEmpty
                ? try transaction.newestEntries(query) : try transaction.entriesWithWords(query)
        }
    }

    public func changes(_ query: PublicQuery, in town: ID<Municipality>) async throws -> [PublicEntry] {
        try await database.town(town).read { try $0.changedEntries(query) }
    }

    public func reports(_ search: PublicSearch, in town: ID<Municipality>) async throws -> [PublishedReport] {
        try await database.town(town).read { try $0.reports(search) }
    }

    public func map(of box: MapBox, _ filter: PublicFilter, in town: ID<Municipality>) async throws -> ReportMap {
        try await database.town(town).read { try $0.map(of: box, filter) }
    }
}
