public import CityKit

/// Somebody of the office, by name, for others of the office.
public struct Colleague: Personal {
    public let id: ID<Staff>
    public let name: PersonName
}

/// Tells people of the office by name.
struct Colleagues: Sendable {
    let staff: any StaffStore
    let vault: any Vault

    /// Those who may decide about a report, in the order of their names.
    func whoMayLead(_ report: Report, in town: ID<Municipality>) async throws -> [Colleague] {
        try named(try await staff.people(in: town).filter { $0.mayLead(report) }, in: town)
    }

    /// In the order of their names.
    func named(_ people: [StaffRecord], in town: ID<Municipality>) throws -> [Colleague] {
        try people.map { Colleague(id: $0.staff.id, name: try name(of: $0.staff, in: town)) }
            .sorted { ($0.name.text, $0.id.rawValue) < ($1.name.text, $1.id.rawValue) }
    }

    func mayLead(_ id: ID<Staff>, _ report: Report, in town: ID<Municipality>) async throws -> Bool {
        try await staff.person(id, in: town)?.mayLead(report) == true
    }

    /// Whether somebody is there who gives reports to units, this one among them.
    func dispatch(_ report: Report, in town: ID<Municipality>) async throws -> Bool {
        try await staff.people(in: town).contains { $0.standing != .closed && $0.staff.rights.dispatches(report) }
    }

    /// Also of those whose account is closed.
    func names(of ids: Set<ID<Staff>>, in town: ID<Municipality>) async throws -> [ID<Staff>: PersonName] {
        var names: [ID<Staff>: PersonName] = [:]
        for id in ids {
            names[id] = try await staff.person(id, in: town).map { try name(of: $0.staff, in: town) }
        }
        return names
    }

    private func name(of staff: Staff, in town: ID<Municipality>) throws -> PersonName {
        let slots = StaffSlots(town: town, staff: staff.id)
        return try vault.key(staff.personKey, in: slots.personKey).open(staff.name, in: slots.name)
    }
}

extension StaffRights {
    fileprivate func dispatches(_ report: Report) -> Bool {
        grants.contains { $0.role == .dispatcher && $0.gives(.handOverReports) && $0.reach.has(report) }
    }
}

extension StaffRecord {
    /// Whether the person can sign in, or soon will, and decide about the report.
    fileprivate func mayLead(_ report: Report) -> Bool {
        standing != .closed && staff.rights.scope(of: .decideReports).has(report)
    }
}
