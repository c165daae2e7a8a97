public import CityKit

/// Whom a delivery about a report is for.
public enum Recipient: Sendable, Hashable {
    case reporter
    case follower(ID<Follower>)

    /// The form the database keeps.
    public var rawValue: String {
        switch self {
        case .reporter: "reporter"
        case .follower(let id): id.rawValue
        }
    }

    public var follower: ID<Follower>? { if case .follower(let id) = self { id } else { nil } }

    public init(rawValue: String) { self = rawValue == "reporter" ? .reporter : .follower(ID(rawValue)) }
}
