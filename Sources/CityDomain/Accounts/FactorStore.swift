public import CityKit

/// Where second factors are kept, and sign-ins that wait for one.
public protocol FactorStore: Sendable {
    /// Keeps a sign-in that has got past the first step. Those of the town that are too old go.
    ///
    /// - Parameters:
    ///   - offer: for a person who has to set up a factor.
    ///   - oldest: the moment before which one is too old.
    func begin(
        _ signIn: PendingSignIn,
        _ offer: FactorOffer?,
        forgettingBefore oldest: Instant,
        in town: ID<Municipality>
    ) async throws

    /// The sign-in, the person and their factors; nil when the token is unknown, somebody else's or the account was closed.
    func pendingStaff(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor<Staff>?

    /// The same at the door of the residents.
    func pendingResident(tokenHash: [UInt8], in town: ID<Municipality>) async throws -> PendingFactor<Resident>?

    func hasFactor(_ holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool

    func factors(of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> SecondFactors

    /// The resident whose passkey it is; nil for an unknown one and for one of somebody of the office.
    func resident(credentialIndex: [UInt8], in town: ID<Municipality>) async throws
        -> (resident: Resident, passkey: Passkey)?

    /// Uses up the sign-in and what proved it, and opens the session, all in one transaction.
    ///
    /// - Returns: false when one of them was used meanwhile; nothing happens then.
    /// - Throws: `PasskeyFailure.known`; `AccountFailure.signedOut` when the office closed the account meanwhile.
    func finish(_ finish: FinishedSignIn, in town: ID<Municipality>) async throws -> Bool

    /// Keeps an offer, in place of an earlier one for the same browser. Those of the town that are too old go.
    ///
    /// - Parameter oldest: the moment before which one is too old.
    func offer(_ offer: FactorOffer, forgettingBefore oldest: Instant, in town: ID<Municipality>) async throws

    func offer(boundTo: [UInt8], in town: ID<Municipality>) async throws -> FactorOffer?

    /// Stores the first factor of somebody who has none, with its recovery codes, and uses the offer up.
    ///
    /// - Returns: false when there is a factor by now, or the offer was used meanwhile; nothing happens then.
    /// - Throws: `PasskeyFailure.known`.
    func switchOn(
        _ factor: NewFactor,
        recovery: [[UInt8]],
        _ offer: FactorOffer,
        noting note: FactorNote,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Stores a factor beside others, an app in place of an earlier one, and uses the offer up.
    ///
    /// - Returns: false when the factors are gone or the offer was used meanwhile; nothing happens then.
    /// - Throws: `PasskeyFailure.known`, `.tooMany`.
    func add(_ factor: NewFactor, _ offer: FactorOffer, noting note: FactorNote, in town: ID<Municipality>) async throws
        -> Bool

    /// Uses up what somebody proved before a step that is more than one page.
    ///
    /// - Returns: false when it was used meanwhile, or the factor is gone.
    func use(_ proof: FactorProof, of holder: ID<FactorHolder>, in town: ID<Municipality>) async throws -> Bool

    /// Changes the factors of somebody who proved one.
    ///
    /// - Returns: false when the proof was used meanwhile, or the factor is gone; nothing happens then.
    /// - Throws: `PasskeyFailure.lastFactor`, `.notFound`.
    func change(
        _ change: KnownFactorChange,
        of holder: ID<FactorHolder>,
        by proof: FactorProof,
        noting note: FactorNote,
        in town: ID<Municipality>
    ) async throws -> Bool

    /// Takes the factors of a resident away, signs the account out everywhere, half-way in as well, and tells of it.
    ///
    /// - Parameters:
    ///   - entry: for the audit log.
    ///   - seen: the profile that was looked at.
    /// - Returns: false when there is no factor, or the account has another profile by now; nothing happens then.
    func reset(
        _ resident: ID<Resident>,
        seeing seen: Sealed<ResidentProfile>,
        noting note: FactorNote,
        _ entry: AuditEntry,
        in town: ID<Municipality>
    ) async throws -> Bool
}

/// What somebody does with factors that are there.
public enum KnownFactorChange: Sendable {
    /// Recovery codes, by their hashes, in the place of all earlier ones.
    case recovery([[UInt8]])
    /// One passkey of several factors goes.
    case withoutPasskey(ID<Passkey>)
    /// All go.
    case without
}

/// Somebody got past the first step and has not yet given a second factor. The database keeps the hash of the token, the
/// browser the token.
public struct PendingSignIn: Sendable {
    public let tokenHash: [UInt8]
    public let holder: ID<FactorHolder>
    public let door: Door
    public let openedAt: Instant

    /// Where somebody waits. The words are those of the database.
    public enum Door: String, Sendable, CaseIterable {
        case office
        /// Of a resident, by the password or a service.
        case account, accountByService
    }

    public init(tokenHash: [UInt8], holder: ID<FactorHolder>, door: Door, openedAt: Instant) {
        self.tokenHash = tokenHash
        self.holder = holder
        self.door = door
        self.openedAt = openedAt
    }

    /// Long enough to install an app.
    public static let longest = Duration.minutes(15)

    func isOpen(at now: Instant) -> Bool { now < openedAt + Self.longest }
}

public struct PendingFactor<Person: Sendable>: Sendable {
    public let signIn: PendingSignIn
    public let person: Person
    public let factors: SecondFactors

    public init(signIn: PendingSignIn, person: Person, factors: SecondFactors) {
        self.signIn = signIn
        self.person = person
        self.factors = factors
    }
}

/// What the end of a sign-in stores.
public struct FinishedSignIn: Sendable {
    public enum Proof: Sendable {
        case known(FactorProof)
        /// A new factor, the hashes of its recovery codes, and what is told of it.
        case new(NewFactor, recovery: [[UInt8]], FactorNote)
    }

    public enum Session: Sendable {
        case office(StaffSession, noting: AuditEntry)
        case account(ResidentSession, logging: AccountEvent)
    }

    /// Of the sign-in that waits; nil for a passkey that is a sign-in of its own.
    public let tokenHash: [UInt8]?
    public let holder: ID<FactorHolder>
    public let proof: Proof
    public let session: Session
}
