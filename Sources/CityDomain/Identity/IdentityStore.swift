public import CityKit

/// A sign-in at a service that is under way. It is answered once, in the browser it began in.
public struct IdentityFlow: Sendable, Equatable {
    public let stateHash: [UInt8]
    /// Of the token in the browser's cookie.
    public let browserHash: [UInt8]
    public let provider: ID<IdentityProvider>
    /// Whose account the identity is to open; nil for whoever signs in.
    public let resident: ID<Resident>?
    public let startedAt: Instant

    public init(
        stateHash: [UInt8],
        browserHash: [UInt8],
        provider: ID<IdentityProvider>,
        resident: ID<Resident>?,
        startedAt: Instant
    ) {
        self.stateHash = stateHash
        self.browserHash = browserHash
        self.provider = provider
        self.resident = resident
        self.startedAt = startedAt
    }

    /// As long as a person needs to sign in somewhere.
    static let longest = Duration.minutes(15)

    func isOpen(at now: Instant) -> Bool { now < startedAt + Self.longest }
}

/// An identity whose owner has no account yet, while the rest of the account is typed.
public struct WaitingIdentity: Sendable {
    /// Of the token in the browser's cookie.
    public let browserHash: [UInt8]
    public let identity: Sealed<ProvedIdentity>
    public let key: WrappedKey
    public let provedAt: Instant

    public init(browserHash: [UInt8], identity: Sealed<ProvedIdentity>, key: WrappedKey, provedAt: Instant) {
        self.browserHash = browserHash
        self.identity = identity
        self.key = key
        self.provedAt = provedAt
    }

    static let longest = Duration.hours(1)
}

/// A service that opens an account.
public struct LinkedIdentity: Sendable, Equatable {
    public let provider: ID<IdentityProvider>
    public let linkedAt: Instant

    public init(provider: ID<IdentityProvider>, linkedAt: Instant) {
        self.provider = provider
        self.linkedAt = linkedAt
    }
}

/// Where sign-ins at services and the identities of accounts are kept. Each write is one durable transaction.
public protocol IdentityStore: Sendable {
    func begin(_ flow: IdentityFlow, in town: ID<Municipality>) async throws
    /// Takes the flow away, so that nothing answers it again; nil when there is none.
    func take(stateHash: [UInt8], in town: ID<Municipality>) async throws -> IdentityFlow?

    func keep(_ waiting: WaitingIdentity, in town: ID<Municipality>) async throws
    func waiting(browserHash: [UInt8], in town: ID<Municipality>) async throws -> WaitingIdentity?

    /// The account that the identity opens.
    func resident(index: [UInt8], in town: ID<Municipality>) async throws -> Resident?
    /// The services that open the account, the first one first.
    func identities(of resident: ID<Resident>, in town: ID<Municipality>) async throws -> [LinkedIdentity]

    /// - Parameter event: the line of the log of the account, which says whose account it is.
    /// - Throws: `IdentityFailure.taken` when the identity opens another account, or the account has one of the service.
    func link(_ identity: LinkedIdentity, index: [UInt8], logging event: AccountEvent, in town: ID<Municipality>)
        async throws
    /// Nothing happens, and nothing is logged, where the service does not open the account.
    ///
    /// - Parameter event: the line of the log of the account, which says whose account it is.
    /// - Throws: `IdentityFailure.lastWay` when the account has no password and no other identity.
    func unlink(_ provider: ID<IdentityProvider>, logging event: AccountEvent, in town: ID<Municipality>) async throws

    /// Makes an account that the identity opens, and forgets the waiting one.
    /// - Throws: `AccountFailure.loginTaken`, `IdentityFailure.taken`, `.stale` when nothing waits any more.
    func open(
        _ account: ResidentAccount,
        by identity: LinkedIdentity,
        index: [UInt8],
        browserHash: [UInt8],
        in town: ID<Municipality>
    ) async throws

    /// Forgets flows and waiting identities of all towns from before this moment, at most `limit` of each.
    /// - Returns: how many were forgotten.
    func sweep(before moment: Instant, limit: Int) async throws -> Int
}

/// A person at a service, as an index finds it.
struct IdentitySubject: BlindIndexable, SealableText {
    let plainText: String

    init(_ identity: ProvedIdentity) { plainText = "\(identity.provider) \(identity.subject)" }

    init(plainText: String) { self.plainText = plainText }

    var indexForm: String { plainText }
}

extension IndexedColumn {
    static let identitySubject = Self(
        table: "resident_identities",
        column: "subject_index",
        length: .full,
        isReadable: false
    )
}
