import Foundation
import Synchronization

/// A few threads of our own for calls that block or calculate for long, so that Swift's few threads stay free. A task
/// runs on them inside `withTaskExecutorPreference(threads) { … }`; more tasks than threads wait in their order.
public final class BlockingThreads: TaskExecutor {
    public let count: Int
    private let queue = JobQueue()

    /// - Parameters:
    ///   - name: shown by debuggers and `top -H`; at most 15 characters.
    ///   - count: at least 1.
    public init(name: String, count: Int) {
        self.count = max(count, 1)
        for _ in 0..<self.count {
            // On Linux a thread takes a name only by itself, and only after `start` has returned.
            let started = DispatchSemaphore(value: 0)
            let thread = Thread { [queue] in
                started.wait()
                Thread.current.name = name
                queue.work()
            }
            thread.stackSize = 1 << 20
            thread.start()
            started.signal()
        }
    }

    deinit { queue.close(threads: count) }

    public func enqueue(_ job: consuming ExecutorJob) {
        queue.add(UnownedJob(job), for: self)
    }
}

/// Jobs in the order they came. Holds the executor while it has jobs for it.
private final class JobQueue: Sendable {
    private struct State {
        var jobs: [(UnownedJob, BlockingThreads)] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let arrived = DispatchSemaphore(value: 0)

    func add(_ job: UnownedJob, for executor: BlockingThreads) {
        state.withLock { $0.jobs.append((job, executor)) }
        arrived.signal()
    }

    func close(threads: Int) {
        state.withLock { $0.isClosed = true }
        for _ in 0..<threads { arrived.signal() }
    }

    /// Runs jobs until the queue is closed.
    func work() {
        while let (job, executor) = next() {
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
    }

    private func next() -> (UnownedJob, BlockingThreads)? {
        arrived.wait()
        return state.withLock { state in
            state.jobs.isEmpty ? nil : state.jobs.removeFirst()
        }
    }
}
