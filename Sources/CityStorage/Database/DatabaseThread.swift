import Dispatch
import Foundation
import Synchronization

/// A thread of the database's own: its calls block, which threads of tasks must not.
package final class DatabaseThread: Sendable {
    private struct State {
        var isOver = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// Starts at once and ends with `body`. The system shows at most 15 letters of the name.
    package init(named name: String, _ body: @escaping @Sendable () -> Void) {
        // On Linux a thread takes a name only by itself, and only after `start` has returned.
        let started = DispatchSemaphore(value: 0)
        Thread { [self] in
            started.wait()
            Thread.current.name = name
            body()
            end()
        }.start()
        started.signal()
    }

    /// Returns when the body has ended.
    package func join() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiting.append(continuation) }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    private func end() {
        let waiting = state.withLock { state in
            state.isOver = true
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
