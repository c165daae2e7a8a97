import CityDomain
import CityHTTP
import CityKit
import Foundation
import JWTKit

/// A service by OpenID Connect. Its addresses and keys are read from the issuer and kept for a while.
actor OpenIDExchange: IdentityExchange {
    /// As long as addresses and keys count without being read anew.
    static let memory = Duration.hours(1)
    /// Keys are read anew for a token of an unknown key, but not more often.
    static let pause = Duration.minutes(1)

    private let settings: ProviderSettings
    private let issuer: String
    private let http: HTTPClient
    private let grant: AuthorizationCode
    private var discovered: (Discovery, at: ContinuousClock.Instant)?
    private var keys: (IDTokenKeys, at: ContinuousClock.Instant)?

    init(_ settings: ProviderSettings, issuer: String, http: HTTPClient) {
        self.settings = settings
        self.issuer = issuer
        self.http = http
        grant = AuthorizationCode(settings: settings, http: http)
    }

    /// What the issuer says of itself (OpenID Connect Discovery 1.0, 3).
    private struct Discovery: Decodable, Sendable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let authorization_response_iss_parameter_supported: Bool?
    }

    private struct Tokens: Decodable {
        let id_token: String
    }

    func signInAddress(for request: IdentityRequest) async throws -> String {
        let endpoint = try await discovery().authorization_endpoint
        return try grant.address(
            at: endpoint,
            scope: "openid email profile",
            for: request,
            [("nonce", request.nonce)]
        )
    }

    func answer(to request: IdentityRequest, code: String, issuer named: String?, at now: Instant) async throws
        -> ProviderAnswer
    {
        let discovery = try await discovery()
        // An answer of another issuer, or one without its name where it would say it, was mixed up (RFC 9207, 2.4).
        let saysIssuer = discovery.authorization_response_iss_parameter_supported == true
        guard named == nil ? !saysIssuer : named == discovery.issuer else { throw IdentityFailure.refused }
        let tokens: Tokens = try await grant.exchange(code, for: request, at: discovery.token_endpoint)
        let check = IDTokenCheck(issuer: discovery.issuer, client: settings.client, nonce: request.nonce, now: now)
        let keys = try await keys(of: discovery, for: IDTokenCheck.key(of: tokens.id_token))
        let claims = try await check.claims(of: tokens.id_token, by: keys)
        let identity = ProvedIdentity(
            provider: settings.provider.id,
            subject: claims.sub.value,
            email: claims.email,
            isEmailVerified: claims.isEmailVerified || settings.trustsAddresses,
            givenName: claims.given_name ?? claims.name ?? "",
            surname: claims.family_name ?? "",
            level: claims.level(assured: settings.electronicIdentity)
        )
        return ProviderAnswer(identity, settings.secondFactor?.isGiven(by: claims) == true ? .twoFactors : .oneFactor)
    }

    private func discovery() async throws -> Discovery {
        if let discovered, ContinuousClock.now - discovered.at < Self.memory { return discovered.0 }
        let address = "\(issuer)\(issuer.hasSuffix("/") ? "" : "/").well-known/openid-configuration"
        let reply = await http.send(HTTPRequest(.get, address, headers: ["Accept: application/json"]))
        guard let found: Discovery = try? reply.decoded(), found.issuer == issuer else {
            throw IdentityFailure.unavailable
        }
        discovered = (found, .now)
        return found
    }

    /// The issuer's keys; read anew when they are old, or lack the one that is asked for.
    private func keys(of discovery: Discovery, for key: String?) async throws -> IDTokenKeys {
        if let keys {
            let age = ContinuousClock.now - keys.at
            if age < Self.memory, keys.0.holds(key) || age < Self.pause { return keys.0 }
        }
        let reply = await http.send(HTTPRequest(.get, discovery.jwks_uri, headers: ["Accept: application/json"]))
        guard reply.fault == nil, reply.status == 200 else { throw IdentityFailure.unavailable }
        let found = try await IDTokenKeys(json: reply.body)
        keys = (found, .now)
        return found
    }
}
