public import CityKit

/// Carries queued deliveries to their channel, as many at once as the channel is wide, and writes down how each ended.
///
/// Before a message leaves, its row says `sending`; a worker that dies then leaves at most one unknown outcome for each
/// connection, and a message is never sent a second time by itself, unless the channel may repeat. While it works it renews its lease, so that a lease
/// can be short: what a dead worker had taken waits no longer than that.
public struct SendDeliveries<Message: Sendable>: Sendable {
    private let store: any DeliveryStore
    private let letters: any DeliveryLetters<Message>
    private let channel: any Channel<Message>
    private let kind: ChannelKind
    private let clock: any TimeSource
    private let randomness: any Randomness
    private let wait: @Sendable (Duration) async throws -> Void
    private let retry: RetryPolicy

    /// - Parameters:
    ///   - kind: whose rows of the ledger go through the channel.
    ///   - wait: returns after this time; throws when its task is cancelled before.
    public init(
        store: any DeliveryStore,
        letters: any DeliveryLetters<Message>,
        channel: any Channel<Message>,
        kind: ChannelKind,
        clock: any TimeSource,
        randomness: any Randomness,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        retry: RetryPolicy = .standard
    ) {
        self.store = store
        self.letters = letters
        self.channel = channel
        self.kind = kind
        self.clock = clock
        self.randomness = randomness
        self.wait = wait
        self.retry = retry
    }

    /// Deliveries that one lease holds.
    public struct Taken: Sendable {
        let deliveries: [Delivery]
        let lease: ID<DeliveryLease>
    }

    /// How many messages the channel carries at once.
    public var width: Int { channel.width }

    /// Sends what is due now.
    ///
    /// - Returns: how many deliveries were taken.
    public func callAsFunction(limit: Int) async throws -> Int {
        guard let taken = try await take(limit: limit) else { return 0 }
        await send(taken)
        return taken.deliveries.count
    }

    /// Takes what is due now, to be sent at once.
    ///
    /// - Returns: nil when there is nothing.
    public func take(limit: Int) async throws -> Taken? {
        let now = clock.now
        let lease: ID<DeliveryLease> = randomness.id(at: now)
        let end = now + DeliveryLease.duration
        let leased = try await store.lease(limit: limit, channel: kind, as: lease, at: now, until: end)
        return leased.isEmpty ? nil : Taken(deliveries: leased, lease: lease)
    }

    /// Sends what was taken, and keeps its lease until all of it has an outcome.
    public func send(_ taken: Taken) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await keep(taken.lease) }
            await send(taken.deliveries, under: taken.lease)
            group.cancelAll()
        }
    }

    /// Renews the lease until the task is cancelled. A renewal that fails is only late: the next one comes soon.
    private func keep(_ lease: ID<DeliveryLease>) async {
        while (try? await wait(DeliveryLease.renewal)) != nil {
            try? await store.renew(lease, at: clock.now, until: clock.now + DeliveryLease.duration)
        }
    }

    private func send(_ deliveries: [Delivery], under lease: ID<DeliveryLease>) async {
        await withTaskGroup(of: Void.self) { group in
            for (index, delivery) in deliveries.enumerated() {
                if index >= channel.width { await group.next() }
                group.addTask { await send(delivery, under: lease) }
            }
        }
    }

    /// Sends one delivery. When the database goes away meanwhile the row stays as it is and `recover` finds it.
    private func send(_ delivery: Delivery, under lease: ID<DeliveryLease>) async {
        let (id, town) = (delivery.id, delivery.municipality)
        do {
            guard let letter = try await letters.letter(for: delivery, at: clock.now) else {
                let result = DeliveryResult.cancelled(reason: "no longer wanted")
                try await store.finish(id, in: town, as: lease, result, at: clock.now)
                return
            }
            let now = clock.now
            let end = now + DeliveryLease.duration
            guard try await store.begin(id, in: town, as: lease, at: now, until: end) else { return }
            let outcome = await channel.deliver(letter)
            let result = result(of: outcome, for: delivery)
            try await store.finish(id, in: town, as: lease, result, status: outcome.status, at: clock.now)
        } catch {
            // Nothing to add: the row itself says how far it got.
        }
    }

    private func result(of outcome: Outcome, for delivery: Delivery) -> DeliveryResult {
        switch outcome {
        case .handedOver(let reference, _): return .handedOver(reference: reference)
        case .permanent(let reason, .address): return .gone(reason: "\(reason)")
        case .permanent(let reason, .message): return .failed(reason: "\(reason)")
        case .unknown(let reason) where !kind.mayRepeat: return .unknown(reason: "\(reason)")
        case .rateLimited(let reason, let pause), .unavailable(let reason, let pause):
            return paused(delivery, pause, reason: "\(reason)")
        case .transient(let reason), .unknown(let reason):
            guard let next = retry.next(afterAttempt: delivery.attempt, at: clock.now) else {
                return .failed(reason: "\(reason)")
            }
            return .later(next, reason: "\(reason)")
        }
    }
}

extension SendDeliveries {
    /// A pause is nobody's fault and costs no attempt, but a counterpart that asks for one again and again for longer than
    /// the channel waits is told no more than one that fails.
    fileprivate func paused(_ delivery: Delivery, _ pause: Duration, reason: String) -> DeliveryResult {
        let now = clock.now
        let end = now + pause
        guard let patience = kind.patience, now - delivery.createdAt > patience else {
            return .paused(until: end, reason: reason)
        }
        guard let next = retry.next(afterAttempt: delivery.attempt, at: now) else {
            return .paused(until: end, reason: reason, attempt: .last)
        }
        return .paused(until: max(end, next), reason: reason, attempt: .used)
    }
}

/// Writes the message of a delivery at the moment it is sent, from what is true then.
public protocol DeliveryLetters<Message>: Sendable {
    associatedtype Message: Sendable

    /// Nil when the recipient no longer wants it or may no longer get it.
    func letter(for delivery: Delivery, at now: Instant) async throws -> Message?
}
