/// The database with the tables of all towns in reach. Statements name the municipality themselves where they need it.
public struct AllTownsDatabase: Sendable {
    let database: any Database

    /// As `Database.read`, on all towns.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.withReading { try body(ProgramTransaction(session: $0, scope: .acrossTowns)) }
    }

    /// As `Database.write`, on all towns.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await database.withWriting { try body(ProgramTransaction(session: $0, scope: .acrossTowns)) }
    }
}
