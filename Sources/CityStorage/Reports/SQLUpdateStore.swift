public import CityDomain
public import CityKit

/// Changes of reports in the database, as programs ask for them.
public struct SQLUpdateStore: UpdateStore {
    private let database: any Database

    public init(database: any Database) { self.database = database }

    public func updates(_ query: UpdateQuery, _ scope: UpdateScope, in town: ID<Municipality>) async throws
        -> [StoredUpdate]
    {
        try await database.town(town).read { try $0.updates(query, scope) }
    }

    public func receipt(_ id: UpdateID, of key: ID<APIKey>, in town: ID<Municipality>) async throws -> StoredReceipt? {
        try await database.town(town).read { try $0.receipt(id, of: key) }
    }
}
