import CityStorage
import Synchronization

/// Keeps the order of calls, and fails where a test wants it.
final class FakeBatchSession: BatchSession {
    let dialect = Dialect.sqlite
    var failure: (any Error)?
    var hasChanged = false
    var topics: Set<Topic> = []
    var tally = StatisticTally()
    private(set) var log: [String] = []
    /// What `begin` and `commit` throw, one after the other; nothing when the list is over.
    var beginErrors: [(any Error)?] = []
    var commitErrors: [(any Error)?] = []

    func query(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> [Row] {
        log.append(sql.text)
        return []
    }

    func change(_ sql: SQL, _ values: [Value], in scope: Scope) throws -> Int {
        log.append(sql.text)
        hasChanged = true
        return 1
    }

    func execute(_ sql: SQL, _ values: [Value], in scope: Scope) throws { _ = try change(sql, values, in: scope) }

    func notify(_ topic: Topic) { topics.insert(topic) }

    /// As a statement that fails does.
    func fail(_ error: any Error) throws {
        log.append("failed")
        hasChanged = true
        failure = error
        throw error
    }

    func begin(_ turn: Turn) throws {
        log.append(turn == .beside ? "begin" : "begin alone")
        failure = nil
        if !beginErrors.isEmpty, let error = beginErrors.removeFirst() { throw error }
    }

    func commit(notifying topics: Set<Topic>) throws {
        log.append((["commit"] + topics.map(\.name).sorted()).joined(separator: " "))
        if !commitErrors.isEmpty, let error = commitErrors.removeFirst() { throw error }
    }

    func rollback() {
        log.append("rollback")
        failure = nil
    }

    func setSavepoint() throws { log.append("savepoint") }
    func releaseSavepoint() throws { log.append("release") }

    func rollbackToSavepoint() throws {
        log.append("undo")
        failure = nil
    }
}

/// A job that notes how it ended.
final class FakeJob: DatabaseJob {
    let isCancelled = false
    private let body: @Sendable (FakeBatchSession) throws -> Void
    private let ending = Mutex<String?>(nil)

    init(_ body: @escaping @Sendable (FakeBatchSession) throws -> Void) { self.body = body }

    /// A job that changes something under its name.
    convenience init(_ name: SQL) { self.init { try $0.execute(name, [], in: .program) } }

    /// "done", or the error; nil before the end.
    var end: String? { ending.withLock { $0 } }

    func run(in session: any Session) throws {
        guard let session = session as? FakeBatchSession else { return }
        try body(session)
    }

    func finish(_ error: (any Error)?) {
        let words = error.map { "\($0)" } ?? "done"
        ending.withLock { $0 = $0 == nil ? words : "ended twice" }
    }
}
