public import CityKit

/// The municipalities this installation serves, each in its current revision.
public protocol MunicipalityDirectory: Sendable {
    var all: [Municipality] { get }
    /// Nil when there is no such municipality here.
    func municipality(_ id: ID<Municipality>) -> Municipality?
    /// When its current revision was made.
    func revisedAt(_ id: ID<Municipality>) -> Instant?
}
