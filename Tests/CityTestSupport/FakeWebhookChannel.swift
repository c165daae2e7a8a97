public import CityDomain
import Synchronization

/// A receiver of webhooks that answers each message with the next outcome, and from then on with 204.
public final class FakeWebhookChannel: Channel {
    private struct State {
        var outcomes: [Outcome]
        var messages: [WebhookMessage] = []
    }

    public let width: Int
    private let state: Mutex<State>

    public convenience init(_ outcomes: Outcome..., width: Int = 1) { self.init(outcomes: outcomes, width: width) }

    /// - Parameter outcomes: one after the other; whatever is sent afterwards is handed over.
    public init(outcomes: [Outcome], width: Int = 1) {
        self.width = width
        state = Mutex(State(outcomes: outcomes))
    }

    /// What it was given, in order.
    public var messages: [WebhookMessage] { state.withLock { $0.messages } }

    public func deliver(_ message: WebhookMessage) async -> Outcome {
        state.withLock { state in
            state.messages.append(message)
            return state.outcomes.isEmpty ? .handedOver(reference: nil, status: 204) : state.outcomes.removeFirst()
        }
    }

    public func close() {}
}
