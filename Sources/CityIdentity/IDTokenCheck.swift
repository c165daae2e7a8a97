import CityDomain
import CityKit
import Foundation
import JWTKit

/// Checks an id token against the request it answers (OpenID Connect Core 1.0, 3.1.3.7).
struct IDTokenCheck {
    let issuer: String
    let client: String
    let nonce: String
    let now: Instant

    /// Clocks of two machines may differ by so much.
    static let drift: TimeInterval = 60
    /// A token is for the answer at hand, not for later.
    static let longest: TimeInterval = 600

    /// Signatures by an issuer's public key. A shared secret, or none at all, proves nothing here.
    static let algorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    /// The id of the key that the token says to be signed by; nil when it does not say.
    ///
    /// - Throws: `IdentityFailure.refused` for what is no token, or is signed in a way that proves nothing.
    static func key(of token: String) throws -> String? {
        let header = try header(of: token)
        guard let algorithm = header.alg, algorithms.contains(algorithm) else { throw IdentityFailure.refused }
        return header.kid
    }

    /// - Parameter keys: the issuer's.
    /// - Throws: `IdentityFailure.refused`.
    func claims(of token: String, by keys: IDTokenKeys) async throws -> IDTokenClaims {
        _ = try Self.key(of: token)
        let claims = try await keys.verify(token)
        let moment = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let audience = claims.aud.value
        guard claims.iss.value == issuer, audience.contains(client),
            claims.azp == client || claims.azp == nil && audience.count == 1,
            claims.exp.value > moment.addingTimeInterval(-Self.drift),
            claims.iat.value < moment.addingTimeInterval(Self.drift),
            claims.iat.value > moment.addingTimeInterval(-Self.longest), claims.nonce == nonce,
            !claims.sub.value.isEmpty, claims.sub.value.utf8.count <= 255
        else { throw IdentityFailure.refused }
        return claims
    }

    private struct Header: Decodable {
        let alg: String?
        let kid: String?
    }

    private static func header(of token: String) throws -> Header {
        guard let part = token.split(separator: ".", omittingEmptySubsequences: false).first,
            let bytes = Base64URL.bytes(part),
            let header = try? JSONDecoder().decode(Header.self, from: Data(bytes))
        else { throw IdentityFailure.refused }
        return header
    }
}
