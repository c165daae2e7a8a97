public import CityDomain
public import CityKit

/// The database as one municipality sees it.
public struct TownDatabase: Sendable {
    private let database: any Database
    private let town: String

    init(database: any Database, town: String) {
        self.database = database
        self.town = town
    }

    /// As `Database.read`, with `{town}` bound.
    public func read<T: Sendable>(_ body: @escaping @Sendable (TownTransaction) throws -> T) async throws -> T {
        try await database.withReading { [town] in try body(TownTransaction(session: $0, town: town)) }
    }

    /// As `Database.write`, with `{town}` bound.
    public func write<T: Sendable>(_ body: @escaping @Sendable (TownTransaction) throws -> T) async throws -> T {
        try await database.withWriting { [town] in try body(TownTransaction(session: $0, town: town)) }
    }
}

extension Database {
    /// The municipality's own view: the way to every town's table.
    public func town(_ id: ID<Municipality>) -> TownDatabase {
        TownDatabase(database: self, town: id.rawValue)
    }
}
