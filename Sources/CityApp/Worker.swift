import CityDomain
import CityKit
import CityStorage
import Logging
import ServiceLifecycle

/// Turns events into deliveries and carries what is due, as soon as there is something and at least every second.
struct Worker: Service {
    let store: any DeliveryStore
    /// Nil while no mail server is set: letters wait.
    let sending: SendDeliveries<EmailMessage>?
    let calling: SendDeliveries<WebhookMessage>
    let clock: any TimeSource
    let wakeUps: AsyncStream<Void>
    let logger: Logger

    /// Events and letters taken at once.
    private static let batch = 200

    func run() async throws {
        let calls = CallingLanes(calling: calling, logger: logger)
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await calls.run() }
                for await _ in merged() {
                    await plan()
                    calls.wake()
                    await send()
                }
                calls.stop()
            }
        } onGracefulShutdown: {
            // The stream ends with the task; nothing is lost, the ledger knows how far each delivery got.
        }
    }

    /// Makes deliveries of all events.
    private func plan() async {
        do {
            while try await store.handleEvents(limit: Self.batch, at: clock.now, plan: plannedDeliveries) > 0 {}
        } catch {
            logger.error("worker", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// Sends all letters that are due.
    private func send() async {
        do {
            guard let sending else { return }
            while try await sending(limit: Self.batch) > 0 {}
        } catch {
            logger.error("worker", metadata: ["error": "\(type(of: error))"])
        }
    }

    /// Wake-ups from commits and a beat every second.
    private func merged() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listening = Task {
            for await _ in wakeUps { continuation.yield() }
        }
        let beating = Task {
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                continuation.yield()
                try? await Task.sleep(for: .seconds(1))
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in
            listening.cancel()
            beating.cancel()
        }
        return stream
    }
}
