public import CityKit

/// The program answers every page of a town, or of all towns, with a word that it is out of service for a while.
public struct Pause: Sendable, Equatable {
    public let since: Instant
    /// When it is likely to be over; nil while nobody knows.
    public let until: Instant?

    public init(since: Instant, until: Instant?) {
        self.since = since
        self.until = until
    }

    /// When whoever was turned away should come again: when it is over, but not sooner than in a minute and not later than
    /// in an hour; in ten minutes while nobody knows.
    public func comeBack(at now: Instant) -> Duration {
        guard let until else { return .minutes(10) }
        return min(max(until - now, .minutes(1)), .hours(1))
    }
}

/// Says whether the service is paused. Asked before every request, it answers without waiting for a database.
public protocol PauseSign: Sendable {
    /// - Parameter town: nil for what belongs to no town.
    func pause(of town: ID<Municipality>?, at now: Instant) -> Pause?
}
