/// An error meant for the person who caused it. Everything else is internal: logged with a request id, never shown.
public protocol Failure: Error, Sendable {
    var kind: FailureKind { get }
    /// What happened and how to mend it.
    var text: Text { get }
}

public enum FailureKind: Hashable, Sendable {
    /// The named field of the input cannot be accepted.
    case invalid(field: String)
    case unauthenticated
    case forbidden
    case notFound
    /// What was asked for is there and can be asked in these ways only: `GET`, `POST`.
    case wrongMethod(allowed: [String])
    /// What was sent is of another kind than the one that is taken: `application/json`.
    case wrongMediaType(accepted: String)
    case conflict
    /// The caller named a state that has passed.
    case outdated
    case gone
    case tooLarge
    /// Too many attempts; the next one counts after this time.
    case tooMany(retryAfter: Duration)
    case unavailable
    /// A fault of the program itself; the text never says which.
    case `internal`

    /// The field of the input that cannot be accepted; nil where it is about no single one.
    public var field: String? {
        if case .invalid(let field) = self, !field.isEmpty { field } else { nil }
    }
}

/// Several failures of one input, told together so that a person mends all fields at once.
public struct Failures: Error, Sendable {
    public let all: [any Failure]

    public init(_ all: [any Failure]) { self.all = all }
}
