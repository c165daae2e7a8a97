/// A store of tables with transactions: SQLite or PostgreSQL.
///
/// A body runs synchronously on a thread of the database. It may run more than once before its result counts, so it has
/// no side effects, and no cryptography or rendering inside: it holds the writer. An error it throws undoes what it did
/// and comes out of the call. When the database cannot be reached the call throws `StorageUnavailable`.
public protocol Database: Sendable {
    var dialect: Dialect { get }
    var schema: Schema { get }

    func withReading<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
    func withWriting<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T

    /// An element after each commit that called `notify(topic)`; several commits may become one element. SQLite tells
    /// this process alone, PostgreSQL every process on the database. Commits are missed while the connection is down;
    /// an element follows when it is back. Ends when the database is closed.
    func notifications(_ topic: Topic) -> AsyncStream<Void>

    /// Finishes what is queued and refuses what comes later. Returns when all connections are closed.
    func close() async
}

extension Database {
    /// Reads one state of the database. Town tables are out of reach: see `town` and `acrossTowns`.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withReading { try body(ProgramTransaction(session: $0, scope: .program)) }
    }

    /// Returns when the work is durable. Many writes share one commit; each fails alone.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await withWriting { try body(ProgramTransaction(session: $0, scope: .program)) }
    }

    /// Lets the engine count its rows anew, after a change of many of them. Others read and write meanwhile.
    public func refreshStatistics() async throws {
        guard let statistics = dialect.statistics else { return }
        try await withWriting { session in try session.execute(statistics, [], in: .schema) }
    }

    /// The door to the tables of all towns at once: for the worker and for retention, never for a request of a person.
    public var acrossTowns: AllTownsDatabase { AllTownsDatabase(database: self) }
}
