import CityStorage
import GRDB

/// A connection to a file and its statements, for one thread.
final class SQLiteConnection: Sendable {
    private let queue: DatabaseQueue
    private let session: SQLiteSession

    fileprivate init(_ queue: DatabaseQueue, _ session: SQLiteSession) {
        self.queue = queue
        self.session = session
    }

    func use<T>(_ body: (SQLiteSession) throws -> T) rethrows -> T {
        // Transactions are opened and closed by the session.
        try queue.unsafeRead { _ in try body(session) }
    }

    /// The last one of a process brings the log home into the file.
    func close() {
        // Statements keep a connection from closing.
        queue.unsafeRead { _ in session.end() }
        try? queue.close()
    }
}

/// How the connections to one file are opened.
struct SQLiteFile: Sendable {
    let path: String
    let schema: Schema
    let options: SQLiteDatabase.Options
    let hub: NotificationHub
    /// Nil for a file that nobody else writes to.
    let turn: WriterTurn?

    /// Makes the file where there is none. Throws `OpenFault`.
    func openWriter() throws(OpenFault) -> SQLiteConnection {
        try OwnerLock.makePrivateFile(path)
        var configuration = configuration
        configuration.journalMode = .wal
        configuration.busyMode = .callback { [turn, patience = options.busyTimeout] tries in
            turn?.wait(tries: tries, patience: patience) ?? false
        }
        return try open(configuration) { connection in
            // Opening lowers this to NORMAL, so it is set afterwards and read back: a commit must survive a power cut.
            try connection.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(connection, sql: "PRAGMA synchronous") == 2 else {
                throw OpenFault.unusable("\(path): SQLite refuses synchronous=FULL")
            }
        }
    }

    /// For a file that has a writer. Throws `OpenFault`.
    func openReader() throws(OpenFault) -> SQLiteConnection {
        var configuration = configuration
        configuration.readonly = true
        return try open(configuration) { _ in }
    }

    private func open(
        _ configuration: Configuration,
        _ prepare: (GRDB.Database) throws -> Void
    ) throws(OpenFault) -> SQLiteConnection {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let session = try queue.unsafeRead { connection in
                try prepare(connection)
                return connection.sqliteConnection.map {
                    SQLiteSession($0, schema: schema, statementTimeout: options.statementTimeout, hub: hub, turn: turn)
                }
            }
            guard let session else { throw OpenFault.unusable("\(path): closed while it was opened") }
            return SQLiteConnection(queue, session)
        } catch let fault as OpenFault {
            throw fault
        } catch {
            throw .unusable("\(path) cannot be opened: \((error as? DatabaseError)?.message ?? "\(error)")")
        }
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(options.busyTimeout / .seconds(1))
        // The session opens and closes transactions.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { [options] connection in
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
