public import CityKit

/// The link of a report as somebody opened it. Whether it is the right one is still to be seen.
public struct ReportLink: Sendable {
    public let number: ReportNumber
    public let secret: ReportSecret
    /// Where it was opened; wrong secrets are counted by it.
    public let network: String
    public let town: Municipality
    public let now: Instant

    public init(
        _ number: ReportNumber,
        _ secret: ReportSecret,
        from network: String,
        in town: Municipality,
        at now: Instant
    ) {
        self.number = number
        self.secret = secret
        self.network = network
        self.town = town
        self.now = now
    }
}
