import Synchronization

/// The listeners of this process.
package final class NotificationHub: Sendable {
    private struct Listener {
        let topic: Topic
        let continuation: AsyncStream<Void>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var nextKey = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    package init() {}

    package func stream(_ topic: Topic) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let key: Int? = state.withLock { state in
            guard !state.isFinished else { return nil }
            state.nextKey += 1
            state.listeners[state.nextKey] = Listener(topic: topic, continuation: continuation)
            return state.nextKey
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.remove(key) }
        return stream
    }

    package func send(_ topics: Set<Topic>) {
        guard !topics.isEmpty else { return }
        for listener in all where topics.contains(listener.topic) { listener.continuation.yield() }
    }

    /// Something may have happened that nobody heard of.
    package func sendAll() {
        for listener in all { listener.continuation.yield() }
    }

    /// Ends all streams, those to come too.
    package func finish() {
        let listeners = state.withLock { state in
            state.isFinished = true
            defer { state.listeners = [:] }
            return state.listeners.values
        }
        for listener in listeners { listener.continuation.finish() }
    }

    private var all: [Listener] { state.withLock { Array($0.listeners.values) } }

    private func remove(_ key: Int) { state.withLock { $0.listeners[key] = nil } }
}
