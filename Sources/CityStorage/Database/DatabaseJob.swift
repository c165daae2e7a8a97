import Synchronization

/// A body that waits for a thread of the database, and the task that waits for its result.
package protocol DatabaseJob: Sendable {
    /// Nobody waits for the result any more.
    var isCancelled: Bool { get }

    /// Runs the body and keeps its result; may be called again.
    func run(in session: any Session) throws

    /// Lets the task go on: with the result of the last run, or with an error.
    func finish(_ error: (any Error)?)
}

extension JobQueue<any DatabaseJob> {
    /// Queues `body` and returns its result when its transaction has ended well. Its thread learns when the task is
    /// cancelled, and may let it go on.
    package func run<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                do {
                    try add(PendingBody(body, continuation, cancellation))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            cancellation.isCancelled.store(true, ordering: .relaxed)
        }
    }
}

private final class Cancellation: Sendable {
    let isCancelled = Atomic(false)
}

private final class PendingBody<T: Sendable>: DatabaseJob {
    private let body: @Sendable (any Session) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private let cancellation: Cancellation
    private let result = Mutex<T?>(nil)

    init(
        _ body: @escaping @Sendable (any Session) throws -> T,
        _ continuation: CheckedContinuation<T, any Error>,
        _ cancellation: Cancellation
    ) {
        self.body = body
        self.continuation = continuation
        self.cancellation = cancellation
    }

    var isCancelled: Bool { cancellation.isCancelled.load(ordering: .relaxed) }

    func run(in session: any Session) throws {
        let value = try body(session)
        result.withLock { $0 = value }
    }

    func finish(_ error: (any Error)?) {
        if let error {
            continuation.resume(throwing: error)
        } else if let value = result.withLock({ $0 }) {
            continuation.resume(returning: value)
        } else {
            continuation.resume(throwing: StorageUnavailable(.closed))
        }
    }
}
