public import CityDomain
import Dispatch

/// Requests to webhooks, each over a connection of its own.
public actor WebhookChannel: Channel {
    public nonisolated let width = 8

    private let reach: WebhookReach
    private let time: Duration
    private let queue = DispatchQueue(label: "webhooks", attributes: .concurrent)
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter time: for one request, everything included.
    public init(reach: WebhookReach, time: Duration = .seconds(10)) {
        self.reach = reach
        self.time = time
        free = width
    }

    public nonisolated func deliver(_ message: WebhookMessage) async -> Outcome {
        await take()
        let outcome = await withCheckedContinuation { continuation in
            // The call blocks: Swift's few threads stay free.
            queue.async {
                continuation.resume(returning: WebhookCall(message, reach: self.reach, time: self.time).send())
            }
        }
        await giveBack()
        return outcome
    }

    public func close() {}

    private func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
