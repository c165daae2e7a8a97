public import CityStorage
import Foundation

/// A database on a PostgreSQL server, for several processes and machines. Writes are SERIALIZABLE and share commits on
/// the writers' connections; reads are READ ONLY and see one state.
public final class PostgresDatabase: Database {
    public struct Options: Sendable {
        /// Connections for reading. With more than there are cores the slowest answers wait longer and none comes sooner.
        public var readers = max(2, ProcessInfo.processInfo.activeProcessorCount)
        /// Connections for writing. Writers that change the same row wait for each other.
        public var writers = 1
        /// At least two seconds.
        public var connectTimeout = Duration.seconds(3)
        /// How long one statement may take, except a migration's.
        public var statementTimeout = Duration.seconds(5)
        /// Reads, and as many writes, that may wait; more are refused as `busy`.
        public var queueLimit = 20_000
        /// Hears of outages, once at the beginning and once at the end of each; readers and writers apart.
        public var notice: @Sendable (Notice) -> Void = { _ in }

        public init() {}
    }

    /// For the log of the person who runs the program.
    public enum Notice: Hashable, Sendable {
        /// The server cannot be reached.
        case away(OpenFault)
        case back
    }

    public let dialect = Dialect.postgresql
    public let schema: Schema
    private let readers: PostgresThreads
    private let writers: PostgresThreads
    private let listener: PostgresListener

    /// Connects to `postgres://user:password@host:port/database`; `sslmode` and the other words of a libpq URL hold.
    /// Throws `OpenFault` when the server cannot be reached or does not fit. Later on, a lost server is no error of this
    /// object: calls throw `StorageUnavailable` until it is back.
    public init(url: String, schema: Schema = .ratusz, options: Options = Options()) async throws {
        self.schema = schema
        let settings = PostgresSettings(url: url, options: options)
        let open: @Sendable () throws(OpenFault) -> PostgresConnection = { () throws(OpenFault) in
            try PostgresConnection(settings, townTables: schema.townTables)
        }
        try await Self.probe(open)
        listener = try PostgresListener(open: open)
        readers = PostgresThreads(
            named: "pg reader",
            count: options.readers,
            options: options,
            open: open,
            makeWork: { _ in Self.read }
        )
        writers = PostgresThreads(
            named: "pg writer",
            count: options.writers,
            options: options,
            open: open,
            makeWork: { queue in
                var commits = GroupCommit(queue)
                return { commits.run($0, in: $1) }
            }
        )
    }

    public func withReading<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await readers.queue.run(body)
    }

    public func withWriting<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await writers.queue.run(body)
    }

    public func notifications(_ topic: Topic) -> AsyncStream<Void> { listener.stream(topic) }

    public func close() async {
        await writers.close()
        await readers.close()
        await listener.close()
    }

    private static func read(_ job: any DatabaseJob, in session: PostgresSession) {
        guard !job.isCancelled else { return job.finish(CancellationError()) }
        var attempt = 1
        while true {
            do {
                try session.read { try job.run(in: session) }
                return job.finish(nil)
            } catch {
                guard case .again = Recovery(from: error, attempt: attempt, limits: GroupCommit.Limits()) else {
                    return job.finish(error)
                }
                attempt += 1
            }
        }
    }

    /// Opens a connection once, on a thread of its own because libpq blocks.
    private static func probe(_ open: @escaping @Sendable () throws(OpenFault) -> PostgresConnection) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            _ = DatabaseThread(named: "pg probe") {
                continuation.resume(with: Result { _ = try open() })
            }
        }
    }
}
