public import CityKit

/// How many requests a caller may make in a minute. Unused ones add up to those of one minute.
public struct RequestLimit: Sendable, Hashable {
    /// Nil for no limit.
    public let perMinute: Int?

    /// - Parameter perMinute: nil or a number below one for no limit.
    public init(perMinute: Int?) { self.perMinute = perMinute.flatMap { $0 > 0 ? $0 : nil } }

    public static let none = Self(perMinute: nil)
    /// Of a key that was made without one.
    public static let ofKey = Self(perMinute: 6_000)
    /// Of a network that comes without a key, where the settings say nothing else.
    public static let ofNetwork = Self(perMinute: 600)
}

/// The requests that a caller has left.
public struct RequestAllowance: Sendable, Equatable {
    /// In parts of a request: each millisecond brings as many as there are requests in a minute.
    private var left: Int64
    private var at: Instant

    private static let request: Int64 = 60_000

    /// A minute's worth, as for somebody who was never seen.
    public init(_ perMinute: Int, at now: Instant) {
        left = Int64(perMinute) * Self.request
        at = now
    }

    /// What a caller is told with each answer.
    public struct Taking: Sendable, Equatable {
        public let isGranted: Bool
        /// Whole requests that may follow at once.
        public let remaining: Int
        /// Until there are all of them again; after a refusal, until there is one.
        public let reset: Duration

        public init(isGranted: Bool, remaining: Int, reset: Duration) {
            self.isGranted = isGranted
            self.remaining = remaining
            self.reset = reset
        }
    }

    /// Takes one request of the caller's limit.
    public mutating func take(of perMinute: Int, at now: Instant) -> Taking {
        let most = Int64(perMinute) * Self.request
        let passed = min(max(now.milliseconds - at.milliseconds, 0), Self.request)
        left = min(most, left + passed * Int64(perMinute))
        at = max(at, now)
        let isGranted = left >= Self.request
        if isGranted { left -= Self.request }
        let missing = isGranted ? most - left : Self.request - left
        return Taking(
            isGranted: isGranted,
            remaining: Int(left / Self.request),
            reset: .milliseconds((missing + Int64(perMinute) - 1) / Int64(perMinute))
        )
    }

    /// Whether nothing of the limit was used lately, so that it need not be remembered.
    public func isFull(of perMinute: Int, at now: Instant) -> Bool {
        let passed = min(max(now.milliseconds - at.milliseconds, 0), Self.request)
        return left + passed * Int64(perMinute) >= Int64(perMinute) * Self.request
    }
}
