public import CityKit

/// Carries queued deliveries to their channel, as many at once as the channel is wide, and writes down how each ended.
///
/// Before a message leaves, its row says `sending`; a worker that dies then leaves at most one unknown outcome for each
/// connection, and a message is never sent a second time by itself. While it works it renews its lease, so that a lease
/// can be short: what a dead worker had taken waits no longer than that.
public struct SendDeliveries: Sendable {
    private let store: any DeliveryStore
    private let letters: any DeliveryLetters
    private let channel: any Channel<EmailMessage>
    private let clock: any TimeSource
    private let randomness: any Randomness
    private let wait: @Sendable (Duration) async throws -> Void
    private let retry: RetryPolicy

    /// - Parameter wait: returns after this time; throws when its task is cancelled before.
    public init(
        store: any DeliveryStore,
        letters: any DeliveryLetters,
        channel: any Channel<EmailMessage>,
        clock: any TimeSource,
        randomness: any Randomness,
        wait: @escaping @Sendable (Duration) async throws -> Void,
        retry: RetryPolicy = .standard
    ) {
        self.store = store
        self.letters = letters
        self.channel = channel
        self.clock = clock
        self.randomness = randomness
        self.wait = wait
        self.retry = retry
    }

    /// How long a lease lasts that nobody renews. Before a living worker loses what it has, two renewals in a row may
    /// get lost and the clocks of machines that share a database may differ by ten seconds.
    public static let lease = Duration.seconds(30)

    private static let renewal = Duration.seconds(9)

    /// Sends what is due now.
    ///
    /// - Returns: how many deliveries were taken.
    public func callAsFunction(limit: Int) async throws -> Int {
        let now = clock.now
        let lease: ID<DeliveryLease> = randomness.id(at: now)
        let end = now + Self.lease
        let leased = try await store.lease(limit: limit, channel: .email, as: lease, at: now, until: end)
        guard !leased.isEmpty else { return 0 }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await keep(lease) }
            await send(leased, under: lease)
            group.cancelAll()
        }
        return leased.count
    }

    /// Renews the lease until the task is cancelled. A renewal that fails is only late: the next one comes soon.
    private func keep(_ lease: ID<DeliveryLease>) async {
        while (try? await wait(Self.renewal)) != nil {
            try? await store.renew(lease, at: clock.now, until: clock.now + Self.lease)
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
            guard try await store.begin(id, in: town, as: lease, at: now, until: now + Self.lease) else { return }
            let outcome = await channel.deliver(letter)
            try await store.finish(id, in: town, as: lease, result(of: outcome, for: delivery), at: clock.now)
        } catch {
            // Nothing to add: the row itself says how far it got.
        }
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
