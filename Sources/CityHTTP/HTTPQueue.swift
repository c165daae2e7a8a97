import CCurl
import Synchronization

/// The requests that wait for the thread that makes them, and the bell that wakes it.
final class HTTPQueue: Sendable {
    struct Waiting: Sendable {
        let request: HTTPRequest
        let continuation: CheckedContinuation<HTTPReply, Never>

        func refuse(_ fault: HTTPFault) { continuation.resume(returning: HTTPReply(status: 0, fault: fault)) }
    }

    private struct State {
        var waiting: [Waiting] = []
        var isClosed = false
        /// Whether the thread has yet to hear of something.
        var isRung = false
    }

    private let state = Mutex(State())
    /// The address of the thread's libcurl handle, as long as there is one. Apart from the rest, since ringing takes long.
    private let bell = Mutex<UInt?>(nil)

    func add(_ waiting: Waiting) {
        let (isTaken, isRung) = state.withLock { state in
            guard !state.isClosed else { return (false, true) }
            state.waiting.append(waiting)
            defer { state.isRung = true }
            return (true, state.isRung)
        }
        if !isTaken { waiting.refuse(.unready) }
        if !isRung { ring() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        ring()
    }

    /// - Parameter multi: what is woken from now on; nil for nothing.
    func wakes(_ multi: UnsafeMutableRawPointer?) {
        let address = multi.map { UInt(bitPattern: $0) }
        bell.withLock { $0 = address }
    }

    /// The next requests, oldest first.
    ///
    /// - Returns: nil when there are none and will be none.
    func take(atMost count: Int) -> [Waiting]? {
        state.withLock { state in
            state.isRung = false
            guard !state.waiting.isEmpty else { return state.isClosed ? nil : [] }
            var taken: [Waiting] = []
            if state.waiting.count <= count {
                swap(&taken, &state.waiting)
            } else {
                taken = Array(state.waiting[..<count])
                state.waiting.removeFirst(count)
            }
            return taken
        }
    }

    private func ring() {
        bell.withLock { bell in
            if let multi = bell.flatMap({ UnsafeMutableRawPointer(bitPattern: $0) }) { curl_multi_wakeup(multi) }
        }
    }
}
