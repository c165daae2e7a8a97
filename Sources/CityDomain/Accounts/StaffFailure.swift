public import CityKit

/// Why people of the office cannot be managed like that.
public enum StaffFailure: Failure, Equatable {
    case notFound
    /// Nobody changes rights or the account of their own.
    case ownRights
    /// A town keeps somebody who can manage its people.
    case lastAdministrator
    /// Only a platform owner appoints and dismisses platform owners.
    case ownersOnly
    case roleMissing
    case unitUnknown
    case categoryUnknown
    /// The role has no right that is about reports, so there is nothing to limit.
    case notLimitable

    public var kind: FailureKind {
        switch self {
        case .notFound: .notFound
        case .ownRights, .ownersOnly: .forbidden
        case .lastAdministrator: .conflict
        case .roleMissing: .invalid(field: "role")
        case .unitUnknown, .notLimitable: .invalid(field: "reach")
        case .categoryUnknown: .invalid(field: "category")
        }
    }

    public var text: Text {
        switch self {
        case .notFound: Text("staff.failure.notFound")
        case .ownRights: Text("staff.failure.ownRights")
        case .lastAdministrator: Text("staff.failure.lastAdministrator")
        case .ownersOnly: Text("staff.failure.ownersOnly")
        case .roleMissing: Text("staff.failure.roleMissing")
        case .unitUnknown: Text("staff.failure.unitUnknown")
        case .categoryUnknown: Text("staff.failure.categoryUnknown")
        case .notLimitable: Text("staff.failure.notLimitable")
        }
    }
}
