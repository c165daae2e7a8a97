import CityDomain
import Logging

/// Carries calls to webhooks, each in a lane of its own: a lane that is free takes the next one, so that a receiver that
/// answers slowly holds up nobody but itself.
struct CallingLanes: Sendable {
    private let calling: SendDeliveries<WebhookMessage>
    private let logger: Logger
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(calling: SendDeliveries<WebhookMessage>, logger: Logger) {
        self.calling = calling
        self.logger = logger
        (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// There may be something to carry.
    func wake() { signal.yield() }

    /// There will be nothing more to carry.
    func stop() { signal.finish() }

    /// Works until it is stopped, and then finishes the calls under way.
    func run() async {
        let lanes = FreeLanes(calling.width)
        await withDiscardingTaskGroup { group in
            for await _ in signals {
                while await lanes.take() {
                    guard let taken = await next() else {
                        await lanes.giveBack()
                        break
                    }
                    group.addTask {
                        await calling.send(taken)
                        await lanes.giveBack()
                        signal.yield()
                    }
                }
            }
        }
    }

    private func next() async -> SendDeliveries<WebhookMessage>.Taken? {
        do {
            return try await calling.take(limit: 1)
        } catch {
            logger.error("worker", metadata: ["error": "\(type(of: error))"])
            return nil
        }
    }
}

/// How many lanes are free.
private actor FreeLanes {
    private var count: Int

    init(_ count: Int) { self.count = count }

    /// - Returns: false when there is none.
    func take() -> Bool {
        guard count > 0 else { return false }
        count -= 1
        return true
    }

    func giveBack() { count += 1 }
}
