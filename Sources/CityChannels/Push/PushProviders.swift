import CityDomain
import CityKit
import Synchronization

/// Which push services are left alone for a while: those that asked for it, and those that do not answer. Anybody can
/// name a service of their own, so one that is slow or broken must not hold up the others.
final class PushProviders: Sendable {
    private struct Provider {
        var pause: (until: Instant, outcome: @Sendable (Duration) -> Outcome)?
        /// In a row.
        var faults = 0
    }

    private let providers = Mutex<[String: Provider]>([:])

    /// Faults in a row after which a service is left alone.
    private static let patience = 8
    private static let rest = Duration.seconds(30)
    /// The longest that all wait because one message met a limit.
    private static let longestPause = Duration.minutes(5)
    /// Services that are remembered; whoever names more makes all be forgotten.
    private static let most = 1_000

    /// What becomes of a message to a service that is left alone now; nil when it may be asked.
    func refusal(of provider: String, at now: Instant) -> Outcome? {
        providers.withLock { providers in
            guard let pause = providers[provider]?.pause else { return nil }
            guard now < pause.until else {
                providers[provider]?.pause = nil
                return nil
            }
            return pause.outcome(pause.until - now)
        }
    }

    /// What came of a message. One that was under way when a pause began does not end it.
    func note(_ outcome: Outcome, of provider: String, at now: Instant) {
        providers.withLock { providers in
            if let pause = providers[provider]?.pause, now < pause.until { return }
            guard let change = Self.change(outcome, faults: providers[provider]?.faults ?? 0, at: now) else {
                providers[provider] = nil
                return
            }
            if providers.count >= Self.most, providers[provider] == nil { providers = [:] }
            providers[provider] = change
        }
    }

    /// - Returns: nil when all is well with the service.
    private static func change(_ outcome: Outcome, faults: Int, at now: Instant) -> Provider? {
        if case .rateLimited(let reason, let pause) = outcome {
            let until = now + min(pause, longestPause)
            return Provider(pause: (until, { .rateLimited(reason, retryAfter: $0) }), faults: 0)
        }
        guard outcome.isFault else { return nil }
        guard faults + 1 >= patience else { return Provider(faults: faults + 1) }
        let reason = DeliveryReason("the push service does not work and is left alone for a while")
        return Provider(pause: (now + rest, { .unavailable(reason, retryAfter: $0) }), faults: faults + 1)
    }
}

extension Outcome {
    /// Whether it says that the service, not the message, is at fault.
    fileprivate var isFault: Bool {
        switch self {
        case .unknown: true
        case .transient: status.map { $0 >= 500 } ?? true
        case .handedOver, .rateLimited, .unavailable, .permanent: false
        }
    }
}
