import CityKit

/// Somebody of the office who has no account yet.
public struct NewStaff: Sendable {
    public let name: PersonName
    public let login: EmailAddress
    public let rights: StaffRights

    public init(name: PersonName, login: EmailAddress, rights: StaffRights) {
        self.name = name
        self.login = login
        self.rights = rights
    }

    /// - Parameter passwordHash: nil for somebody who will choose a password.
    func account(
        _ id: ID<Staff>,
        passwordHash: PasswordHash?,
        _ vault: any Vault,
        in town: ID<Municipality>,
        at now: Instant
    ) throws -> StaffAccount {
        let slots = StaffSlots(town: town, staff: id)
        let person = try vault.newKey(in: slots.personKey)
        let staff = Staff(
            id: id,
            rights: rights,
            name: try person.key.seal(name, in: slots.name),
            login: try person.key.seal(login, in: slots.login),
            personKey: person.wrapped
        )
        return StaffAccount(
            staff: staff,
            loginIndex: vault.index(login, of: .staffLogin, in: town),
            passwordHash: passwordHash,
            createdAt: now
        )
    }

    func act(of id: ID<Staff>) -> RecordAudit.Act {
        RecordAudit.Act(.staffCreated, .staff(id), values: ["roles": rights.grants.map(\.text).joined(separator: " ")])
    }
}
