public import CityKit

/// A person of the office with rights to the system ("użytkownik" and "operator" in the regulations).
public struct Staff: Sendable, Equatable {
    public let id: ID<Staff>
    public let role: StaffRole
    public let name: Sealed<PersonName>
    public let login: Sealed<EmailAddress>
    public let personKey: WrappedKey

    public init(
        id: ID<Staff>,
        role: StaffRole,
        name: Sealed<PersonName>,
        login: Sealed<EmailAddress>,
        personKey: WrappedKey
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.login = login
        self.personKey = personKey
    }
}

public enum StaffRole: String, Sendable, Codable, CaseIterable {
    /// Handles reports.
    case `operator`
    /// Handles reports and manages settings and people.
    case administrator
}
