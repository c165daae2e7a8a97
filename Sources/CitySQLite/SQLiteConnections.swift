import CityStorage
import GRDB
import Synchronization

/// The connections to one file: a writer and a pool of readers.
final class SQLiteConnections: Sendable {
    private let path: String
    private let schema: Schema
    private let options: SQLiteDatabase.Options
    private let hub: NotificationHub
    private let pool: Mutex<DatabasePool>
    /// One for each connection, by the address of its handle.
    private let sessions = Mutex<[UInt: SQLiteSession]>([:])

    init(path: String, schema: Schema, options: SQLiteDatabase.Options, hub: NotificationHub) throws(OpenFault) {
        self.path = path
        self.schema = schema
        self.options = options
        self.hub = hub
        pool = Mutex(try Self.open(path, options))
    }

    /// For the writer's thread alone. False when there is no connection, for which another one is then tried.
    func write(_ body: (any BatchSession) -> Void) -> Bool {
        let (isDone, isBroken) = pool.withLock { $0 }.writeWithoutTransaction { connection in
            guard let session = session(of: connection) else { return (false, true) }
            body(session)
            return (true, session.isBroken)
        }
        if isBroken { reopen() }
        return isDone
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        do {
            return try await pool.withLock { $0 }.unsafeRead { connection in
                guard let session = self.session(of: connection) else { throw StorageUnavailable(.closed) }
                return try session.read { try body(session) }
            }
        } catch let error as DatabaseError {
            throw error.resultCode == .SQLITE_MISUSE ? StorageUnavailable(.closed) : SQLiteFailure(error).error
        }
    }

    func close() {
        // Statements keep a connection from closing.
        let sessions = sessions.withLock { sessions in
            defer { sessions = [:] }
            return sessions.values
        }
        let pool = pool.withLock { $0 }
        try? pool.barrierWriteWithoutTransaction { connection in
            for session in sessions { session.end() }
            // The pool closes its readers last, and they cannot bring the log home into the file.
            try connection.checkpoint(.truncate)
        }
        try? pool.close()
    }

    /// After SQLite could not even roll back. Until it works again every job fails.
    private func reopen() {
        close()
        if let new = try? Self.open(path, options) { pool.withLock { $0 = new } }
    }

    private func session(of connection: GRDB.Database) -> SQLiteSession? {
        guard let handle = connection.sqliteConnection else { return nil }
        let key = UInt(bitPattern: handle)
        return sessions.withLock { sessions in
            if let session = sessions[key] { return session }
            let timeout = options.statementTimeout
            let session = SQLiteSession(handle, schema: schema, statementTimeout: timeout, hub: hub)
            sessions[key] = session
            return session
        }
    }

    private static func open(_ path: String, _ options: SQLiteDatabase.Options) throws(OpenFault) -> DatabasePool {
        try OwnerLock.makePrivateFile(path)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(options))
            try pool.writeWithoutTransaction { connection in
                // The pool lowers this to NORMAL while it opens, so it is set afterwards and read back: a commit must
                // survive a power cut.
                try connection.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(connection, sql: "PRAGMA synchronous") == 2 else {
                    throw OpenFault.unusable("\(path): SQLite refuses synchronous=FULL")
                }
            }
            return pool
        } catch let fault as OpenFault {
            throw fault
        } catch {
            throw .unusable("\(path) cannot be opened: \((error as? DatabaseError)?.message ?? "\(error)")")
        }
    }

    private static func configuration(_ options: SQLiteDatabase.Options) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(options.busyTimeout / .seconds(1))
        configuration.maximumReaderCount = options.readers
        configuration.persistentReadOnlyConnections = true
        // Transactions are opened and closed here, not by the pool.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA cache_size = -\(options.cacheSize)")
            try connection.execute(sql: "PRAGMA mmap_size = \(options.mappedSize)")
            try connection.execute(sql: "PRAGMA temp_store = MEMORY")
            try connection.execute(sql: "PRAGMA secure_delete = ON")
            // In pages of 4 KiB: a page that many commits change is copied into the file once for all of them.
            try connection.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try connection.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }
}
