public import CityKit

/// When a delivery that did not get through is tried again.
public struct RetryPolicy: Sendable, Equatable {
    /// The wait after the first, second, … failed attempt; after the last one the delivery has failed.
    public let waits: [Duration]

    public init(waits: [Duration]) { self.waits = waits }

    /// Half a minute first, two hours at last: ten attempts over about a day.
    public static let standard = RetryPolicy(
        waits: [
            .seconds(30), .minutes(2), .minutes(10), .minutes(30), .hours(1), .hours(2), .hours(4), .hours(8),
            .hours(8),
        ]
    )

    /// Nil when the attempt was the last one.
    public func next(afterAttempt attempt: Int, at now: Instant) -> Instant? {
        waits.indices.contains(attempt - 1) ? now + waits[attempt - 1] : nil
    }
}
