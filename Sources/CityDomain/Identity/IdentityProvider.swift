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
    public let users: Users

    /// Who signs in with a service. One that knows the people of an office says nothing of residents.
    public enum Users: Sendable, Hashable {
        case residents
        /// The office of these towns.
        case staff(of: Set<ID<Municipality>>)
    }

    public init(id: ID<IdentityProvider>, name: String, isInThirdCountry: Bool, users: Users = .residents) {
        self.id = id
        self.name = name
        self.isInThirdCountry = isInThirdCountry
        self.users = users
    }
}

/// What a service says of a sign-in.
public struct ProviderAnswer: Sendable {
    public let identity: ProvedIdentity
    /// Two factors when it says so in the words that the installation has for it.
    public let strength: SignIn.Strength

    public init(_ identity: ProvedIdentity, _ strength: SignIn.Strength = .oneFactor) {
        self.identity = identity
        self.strength = strength
    }
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
    func answer(to request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProviderAnswer
}
