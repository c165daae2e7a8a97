public import CityDomain
import Synchronization
import Testing

/// A channel that answers what it was told to, one outcome for each message. A message more fails the test.
public final class FakeChannel: Channel {
    private struct State {
        var outcomes: [Outcome]
        var letters: [EmailMessage] = []
        var current = 0
        var most = 0
    }

    public let width: Int
    private let state: Mutex<State>

    public convenience init(_ outcomes: Outcome...) { self.init(outcomes) }

    public init(_ outcomes: [Outcome], width: Int = 1) {
        self.width = width
        state = Mutex(State(outcomes: outcomes))
    }

    /// What it was given, in order.
    public var letters: [EmailMessage] { state.withLock { $0.letters } }

    /// How many messages it carried at the same time, at most.
    public var mostAtOnce: Int { state.withLock { $0.most } }

    public func deliver(_ message: EmailMessage) async -> Outcome {
        state.withLock { state in
            state.current += 1
            state.most = max(state.most, state.current)
        }
        await Task.yield()
        return state.withLock { state in
            state.current -= 1
            state.letters.append(message)
            if !state.outcomes.isEmpty { return state.outcomes.removeFirst() }
            Issue.record("a message that nobody expected: \(message.id)")
            return .permanent(DeliveryReason("not expected"), .message)
        }
    }

    public func close() {}
}
