import CPq
import CityStorage
import Foundation

/// One connection in pipeline mode: statements are sent without waiting, their results are read at the next `finish`.
/// Stays on one thread. After a `StorageUnavailable` it is of no more use.
final class PostgresConnection {
    private let handle: OpaquePointer
    private let responseTimeout: Duration
    private let townTables: Set<String>
    private var statements: [SQL: PostgresStatement] = [:]
    private var statementCount = 0
    private var parameters = PostgresParameters()
    /// What the server still has to answer, in order.
    private var expected: [Expectation] = []

    private enum Expectation {
        case preparation(PostgresStatement)
        case result(PostgresStatement)
        /// Of a statement whose failure nobody needs to know.
        case ignored
        case sync
    }

    /// Throws `OpenFault` with libpq's own words, which name host, port and user but no password.
    init(_ settings: PostgresSettings, townTables: Set<String>) throws(OpenFault) {
        handle = try settings.connect()
        responseTimeout = settings.responseTimeout
        self.townTables = townTables
        _ = PQsetNoticeReceiver(handle, { _, _ in }, nil)
        try settings.prepare(handle)
    }

    deinit { PQfinish(handle) }

    /// How many statements wait for their results.
    var pendingCount: Int { expected.count }

    func prepared(_ sql: SQL) throws -> PostgresStatement {
        if let statement = statements[sql] { return statement }
        let words = try Statement(sql, dialect: .postgresql, townTables: townTables)
        if statements.count >= 500 {
            statements = [:]
            try send(try prepared("DEALLOCATE ALL"), [], in: .schema)
            statements = [:]
        }
        statementCount += 1
        let statement = PostgresStatement(words, name: "s\(statementCount)")
        statements[sql] = statement
        return statement
    }

    func send(_ statement: PostgresStatement, _ values: [Value], in scope: Scope, isIgnored: Bool = false) throws {
        if !statement.isSent {
            try check(PQsendPrepare(handle, statement.name, statement.words.text, 0, nil))
            statement.isSent = true
            expected.append(.preparation(statement))
        }
        try parameters.fill(values, in: scope, for: statement.words)
        let code = parameters.withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(handle, statement.name, count, values, lengths, formats, 1)
        }
        try check(code)
        expected.append(isIgnored ? .ignored : .result(statement))
    }

    /// Sends everything and lets the server work; the answers are read by the next `finish`.
    func push() throws {
        try check(PQpipelineSync(handle))
        expected.append(.sync)
        try flush(until: nil)
    }

    /// Reads all answers. Returns the last result; throws the first error after everything was read. `patience` says
    /// whether a long silence means that the server is gone.
    func finish(_ patience: Patience = .limited) throws -> PostgresResult? {
        try check(PQpipelineSync(handle))
        let deadline = patience == .limited ? Deadline(after: responseTimeout) : nil
        try flush(until: deadline)
        let expected = expected
        self.expected = []
        var failure: (any Error)?
        var last: PostgresResult?
        for item in expected + [.sync] {
            guard let result = try next(until: deadline) else { throw StorageUnavailable(.disconnected) }
            if case .sync = item { continue }
            while try next(until: deadline) != nil {}
            do {
                try result.check(handle)
                last = result
            } catch {
                let error = self.failure(error, of: item)
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return last
    }

    enum Patience {
        case limited
        case unlimited
    }

    /// The error as far as it counts; nil where it does not.
    private func failure(_ error: any Error, of item: Expectation) -> (any Error)? {
        switch item {
        case .preparation(let statement):
            statement.isSent = false
            return error
        case .ignored: return nil
        case .result, .sync: return error
        }
    }

    private func check(_ code: Int32) throws {
        guard code == 1 else { throw StorageUnavailable(.disconnected) }
    }
}

// MARK: - The socket

extension PostgresConnection {
    var socket: Int32 { PQsocket(handle) }

    /// The payloads of notifications that have arrived; reads what is there without waiting.
    func notifications() throws -> [String] {
        guard PQconsumeInput(handle) == 1 else { throw StorageUnavailable(.disconnected) }
        var payloads: [String] = []
        while let notification = PQnotifies(handle) {
            if let payload = notification.pointee.extra { payloads.append(String(cString: payload)) }
            PQfreemem(notification)
        }
        return payloads
    }

    private func flush(until deadline: Deadline?) throws {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try wait(for: POLLIN | POLLOUT, until: deadline)
            default: throw StorageUnavailable(.disconnected)
            }
            // The server may have to get rid of answers before it reads on.
            guard PQconsumeInput(handle) == 1 else { throw StorageUnavailable(.disconnected) }
        }
    }

    private func next(until deadline: Deadline?) throws -> PostgresResult? {
        while PQisBusy(handle) == 1 {
            try wait(for: POLLIN, until: deadline)
            guard PQconsumeInput(handle) == 1 else { throw StorageUnavailable(.disconnected) }
        }
        return PQgetResult(handle).map { PostgresResult($0) }
    }

    private func wait(for events: Int32, until deadline: Deadline?) throws {
        guard socket >= 0 else { throw StorageUnavailable(.disconnected) }
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        let count = poll(&descriptor, 1, deadline?.milliseconds ?? -1)
        guard count != 0 else { throw StorageUnavailable(.disconnected) }
    }
}

/// The moment at which a silent server counts as gone.
private struct Deadline {
    private let end: ContinuousClock.Instant

    init(after duration: Duration) { end = .now + duration }

    /// What is left, for `poll`.
    var milliseconds: Int32 { Int32(max(0, min((end - .now) / .milliseconds(1), 1_000_000)).rounded(.up)) }
}
