import CityDomain
import CityKit

/// Somebody invented who works in every office of a demonstration.
struct DemoColleague: Sendable {
    /// Of the login, before the town.
    let login: String
    let name: String
    let role: StaffRole
    var more: [StaffRole] = []

    static let ending = ".example"

    /// Handles reports, keeps the settings and reads the log: who looks around alone sees everything.
    static let clerk = Self(
        login: "jagoda",
        name: "Jagoda Wymyślona",
        role: .operator,
        more: [.administrator, .auditor, .moderator, .recipientClerk]
    )

    static let all = [
        clerk,
        Self(login: "kalina", name: "Kalina Zmyślona", role: .unitHead),
        Self(login: "bratek", name: "Bratek Zmyślony", role: .dispatcher),
        Self(login: "malina", name: "Malina Zmyślona", role: .moderator),
        Self(login: "wrzos", name: "Wrzos Zmyślony", role: .dataProtectionOfficer),
        Self(login: "cis", name: "Cis Zmyślony", role: .auditor),
        Self(login: "lipa", name: "Lipa Zmyślona", role: .administrator),
    ]

    func address(in town: Municipality) -> String { "\(login)@\(town.id)\(Self.ending)" }

    /// The head of a unit answers for the first unit of the town.
    func rights(in town: Municipality) -> StaffRights {
        let unit = role == .unitHead ? town.units.first?.id : nil
        return StaffRights(([role] + more).map { StaffGrant($0, unit: unit) }, unit: unit)
    }
}
