public import CityKit

/// Why nobody came in by a service.
public enum IdentityFailure: Failure, Equatable {
    /// No such service in this town.
    case unknown
    /// The service does not answer, or not as it should.
    case unavailable
    /// The service refused, or its answer does not hold.
    case refused
    /// The sign-in took too long, was answered before, or began in another browser.
    case stale
    /// The person at the service belongs to another account of the town.
    case taken
    /// The last way into the account cannot be taken away.
    case lastWay
    /// The office has no account for the person.
    case stranger

    public var kind: FailureKind {
        switch self {
        case .unknown: .notFound
        case .unavailable: .unavailable
        case .refused, .stale, .stranger: .forbidden
        case .taken, .lastWay: .conflict
        }
    }

    public var text: Text {
        switch self {
        case .unknown: Text("identity.failure.unknown")
        case .unavailable: Text("identity.failure.unavailable")
        case .refused: Text("identity.failure.refused")
        case .stale: Text("identity.failure.stale")
        case .taken: Text("identity.failure.taken")
        case .lastWay: Text("identity.failure.lastWay")
        case .stranger: Text("identity.failure.stranger")
        }
    }
}
