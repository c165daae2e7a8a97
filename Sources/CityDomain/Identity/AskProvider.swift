public import CityKit

/// A browser on its way to a service.
public struct IdentityDeparture: Sendable {
    /// Where to.
    public let address: String
    /// For the browser's cookie.
    public let browser: Token
}

/// A browser that came back.
public struct IdentityArrival: Sendable {
    public let provider: ID<IdentityProvider>
    public let state: Token?
    /// Nil when the service refused.
    public let code: String?
    public let issuer: String?
    public let browser: Token?
    /// Where the service was told to send the browser.
    public let returnAddress: String
    public let place: SignInPlace

    public init(
        provider: ID<IdentityProvider>,
        state: Token?,
        code: String?,
        issuer: String?,
        browser: Token?,
        returnAddress: String,
        place: SignInPlace
    ) {
        self.provider = provider
        self.state = state
        self.code = code
        self.issuer = issuer
        self.browser = browser
        self.returnAddress = returnAddress
        self.place = place
    }
}

/// Sends a browser to a service and takes what comes back with it: once, and in the browser it began in.
struct AskProvider: Sendable {
    let providers: any IdentityProviders
    let identities: any IdentityStore
    let vault: any Vault
    let randomness: any Randomness

    /// - Parameter resident: whose account the service is to open; nil for whoever signs in.
    /// - Throws: `IdentityFailure.unavailable`.
    func leave(
        for service: IdentityProvider,
        as resident: ID<Resident>?,
        returnAddress: String,
        in town: ID<Municipality>,
        at now: Instant
    ) async throws -> IdentityDeparture {
        let (state, browser) = (Token(from: randomness), Token(from: randomness))
        let request = request(to: service, state, returnAddress, in: town)
        let address = try await providers.signInAddress(for: request)
        let flow = IdentityFlow(
            stateHash: vault.hash(state),
            browserHash: vault.hash(browser),
            provider: service.id,
            resident: resident,
            startedAt: now
        )
        try await identities.begin(flow, in: town)
        return IdentityDeparture(address: address, browser: browser)
    }

    /// - Throws: `IdentityFailure`.
    func answer(to arrival: IdentityArrival, from service: IdentityProvider, in town: ID<Municipality>, at now: Instant)
        async throws -> (ProviderAnswer, IdentityFlow, browser: Token)
    {
        guard let state = arrival.state, let browser = arrival.browser,
            let flow = try await identities.take(stateHash: vault.hash(state), in: town), flow.isOpen(at: now),
            flow.provider == service.id, vault.isEqual(flow.browserHash, vault.hash(browser))
        else { throw IdentityFailure.stale }
        guard let code = arrival.code else { throw IdentityFailure.refused }
        let answer = try await providers.answer(
            to: request(to: service, state, arrival.returnAddress, in: town),
            code: code,
            issuer: arrival.issuer,
            at: now
        )
        return (answer, flow, browser)
    }

    /// Nonce and verifier follow from the state, so that nothing of them is kept.
    private func request(
        to service: IdentityProvider,
        _ state: Token,
        _ returnAddress: String,
        in town: ID<Municipality>
    ) -> IdentityRequest {
        IdentityRequest(
            provider: service.id,
            state: state,
            nonce: Token(bytes: vault.secret(for: .identityNonce, state.text, in: town)).text,
            verifier: Token(bytes: vault.secret(for: .identityVerifier, state.text, in: town)).text,
            returnAddress: returnAddress
        )
    }
}

extension [IdentityProvider] {
    /// - Throws: `IdentityFailure.unknown`.
    func service(_ id: ID<IdentityProvider>) throws(IdentityFailure) -> IdentityProvider {
        guard let service = first(where: { $0.id == id }) else { throw .unknown }
        return service
    }
}

extension Municipality {
    /// Whether the service stands where the town's data may go (K34).
    func admits(_ service: IdentityProvider) -> Bool { profile.noThirdCountry == nil || !service.isInThirdCountry }
}

extension SecretPurpose {
    static let identityNonce = Self(rawValue: "identity-nonce")
    static let identityVerifier = Self(rawValue: "identity-verifier")
}
