public import CityKit

/// A person of the office with rights to the system ("użytkownik" and "operator" in the regulations).
public struct Staff: Sendable, Equatable {
    public let id: ID<Staff>
    public let rights: StaffRights
    public let name: Sealed<PersonName>
    public let login: Sealed<EmailAddress>
    public let personKey: WrappedKey

    public init(
        id: ID<Staff>,
        rights: StaffRights,
        name: Sealed<PersonName>,
        login: Sealed<EmailAddress>,
        personKey: WrappedKey
    ) {
        self.id = id
        self.rights = rights
        self.name = name
        self.login = login
        self.personKey = personKey
    }

    func caller(in request: String?) -> Caller { Caller(id, rights, request: request) }
}

/// The places in the database where parts of a staff account are sealed.
struct StaffSlots {
    let town: ID<Municipality>
    let staff: ID<Staff>

    var personKey: Slot { Slot(town, table: "data_keys", row: staff, column: "person") }
    var name: Slot { Slot(town, table: "staff", row: staff, column: "name") }
    var login: Slot { Slot(town, table: "staff", row: staff, column: "login") }
    var factor: Slot { Slot(town, table: "staff_factors", row: staff, column: "secret") }
}
