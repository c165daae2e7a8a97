public import CityDomain
import CityHTTP
public import CityKit

/// The services of an installation. Requests go to the addresses that its settings and their discovery documents name, and
/// nowhere else.
public struct ConfiguredProviders: IdentityProviders {
    private let settings: [ProviderSettings]
    private let exchanges: [ID<IdentityProvider>: any IdentityExchange]

    public init(_ settings: [ProviderSettings]) {
        self.settings = settings
        let clients = [HTTPReach.outside, .inside].map { HTTPClient(reach: $0) }
        exchanges = Dictionary(
            settings.map { ($0.provider.id, $0.exchange($0.isInside ? clients[1] : clients[0])) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    public var all: [IdentityProvider] { settings.map(\.provider) }

    public func signInAddress(for request: IdentityRequest) async throws -> String {
        try await exchange(request).signInAddress(for: request)
    }

    public func answer(to request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProviderAnswer
    {
        try await exchange(request).answer(to: request, code: code, issuer: issuer, at: now)
    }

    private func exchange(_ request: IdentityRequest) throws -> any IdentityExchange {
        guard let exchange = exchanges[request.provider] else { throw IdentityFailure.unknown }
        return exchange
    }
}

/// What is said with one service, from the browser's leaving to its return.
protocol IdentityExchange: Sendable {
    func signInAddress(for request: IdentityRequest) async throws -> String
    func answer(to request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProviderAnswer
}

extension ProviderSettings {
    func exchange(_ client: HTTPClient) -> any IdentityExchange {
        switch way {
        case .openID(let issuer): OpenIDExchange(self, issuer: issuer, http: client)
        case .oauth(let oauth): OAuthExchange(self, oauth, http: client)
        }
    }
}
