public import CityKit

/// Who did what an entry tells of.
public enum AuditActor: Sendable, Hashable {
    /// In the role that gave the right; nil for somebody without any.
    case staff(ID<Staff>, StaffPost?)
    case program(ID<APIKey>, APIRole)
    /// A resident, by the id of the account. Of what residents do only what proves that a right was granted is noted,
    /// and that an electronic identity has the names of the account.
    case resident(ID<Resident>)
    /// The guardian of a resident, by the id of the resident's account.
    case guardian(of: ID<Resident>)
    /// Whoever opened the link to work that a contractor was given, by the id of the contractor.
    case contractor(ID<Contractor>)
    /// Somebody at the command line of the server: `ratusz apikey create`.
    case command(String)
    /// Somebody who did not get in.
    case stranger

    /// The word the log keeps.
    var text: String {
        switch self {
        case .staff(let id, _): "staff/\(id)"
        case .program(let id, _): "program/\(id)"
        case .resident(let id): "resident/\(id)"
        case .guardian(let id): "guardian/\(id)"
        case .contractor(let id): "contractor/\(id)"
        case .command(let words): "command/\(words)"
        case .stranger: "stranger"
        }
    }

    var role: String? {
        switch self {
        case .staff(_, let post): post?.text
        case .program(_, let role): role.rawValue
        case .resident, .guardian, .contractor, .command, .stranger: nil
        }
    }
}
