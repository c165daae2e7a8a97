import Dispatch
import Synchronization

/// Work handed from tasks to the threads of a database, first in first out.
package final class JobQueue<Job: Sendable>: Sendable {
    private struct State {
        var jobs: [Job] = []
        /// Where the waiting jobs begin; what is before was taken.
        var head = 0
        var sleepers = 0
        var isClosed = false
        var refusal: StorageUnavailable?

        mutating func take() -> Job? {
            guard head < jobs.count else { return nil }
            let job = jobs[head]
            head += 1
            if head == jobs.count || head == 1024 {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let limit: Int

    /// Refuses a job as `busy` while `limit` others wait.
    package init(limit: Int) { self.limit = limit }

    package func add(_ job: Job) throws(StorageUnavailable) {
        let refusal: StorageUnavailable? = state.withLock { state in
            if state.isClosed { return StorageUnavailable(.closed) }
            if let refusal = state.refusal { return refusal }
            if state.jobs.count - state.head >= limit { return StorageUnavailable(.busy) }
            state.jobs.append(job)
            return nil
        }
        if let refusal { throw refusal }
        wakeOne()
    }

    /// Waits for a job. Nil when the queue is closed and empty.
    package func next() -> Job? {
        while true {
            let (job, isOver) = state.withLock { state -> (Job?, Bool) in
                let job = state.take()
                let isOver = job == nil && state.isClosed
                if job == nil && !isOver { state.sleepers += 1 }
                return (job, isOver)
            }
            if job != nil || isOver { return job }
            wake.wait()
        }
    }

    /// A job that waits already, else nil.
    package func poll() -> Job? { state.withLock { $0.take() } }

    /// Takes all waiting jobs and refuses new ones with `refusal` until `accept`.
    package func refuse(_ refusal: StorageUnavailable) -> [Job] {
        state.withLock { state in
            state.refusal = refusal
            defer { (state.jobs, state.head) = ([], 0) }
            return Array(state.jobs[state.head...])
        }
    }

    package func accept() { state.withLock { $0.refusal = nil } }

    package var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Refuses new jobs; those that wait are still handed out.
    package func close() {
        let sleepers = state.withLock { state in
            state.isClosed = true
            defer { state.sleepers = 0 }
            return state.sleepers
        }
        for _ in 0..<sleepers { wake.signal() }
    }

    private func wakeOne() {
        let isNeeded = state.withLock { state in
            guard state.sleepers > 0 else { return false }
            state.sleepers -= 1
            return true
        }
        if isNeeded { wake.signal() }
    }
}
