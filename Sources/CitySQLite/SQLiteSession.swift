import CityStorage
import GRDBSQLite

/// The statements of one connection. Unchecked, because the handle is C: it is used on its connection's thread alone.
final class SQLiteSession: BatchSession, @unchecked Sendable {
    let dialect = Dialect.sqlite
    private(set) var failure: (any Error)?
    var hasChanged = false
    var topics: Set<Topic> = []
    var tally = StatisticTally()
    /// A transaction that could not be rolled back is still open.
    private(set) var isBroken = false

    private let handle: OpaquePointer
    private let schema: Schema
    private let hub: NotificationHub
    private let turn: WriterTurn?
    private let arguments = SQLiteArguments()
    private var statements: [SQL: SQLiteStatement] = [:]
    /// What reads at the moment.
    private var reader: (any DatabaseJob)?
    private let statementTimeout: Duration
    /// When the running statement has taken too long.
    private var deadline: ContinuousClock.Instant?

    init(
        _ handle: OpaquePointer,
        schema: Schema,
        statementTimeout: Duration,
        hub: NotificationHub,
        turn: WriterTurn?
    ) {
        self.handle = handle
        self.schema = schema
        self.statementTimeout = statementTimeout
        self.hub = hub
        self.turn = turn
        let session = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(handle, 10_000, { SQLiteSession.isOverdue($0) ? 1 : 0 }, session)
    }

    func query(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> [Row] {
        try run(sql, values, in: scope) { try $0.rows() }
    }

    func change(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> Int {
        try run(sql, values, in: scope) {
            try $0.finish()
            return Int(sqlite3_changes64(handle))
        }
    }

    func execute(_ sql: SQL, _ values: [Value], in scope: Scope) throws {
        try run(sql, values, in: scope) { try $0.finish() }
    }

    func notify(_ topic: Topic) { topics.insert(topic) }

    /// Lets go of the connection, which can be closed then.
    func end() {
        statements = [:]
        sqlite3_progress_handler(handle, 0, nil, nil)
    }

    /// Asked by SQLite now and then while a statement runs.
    private static func isOverdue(_ session: UnsafeMutableRawPointer?) -> Bool {
        guard let session else { return false }
        return Unmanaged<SQLiteSession>.fromOpaque(session).takeUnretainedValue().isOverdue
    }

    private var isOverdue: Bool { isUnwanted || deadline.map { $0 < .now } ?? false }

    private var isUnwanted: Bool { reader?.isCancelled ?? false }

    private func run<T>(
        _ sql: SQL,
        _ values: [Value],
        in scope: Scope,
        _ result: (SQLiteStatement) throws -> T
    ) throws -> T {
        if let failure { throw failure }
        do {
            let statement = try prepared(sql)
            try statement.words.check(scope, valueCount: values.count)
            if !statement.isReadOnly {
                guard reader == nil else { throw StorageError.invalidStatement("a change inside of read: \(sql.text)") }
                hasChanged = true
            }
            deadline = scope == .schema ? nil : .now + statementTimeout
            defer { statement.reset() }
            try statement.bind(values, in: scope)
            return try result(statement)
        } catch {
            let error = isUnwanted ? CancellationError() : error
            failure = error
            throw error
        }
    }

    private func prepared(_ sql: SQL) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        let words = try Statement(sql, dialect: .sqlite, townTables: schema.townTables)
        let statement = try SQLiteStatement(words, on: handle, arguments)
        if statements.count >= 500 { statements = [:] }
        statements[sql] = statement
        return statement
    }

    private func control(_ sql: SQL) throws { try prepared(sql).runOnce() }
}

// MARK: - Transactions

extension SQLiteSession {
    /// Runs the job on one state of the database and lets its task go on.
    func read(_ job: any DatabaseJob) {
        guard !job.isCancelled else { return job.finish(CancellationError()) }
        reader = job
        do {
            failure = nil
            try control("BEGIN DEFERRED")
            defer { rollback() }
            try job.run(in: self)
            if let failure { throw failure }
            job.finish(nil)
        } catch {
            job.finish(error)
        }
        reader = nil
    }

    /// SQLite lets in one writer at a time anyway.
    func begin(_: Turn) throws {
        failure = nil
        defer { turn?.stopWaiting() }
        try control("BEGIN IMMEDIATE")
    }

    func commit(notifying topics: Set<Topic>) throws {
        try control("COMMIT")
        hub.send(topics)
    }

    func rollback() {
        failure = nil
        // After a full disk or a failed write SQLite has rolled back by itself.
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        do { try control("ROLLBACK") } catch { isBroken = sqlite3_get_autocommit(handle) == 0 }
    }

    func setSavepoint() throws { try control("SAVEPOINT job") }

    func releaseSavepoint() throws { try control("RELEASE job") }

    func rollbackToSavepoint() throws {
        failure = nil
        try control("ROLLBACK TO job")
        try control("RELEASE job")
    }
}
