public import CityKit

/// Where second factors are kept, and sign-ins that wait for one.
public protocol FactorStore: Sendable {
    /// Keeps a sign-in that has got past the password. Others of the same person that are too old go.
    ///
    /// - Parameter oldest: the moment before which one is too old.
    func begin(_ signIn: PendingSignIn, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws

    /// The sign-in, the person and their factors; nil when the token is unknown or the account was closed.
    func pending(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor?

    func hasFactor(_ holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool

    func factors(of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> SecondFactors

    /// Puts recovery codes in the place of all earlier ones.
    ///
    /// - Parameter proof: by which the person asks.
    /// - Returns: false when it was used meanwhile, or the factor is gone; nothing happens then.
    func renewRecovery(
        _ hashes: [[UInt8]],
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Uses up what somebody proved before a step that is more than one page.
    ///
    /// - Returns: false when it was used meanwhile, or the factor is gone.
    func use(_ proof: FactorProof, of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool

    /// - Throws: `PasskeyFailure.known`, `.tooMany`.
    func add(_ passkey: Passkey, noting entry: AuditEntry, in town: ID<Municipality>) async throws

    /// - Parameter proof: by which the person asks.
    /// - Returns: false when it was used meanwhile; nothing happens then.
    /// - Throws: `PasskeyFailure.lastFactor`, `.notFound`.
    func remove(
        _ passkey: ID<Passkey>,
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Uses up the sign-in and what proved it, and opens the session, all in one transaction.
    ///
    /// - Returns: false when one of them was used meanwhile; nothing happens then.
    /// - Throws: `PasskeyFailure.known`.
    func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool
}

/// Somebody has given the right password and not yet a second factor. The database keeps the hash of the token, the
/// browser the token.
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
    public let factors: SecondFactors

    public init(signIn: PendingSignIn, staff: Staff, factors: SecondFactors) {
        self.signIn = signIn
        self.staff = staff
        self.factors = factors
    }
}

/// What the end of a sign-in stores.
public struct FinishedSignIn: Sendable {
    public enum Proof: Sendable {
        case known(FactorProof)
        /// A new factor, and the hashes of its recovery codes.
        case new(NewFactor, recovery: [[UInt8]])
    }

    public let tokenHash: [UInt8]
    public let proof: Proof
    public let session: StaffSession
    /// What the audit log tells.
    public let notes: [AuditEntry]
}
