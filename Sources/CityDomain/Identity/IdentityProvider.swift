public import CityKit

/// A service outside the program that says who somebody is, by OpenID Connect or OAuth 2.
public struct IdentityProvider: Sendable, Hashable {
    /// Names it in addresses and in the rules of towns, such as `google`.
    public let id: ID<IdentityProvider>
    /// As people know it: “Google”.
    public let name: String
    /// Whether the service learns of its users in a country outside the European Economic Area. A town whose regulation
    /// keeps personal data at home has no such service (K34).
    public let isInThirdCountry: Bool

    public init(id: ID<IdentityProvider>, name: String, isInThirdCountry: Bool) {
        self.id = id
        self.name = name
        self.isInThirdCountry = isInThirdCountry
    }
}

/// What a service says of somebody who has just signed in there. Names are as it wrote them.
public struct ProvedIdentity: Sealable, Personal, Codable, Hashable {
    public let provider: ID<IdentityProvider>
    /// Names the person at the service, for good.
    public let subject: String
    public let email: String?
    /// Whether the service says that the person reads the mail of the address.
    public let isEmailVerified: Bool
    public let givenName: String
    public let surname: String

    public init(
        provider: ID<IdentityProvider>,
        subject: String,
        email: String?,
        isEmailVerified: Bool,
        givenName: String,
        surname: String
    ) {
        self.provider = provider
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.givenName = givenName
        self.surname = surname
    }

    /// The address, when the service vouches for it.
    var verifiedEmail: EmailAddress? { isEmailVerified ? email.flatMap { try? EmailAddress(typed: $0) } : nil }
}

/// One sign-in at a service, from the browser's leaving to its return.
public struct IdentityRequest: Sendable {
    public let provider: ID<IdentityProvider>
    /// Comes back with the answer.
    public let state: Token
    /// Stands in the service's signed answer.
    public let nonce: String
    /// Proves to the service that the answer is fetched by who asked (PKCE, RFC 7636): 43 to 128 characters.
    public let verifier: String
    /// Where the service sends the browser back to.
    public let returnAddress: String

    public init(
        provider: ID<IdentityProvider>,
        state: Token,
        nonce: String,
        verifier: String,
        returnAddress: String
    ) {
        self.provider = provider
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
        self.returnAddress = returnAddress
    }
}

/// The services that are set up.
public protocol IdentityProviders: Sendable {
    var all: [IdentityProvider] { get }

    /// Where the browser signs in.
    ///
    /// - Throws: `IdentityFailure.unavailable`.
    func signInAddress(for request: IdentityRequest) async throws -> String

    /// Fetches and checks what the service says of whoever signed in.
    ///
    /// - Parameters:
    ///   - code: what came back with the browser.
    ///   - issuer: who says to have sent it; nil when it did not say (RFC 9207).
    /// - Throws: `IdentityFailure.unavailable`, `.refused`.
    func identity(_ request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProvedIdentity
}

/// For an installation that has none.
public struct NoIdentityProviders: IdentityProviders {
    public init() {}

    public var all: [IdentityProvider] { [] }

    public func signInAddress(for request: IdentityRequest) async throws -> String { throw IdentityFailure.unknown }

    public func identity(_ request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProvedIdentity
    { throw IdentityFailure.unknown }
}

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

    public var kind: FailureKind {
        switch self {
        case .unknown: .notFound
        case .unavailable: .unavailable
        case .refused, .stale: .forbidden
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
        }
    }
}
