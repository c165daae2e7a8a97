import CityStorage
import GRDBSQLite

/// The statements of one connection. Unchecked, because the handle is C: it is used on its connection's queue alone.
final class SQLiteSession: BatchSession, @unchecked Sendable {
    let dialect = Dialect.sqlite
    private(set) var failure: (any Error)?
    var hasChanged = false
    var topics: Set<Topic> = []
    /// A transaction that could not be rolled back is still open.
    private(set) var isBroken = false

    private let handle: OpaquePointer
    private let schema: Schema
    private let hub: NotificationHub
    private var statements: [SQL: SQLiteStatement] = [:]
    private var isReading = false

    init(_ handle: OpaquePointer, schema: Schema, hub: NotificationHub) {
        self.handle = handle
        self.schema = schema
        self.hub = hub
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

    /// Statements are made anew when they are needed again.
    func forgetStatements() { statements = [:] }

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
                guard !isReading else { throw StorageError.invalidStatement("a change inside of read: \(sql.text)") }
                hasChanged = true
            }
            defer { statement.reset() }
            try statement.bind(values, in: scope)
            return try result(statement)
        } catch {
            failure = error
            throw error
        }
    }

    private func prepared(_ sql: SQL) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        let words = try Statement(sql, dialect: .sqlite, townTables: schema.townTables)
        let statement = try SQLiteStatement(words, on: handle)
        if statements.count >= 500 { statements = [:] }
        statements[sql] = statement
        return statement
    }

    private func control(_ sql: SQL) throws { try prepared(sql).runOnce() }
}

// MARK: - Transactions

extension SQLiteSession {
    /// Runs `body` on one state of the database.
    func read<T>(_ body: () throws -> T) throws -> T {
        isReading = true
        failure = nil
        try control("BEGIN DEFERRED")
        defer { rollback() }
        let result = try body()
        if let failure { throw failure }
        return result
    }

    func begin() throws {
        failure = nil
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
