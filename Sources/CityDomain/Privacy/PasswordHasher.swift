public import CityKit

/// Makes and checks password hashes, slowly on purpose.
public protocol PasswordHasher: Sendable {
    /// - Throws: `PasswordHasherFailure.busy`.
    func hash(_ password: Password) async throws -> PasswordHash

    /// Whether `password` made `hash`. Takes the same time when there is no hash, so that an unknown login cannot be
    /// told from a wrong password.
    /// - Throws: `PasswordHasherFailure.busy`.
    func check(_ password: Password, against hash: PasswordHash?) async throws -> PasswordCheck
}

public enum PasswordCheck: Hashable, Sendable {
    case wrong
    case right
    /// Right, but the hash is cheaper than hashes are today: store a new one.
    case rightWithOldHash
}

public enum PasswordHasherFailure: Failure, Hashable {
    /// More passwords are waiting than can be checked soon.
    case busy

    public var kind: FailureKind { .unavailable }
    public var text: Text { Text("password.busy") }
}
