public import CityKit

/// Where second factors are kept, and sign-ins that wait for one.
public protocol FactorStore: Sendable {
    /// Keeps a sign-in that has got past the password. Others of the same person that are too old go.
    ///
    /// - Parameter oldest: the moment before which one is too old.
    func begin(_ signIn: PendingSignIn, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws

    /// The sign-in, the person and their factor, if there is one; nil when the token is unknown or the account was closed.
    func pending(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor?

    func hasFactor(_ staff: ID<Staff>, in town: ID<Municipality>) async throws -> Bool

    func factor(of staff: ID<Staff>, in town: ID<Municipality>) async throws -> StaffFactor?

    /// Puts recovery codes in the place of all earlier ones.
    ///
    /// - Parameter step: that of the code by which the person asks; none of it or before is taken any more.
    /// - Returns: false when it was used meanwhile, or the factor is gone; nothing happens then.
    func renewRecovery(
        _ hashes: [[UInt8]],
        of staff: ID<Staff>,
        step: Int64,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Uses up the sign-in and what proved it, and opens the session, all in one transaction.
    ///
    /// - Returns: false when one of them was used meanwhile; nothing happens then.
    func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool
}

/// Somebody has given the right password and not yet a code. The database keeps the hash of the token, the browser the
/// token.
public struct PendingSignIn: Sendable {
    public let tokenHash: [UInt8]
    public let staff: ID<Staff>
    /// What a person without a factor is about to set up.
    public let secret: Sealed<OneTimeSecret>?
    public let openedAt: Instant

    public init(tokenHash: [UInt8], staff: ID<Staff>, secret: Sealed<OneTimeSecret>?, openedAt: Instant) {
        self.tokenHash = tokenHash
        self.staff = staff
        self.secret = secret
        self.openedAt = openedAt
    }

    /// Long enough to install an app.
    public static let longest = Duration.minutes(15)

    func isOpen(at now: Instant) -> Bool { now < openedAt + Self.longest }
}

public struct PendingFactor: Sendable {
    public let signIn: PendingSignIn
    public let staff: Staff
    public let factor: StaffFactor?

    public init(signIn: PendingSignIn, staff: Staff, factor: StaffFactor?) {
        self.signIn = signIn
        self.staff = staff
        self.factor = factor
    }
}

/// The second factor of a person.
public struct StaffFactor: Sendable {
    public let secret: Sealed<OneTimeSecret>
    /// The step of the last code that was taken.
    public let lastStep: Int64

    public init(secret: Sealed<OneTimeSecret>, lastStep: Int64) {
        self.secret = secret
        self.lastStep = lastStep
    }
}

/// What the end of a sign-in stores.
public struct FinishedSignIn: Sendable {
    public enum Proof: Sendable {
        /// The code of this step; none of it or before is taken any more.
        case code(step: Int64)
        /// A recovery code, by its hash.
        case recovery([UInt8])
        /// The first code of a new factor, and the hashes of its recovery codes.
        case new(StaffFactor, recovery: [[UInt8]])
    }

    public let tokenHash: [UInt8]
    public let proof: Proof
    public let session: StaffSession
    /// What the audit log tells.
    public let notes: [AuditEntry]
}
