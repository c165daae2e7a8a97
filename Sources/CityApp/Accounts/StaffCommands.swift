public import CityDomain
import CityKit

/// What `ratusz staff` does. People are named by their login.
public enum StaffCommands {
    public struct Invitation: Sendable {
        public let link: String
        public let hours: Int
    }

    /// Somebody new, as the command line names them.
    public struct Entrant: Sendable {
        let town: String
        let login: String
        let name: String
        let roles: [StaffRole]
        let unit: String?

        public init(town: String, login: String, name: String, roles: [StaffRole], unit: String?) {
            self.town = town
            self.login = login
            self.name = name
            self.roles = roles
            self.unit = unit
        }

        fileprivate func newStaff(in town: Municipality) throws -> NewStaff {
            let rights = StaffRights(
                roles.map { StaffGrant($0) },
                unit: try unit.map { try StaffCommands.known($0, in: town) }
            )
            return NewStaff(
                name: try PersonName(typed: name),
                login: try EmailAddress(typed: login),
                rights: rights
            )
        }
    }

    /// Makes an account whose password is known.
    ///
    /// - Throws: `Maintenance.Fault` with the reason in English.
    public static func create(_ entrant: Entrant, password: String, _ settings: Settings) async throws {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(entrant.town, composition)
            _ = try await composition.createStaff(
                try entrant.newStaff(in: town),
                password: Password(typed: password),
                by: .command("ratusz staff create"),
                in: town.id,
                at: composition.foundations.clock.now
            )
        }
    }

    /// Makes an account without a password, and a link to set one.
    public static func invite(_ entrant: Entrant, _ settings: Settings) async throws -> Invitation {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(entrant.town, composition)
            let (_, link) = try await composition.manageStaff.invite(
                try entrant.newStaff(in: town),
                by: StaffAuthority(command: "ratusz staff invite"),
                in: town,
                at: composition.foundations.clock.now
            )
            return invitation(link, town, composition)
        }
    }

    /// Somebody who has an account, and in which town.
    public struct Target: Sendable {
        let town: String
        let login: String

        public init(town: String, login: String) {
            self.town = town
            self.login = login
        }
    }

    /// A line for each person: login, standing, unit, roles, name, with tabs between.
    public static func list(town: String, _ settings: Settings) async throws -> [String] {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(town, composition)
            return try await composition.manageStaff.people(
                by: StaffAuthority(command: "ratusz staff list"),
                in: town,
                at: composition.foundations.clock.now
            ).map { person in
                let grants = person.rights.grants.map(\.text).joined(separator: " ")
                let unit = person.rights.unit?.rawValue ?? "-"
                return [person.login.text, person.standing.rawValue, unit, grants, person.name.text]
                    .joined(separator: "\t")
            }
        }
    }

    public static func link(_ target: Target, _ settings: Settings) async throws -> Invitation {
        try await act("link", target, settings) { act in
            let link = try await act.manage.inviteAgain(act.person, by: act.authority, in: act.town, at: act.now)
            return invitation(link, act.town, act.composition)
        }
    }

    /// A role as the command line names it.
    public struct Grant: Sendable {
        let role: StaffRole
        let unit: String?
        let categories: [String]

        public init(role: StaffRole, unit: String?, categories: [String]) {
            self.role = role
            self.unit = unit
            self.categories = categories
        }

        fileprivate var grant: StaffGrant {
            StaffGrant(role, unit: unit.map { ID($0) }, categories: Set(categories.map { ID($0) }))
        }
    }

    public static func grant(_ grant: Grant, to target: Target, _ settings: Settings) async throws {
        try await act("grant", target, settings) { act in
            try await act.manage.grant(grant.grant, to: act.person, by: act.authority, in: act.town, at: act.now)
        }
    }

    public static func revoke(_ grant: Grant, of target: Target, _ settings: Settings) async throws {
        try await act("revoke", target, settings) { act in
            try await act.manage.revoke(grant.grant, of: act.person, by: act.authority, in: act.town, at: act.now)
        }
    }

    /// - Parameter unit: nil for the office itself.
    public static func move(_ target: Target, to unit: String?, _ settings: Settings) async throws {
        try await act("move", target, settings) { act in
            try await act.manage.move(
                act.person,
                to: unit.map { ID($0) },
                by: act.authority,
                in: act.town,
                at: act.now
            )
        }
    }

    public static func close(_ target: Target, _ settings: Settings) async throws {
        try await act("close", target, settings) { act in
            try await act.manage.close(act.person, by: act.authority, in: act.town, at: act.now)
        }
    }

    public static func reopen(_ target: Target, _ settings: Settings) async throws {
        try await act("reopen", target, settings) { act in
            try await act.manage.reopen(act.person, by: act.authority, in: act.town, at: act.now)
        }
    }

    public static func resetFactor(_ target: Target, _ settings: Settings) async throws {
        try await act("reset-factor", target, settings) { act in
            try await act.manage.resetFactor(act.person, by: act.authority, in: act.town, at: act.now)
        }
    }
}

// MARK: - What the commands have in common

extension StaffCommands {
    /// What a command does, to whom, on whose authority.
    private struct Act {
        let composition: Composition
        let town: Municipality
        let person: ID<Staff>
        let authority: StaffAuthority

        var manage: ManageStaff { composition.manageStaff }
        var now: Instant { composition.foundations.clock.now }
    }

    private static func act<Result>(
        _ command: String,
        _ target: Target,
        _ settings: Settings,
        _ body: (Act) async throws -> Result
    ) async throws -> Result {
        try await Maintenance.withComposition(settings) { composition in
            let town = try await Maintenance.town(target.town, composition)
            let login = try EmailAddress(typed: target.login)
            guard let person = try await composition.manageStaff.find(login, in: town) else {
                throw StaffFailure.notFound
            }
            let authority = StaffAuthority(command: "ratusz staff \(command)")
            return try await body(Act(composition: composition, town: town, person: person, authority: authority))
        }
    }

    private static func invitation(_ link: Token, _ town: Municipality, _ composition: Composition) -> Invitation {
        Invitation(
            link: composition.foundations.settings.addresses.link(to: "office/join/\(link.text)", of: town.id),
            hours: Int(StaffInvitation.validity.components.seconds / 3_600)
        )
    }

    /// - Throws: `StaffFailure.unitUnknown`.
    fileprivate static func known(_ unit: String, in town: Municipality) throws -> ID<CityDomain.Unit> {
        guard let found = town.unit(ID(unit)) else { throw StaffFailure.unitUnknown }
        return found.id
    }
}
