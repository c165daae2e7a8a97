public import CityKit

/// The addresses of the towns in memory, so that a request reads them without waiting.
public protocol AddressDirectory: Sendable {
    /// Answers nothing for a town without a register.
    func addresses(of town: ID<Municipality>) -> SearchAddresses
}
