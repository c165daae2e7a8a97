import CityStorage

/// The transactions of one thread, over a connection that is opened when it is needed and again when it was lost.
final class PostgresSession: BatchSession {
    let dialect = Dialect.postgresql
    private(set) var failure: (any Error)?
    var hasChanged = false
    var topics: Set<Topic> = []
    var tally = StatisticTally()

    private let open: () throws(OpenFault) -> PostgresConnection
    private var connection: PostgresConnection?
    private var isReading = false
    /// The server may have a transaction open.
    private var isOpen = false
    /// A migration may take long.
    private var patience = PostgresConnection.Patience.limited

    /// More statements than this do not wait for their results together: their answers must fit into a socket.
    private static let pendingLimit = 128

    init(open: @escaping () throws(OpenFault) -> PostgresConnection) { self.open = open }

    var isConnected: Bool { connection != nil }

    /// Throws `OpenFault` when there is no connection to be had.
    func connect() throws(OpenFault) {
        if connection == nil { connection = try open() }
    }

    func disconnect() {
        connection = nil
        isOpen = false
    }

    func query(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> [Row] {
        try run(sql, values, in: scope) { statement, connection in
            try connection.finish(patience)?.rows(of: statement) ?? []
        }
    }

    func change(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> Int {
        try run(sql, values, in: scope) { _, connection in try connection.finish(patience)?.changedRows ?? 0 }
    }

    func execute(_ sql: SQL, _ values: [Value], in scope: Scope) throws {
        try run(sql, values, in: scope) { _, connection in
            if connection.pendingCount >= Self.pendingLimit { _ = try connection.finish(patience) }
        }
    }

    func notify(_ topic: Topic) { topics.insert(topic) }

    private func run<T>(
        _ sql: SQL,
        _ values: [Value],
        in scope: Scope,
        _ result: (PostgresStatement, PostgresConnection) throws -> T
    ) throws -> T {
        if let failure { throw failure }
        return try guarded { connection in
            if scope == .schema && patience == .limited { try letLong(connection) }
            let statement = try connection.prepared(sql)
            try statement.words.check(scope, valueCount: values.count)
            if !statement.words.isQuery {
                guard !isReading else { throw StorageError.invalidStatement("a change inside of read: \(sql.text)") }
                hasChanged = true
            }
            try connection.send(statement, values, in: scope)
            return try result(statement, connection)
        }
    }

    private func letLong(_ connection: PostgresConnection) throws {
        patience = .unlimited
        try connection.send(connection.prepared("SET LOCAL statement_timeout = 0"), [], in: .schema)
    }

    /// Runs `work` on the connection; remembers its error, and lets go of a connection that is lost.
    private func guarded<T>(_ work: (PostgresConnection) throws -> T) throws -> T {
        do {
            guard let connection else { throw StorageUnavailable(.disconnected) }
            return try work(connection)
        } catch {
            let error = error is PostgresReadOnly ? refusedChange : error
            failure = error
            if (error as? StorageUnavailable)?.reason == .disconnected { disconnect() }
            throw error
        }
    }

    /// A writer's next connection may find the new primary.
    private var refusedChange: any Error {
        isReading
            ? StorageError.invalidStatement("a change or a lock inside of read") : StorageUnavailable(.disconnected)
    }
}

// MARK: - Transactions

extension PostgresSession {
    /// Runs `body` on one state of the database.
    func read<T>(_ body: () throws -> T) throws -> T {
        isReading = true
        try prepareToBegin()
        try control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        isOpen = true
        defer { endReading() }
        let result = try body()
        if let failure { throw failure }
        return result
    }

    /// Writers share a lock, and one that has lost a conflict takes it alone. It belongs to the connection, not to the
    /// transaction, whose view of the database must begin after the wait.
    func begin(_ turn: Turn) throws {
        try prepareToBegin()
        switch turn {
        case .beside: try control("SELECT pg_advisory_lock_shared(7022083925034332)")
        case .alone: try control("SELECT pg_advisory_lock(7022083925034332)")
        }
        isOpen = true
        try guarded { try $0.push() }
        try control("BEGIN ISOLATION LEVEL SERIALIZABLE")
    }

    private func prepareToBegin() throws {
        failure = nil
        patience = .limited
        do { try connect() } catch { throw StorageUnavailable(.disconnected) }
    }

    /// Nobody waits for the end of a transaction that only read: its answer comes with those of the next.
    private func endReading() {
        guard isOpen else { return }
        isOpen = false
        failure = nil
        try? guarded { connection in
            try connection.send(connection.prepared("ROLLBACK"), [], in: .program, isIgnored: true)
            try connection.push()
        }
    }

    func commit(notifying topics: Set<Topic>) throws {
        for topic in topics {
            try guarded {
                let statement = try $0.prepared("SELECT pg_notify('ratusz', CAST(? AS TEXT))")
                try $0.send(statement, [.text(topic.name)], in: .program)
            }
        }
        try control("COMMIT")
        let command = try guarded { connection in
            do {
                return try connection.finish(patience)?.command
            } catch let error as StorageUnavailable where error.reason == .disconnected {
                disconnect()
                throw StorageUnavailable(.outcomeUnknown)
            }
        }
        isOpen = false
        unlock()
        guard command == "COMMIT" else { throw StorageUnavailable(.outcomeUnknown) }
    }

    func rollback() {
        failure = nil
        guard isOpen else { return }
        isOpen = false
        do {
            try control("ROLLBACK")
            _ = try guarded { try $0.finish(patience) }
            unlock()
        } catch {
            disconnect()
        }
        failure = nil
    }

    /// Lets the other writers in. Nobody waits for the answer.
    private func unlock() {
        try? guarded { connection in
            try connection.send(
                connection.prepared("SELECT pg_advisory_unlock_all()"),
                [],
                in: .program,
                isIgnored: true
            )
            try connection.push()
        }
    }

    func setSavepoint() throws { try control("SAVEPOINT job") }

    func releaseSavepoint() throws {
        try control("RELEASE SAVEPOINT job")
        _ = try guarded { try $0.finish(patience) }
    }

    func rollbackToSavepoint() throws {
        failure = nil
        try control("ROLLBACK TO SAVEPOINT job")
        try control("RELEASE SAVEPOINT job")
        _ = try guarded { try $0.finish(patience) }
    }

    private func control(_ sql: SQL) throws {
        try guarded { try $0.send($0.prepared(sql), [], in: .program) }
    }
}
