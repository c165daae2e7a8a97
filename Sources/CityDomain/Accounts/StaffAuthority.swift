import CityKit

/// On whose authority people of the office are managed: a member of the office with the right to it, or whoever runs the
/// installation.
public struct StaffAuthority: Sendable {
    let actor: AuditActor
    let request: String?
    private let person: ID<Staff>?
    private let appointsOwners: Bool

    /// - Throws: `AccountFailure.rightMissing`.
    public init(_ caller: Caller) throws(AccountFailure) {
        actor = try caller.using(.manageStaff).actor
        request = caller.request
        person = if case .staff(let id) = caller.officer { id } else { nil }
        appointsOwners = !caller.scope(of: .appointOwners).isEmpty
    }

    /// - Parameter words: the command, as the audit log keeps it: `ratusz staff grant`.
    public init(command words: String) {
        actor = .command(words)
        request = nil
        person = nil
        appointsOwners = true
    }

    /// - Throws: `StaffFailure.ownRights`.
    func checkOther(than id: ID<Staff>) throws(StaffFailure) {
        guard person != id else { throw .ownRights }
    }

    /// - Throws: `StaffFailure.ownersOnly`.
    func check(_ grants: some Sequence<StaffGrant>) throws(StaffFailure) {
        guard appointsOwners || !grants.contains(where: { $0.role == .platformOwner }) else { throw .ownersOnly }
    }
}
