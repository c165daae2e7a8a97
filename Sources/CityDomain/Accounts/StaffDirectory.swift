public import CityKit

/// The office's own directory of people, which knows their passwords. Their rights it does not know.
public protocol StaffDirectory: Sendable {
    /// Whether the office of the town has one.
    func serves(_ town: ID<Municipality>) -> Bool

    /// Whether the directory has one person with this login, and this is the password. It takes as long for a login that it
    /// does not have.
    ///
    /// - Throws: `AccountFailure.directoryAway`.
    func hasPerson(_ login: EmailAddress, with password: Password, in town: ID<Municipality>) async throws -> Bool
}
