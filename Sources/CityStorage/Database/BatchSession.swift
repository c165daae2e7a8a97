/// The session of an engine's writer, as `GroupCommit` drives it.
///
/// After a statement failed, every later one throws the same error until `rollback` or `rollbackToSavepoint`.
package protocol BatchSession: Session {
    /// The error of the first statement that failed.
    var failure: (any Error)? { get }
    /// Set by every statement that is not a mere query.
    var hasChanged: Bool { get set }
    /// What `notify` was called with since it was last emptied.
    var topics: Set<Topic> { get set }
    /// What `count` was called with since it was last emptied.
    var tally: StatisticTally { get set }

    /// Opens a transaction, and the connection first if it is lost. Throws `StorageUnavailable` when it cannot.
    func begin(_ turn: Turn) throws

    /// Returns when the work is durable. Throws `StorageUnavailable(.outcomeUnknown)` when nobody can tell.
    func commit(notifying topics: Set<Topic>) throws

    /// Undoes everything since `begin`; nothing when there is no transaction.
    func rollback()

    func setSavepoint() throws
    /// Throws the error of any statement since the savepoint.
    func releaseSavepoint() throws
    func rollbackToSavepoint() throws
}

extension BatchSession {
    package func count(_ line: StatisticLine, _ points: Int64) { tally.add(points, to: line) }
}

/// How a batch stands to those of other processes.
package enum Turn {
    /// Beside the others, in the hope that they touch other rows.
    case beside
    /// Alone, while the others wait: after a conflict, so that it cannot lose again and again.
    case alone
}
