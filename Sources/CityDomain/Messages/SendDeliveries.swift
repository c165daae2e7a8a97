public import CityKit

/// Carries queued deliveries to their channel, as many at once as the channel is wide, and writes down how each ended.
///
/// Before a message leaves, its row says `sending`; a worker that dies then leaves at most one unknown outcome for each
/// connection, and a message is never sent a second time by itself.
public struct SendDeliveries: Sendable {
    private let store: any DeliveryStore
    private let letters: any DeliveryLetters
    private let channel: any Channel<EmailMessage>
    private let clock: any TimeSource
    private let retry: RetryPolicy

    public init(
        store: any DeliveryStore,
        letters: any DeliveryLetters,
        channel: any Channel<EmailMessage>,
        clock: any TimeSource,
        retry: RetryPolicy = .standard
    ) {
        self.store = store
        self.letters = letters
        self.channel = channel
        self.clock = clock
        self.retry = retry
    }

    /// How long a lease lasts: longer than any channel's time-out.
    public static let lease = Duration.minutes(2)

    /// Sends what is due now.
    ///
    /// - Returns: how many deliveries were taken.
    public func callAsFunction(limit: Int) async throws -> Int {
        let now = clock.now
        let leased = try await store.lease(limit: limit, channel: .email, at: now, until: now + Self.lease)
        await withTaskGroup(of: Void.self) { group in
            for (index, delivery) in leased.enumerated() {
                if index >= channel.width { await group.next() }
                group.addTask { await send(delivery) }
            }
        }
        return leased.count
    }

    /// Sends one delivery. When the database goes away meanwhile the row stays as it is and `recover` finds it.
    private func send(_ delivery: Delivery) async {
        do {
            let letter = try await letters.letter(for: delivery, at: clock.now)
            guard let letter else {
                try await finish(delivery, .cancelled(reason: "no longer wanted"))
                return
            }
            let now = clock.now
            guard try await store.begin(delivery.id, in: delivery.municipality, at: now, until: now + Self.lease) else {
                return
            }
            let outcome = await channel.deliver(letter)
            try await finish(delivery, result(of: outcome, for: delivery))
        } catch {
            // Nothing to add: the row itself says how far it got.
        }
    }

    private func finish(_ delivery: Delivery, _ result: DeliveryResult) async throws {
        try await store.finish(delivery.id, in: delivery.municipality, result, at: clock.now)
    }

    private func result(of outcome: Outcome, for delivery: Delivery) -> DeliveryResult {
        switch outcome {
        case .handedOver(let reference): return .handedOver(reference: reference)
        case .permanent(let reason, _): return .failed(reason: "\(reason)")
        case .unknown(let reason): return .unknown(reason: "\(reason)")
        case .rateLimited(let reason, let pause), .unavailable(let reason, let pause):
            return .paused(until: clock.now + pause, reason: "\(reason)")
        case .transient(let reason):
            guard let next = retry.next(afterAttempt: delivery.attempt, at: clock.now) else {
                return .failed(reason: "\(reason)")
            }
            return .later(next, reason: "\(reason)")
        }
    }
}

/// Writes the letter of a delivery at the moment it is sent, from what is true then.
public protocol DeliveryLetters: Sendable {
    /// Nil when the recipient no longer wants it or may no longer get it.
    func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage?
}
