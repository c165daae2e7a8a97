/// What a database does about an error of a transaction.
package enum Recovery {
    /// Runs the same work again.
    case again
    /// One job is to blame: it alone fails.
    case isolation
    /// All of the work fails.
    case end(any Error)

    /// `attempt` counts from 1. A broken connection is worth one more attempt: the next one may be whole.
    package init(from error: any Error, attempt: Int, limits: GroupCommit.Limits) {
        switch error {
        case StorageError.serialization:
            self = attempt <= limits.retries ? .again : .end(StorageUnavailable(.busy))
        case let error as StorageUnavailable where error.reason == .disconnected:
            self = attempt == 1 ? .again : .end(error)
        case let error as StorageUnavailable where error.reason != .timeout:
            self = .end(error)
        case StorageError.diskFull, StorageError.io, StorageError.corrupt:
            self = .end(error)
        default:
            self = .isolation
        }
    }
}
