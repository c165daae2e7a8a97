public import CityStorage
import Foundation

/// A database in one file, for one machine. Writes share commits on a thread of their own; each commit is on the disk
/// (`synchronous=FULL`) before a caller hears of it. Reads run beside it on the last committed state.
public final class SQLiteDatabase: Database {
    /// How a process works on the file.
    public enum Role: Sendable {
        /// The long-lived process: `serve` or `work`. There can be one.
        case owner
        /// A short command beside it.
        case guest
    }

    public struct Options: Sendable {
        /// Connections for reading at the same time, at least one. More than cores only wait for each other: of a
        /// hundred boxes of the map the slowest took ten times as long with twice as many.
        public var readers = min(4, max(2, ProcessInfo.processInfo.activeProcessorCount))
        /// Page cache of each connection, in KiB: room for what is looked at again and again on the map of a large town.
        public var cacheSize = 24_576
        /// How much of the file each connection maps into memory for reading, in bytes. Nothing: a large town's file would
        /// count as resident once for every connection, and the system keeps its pages anyway.
        public var mappedSize = 0
        /// How long to wait for another process that writes.
        public var busyTimeout = Duration.seconds(5)
        /// How long one statement may take, except a migration's.
        public var statementTimeout = Duration.seconds(5)
        /// Reads, and as many writes, that may wait; more are refused as `busy`.
        public var queueLimit = 20_000

        public init() {}
    }

    public let dialect = Dialect.sqlite
    public let schema: Schema
    private let threads: SQLiteThreads
    private let hub = NotificationHub()
    private let lock: OwnerLock?

    /// Opens the file, or makes it, readable for its user alone. Throws `OpenFault`. Its tables are made by `Migrator`.
    public init(path: String, role: Role, schema: Schema = .ratusz, options: Options = Options()) throws {
        self.schema = schema
        lock = role == .owner ? try OwnerLock(of: path) : nil
        let turn = try WriterTurn(of: path)
        threads = try SQLiteThreads(SQLiteFile(path: path, schema: schema, options: options, hub: hub, turn: turn))
    }

    public func withReading<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await threads.reads.run(body)
    }

    public func withWriting<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await threads.writes.run(body)
    }

    public func notifications(_ topic: Topic) -> AsyncStream<Void> { hub.stream(topic) }

    public func close() async {
        await threads.close()
        hub.finish()
        lock?.release()
    }
}
