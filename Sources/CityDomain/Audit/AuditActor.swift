public import CityKit

/// Who did what an entry tells of.
public enum AuditActor: Sendable, Hashable {
    case staff(ID<Staff>, StaffRole)
    case program(ID<APIKey>, APIRole)
    /// Somebody at the command line of the server: `ratusz apikey create`.
    case command(String)
    /// Somebody who did not get in.
    case stranger

    /// The word the log keeps.
    var text: String {
        switch self {
        case .staff(let id, _): "staff/\(id)"
        case .program(let id, _): "program/\(id)"
        case .command(let words): "command/\(words)"
        case .stranger: "stranger"
        }
    }

    var role: String? {
        switch self {
        case .staff(_, let role): role.rawValue
        case .program(_, let role): role.rawValue
        case .command, .stranger: nil
        }
    }
}

/// Who acts for the office, or looks at something for it, and in which request.
public struct Caller: Sendable, Hashable {
    public let officer: Officer
    public let actor: AuditActor
    /// As the log of the server names it.
    public let request: String?

    public init(_ staff: ID<Staff>, _ role: StaffRole, request: String?) {
        officer = .staff(staff)
        actor = .staff(staff, role)
        self.request = request
    }

    public init(_ key: APIKey, request: String?) {
        officer = .program(key.id)
        actor = .program(key.id, key.role)
        self.request = request
    }

    /// Why this caller looks at a report.
    var reason: AuditReason {
        switch officer {
        case .staff: .handling
        case .program: .interface
        }
    }
}
