import Synchronization

/// A body that waits for a thread of the database, and the task that waits for its result.
package protocol DatabaseJob: Sendable {
    /// Runs the body and keeps its result; may be called again.
    func run(in session: any Session) throws

    /// Lets the task go on: with the result of the last run, or with an error.
    func finish(_ error: (any Error)?)
}

extension JobQueue<any DatabaseJob> {
    /// Queues `body` and returns its result when its transaction has ended well.
    package func run<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try add(PendingBody(body, continuation))
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}

private final class PendingBody<T: Sendable>: DatabaseJob {
    private let body: @Sendable (any Session) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private let result = Mutex<T?>(nil)

    init(_ body: @escaping @Sendable (any Session) throws -> T, _ continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

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
