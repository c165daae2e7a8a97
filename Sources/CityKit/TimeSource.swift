/// Where the present moment comes from: the system's clock in a running town, a set hand in tests.
public protocol TimeSource: Sendable {
    var now: Instant { get }
}
