import CityDomain
import JWTKit

/// What an id token says (OpenID Connect Core 1.0, 2 and 5.1).
struct IDTokenClaims: JWTPayload {
    let iss: IssuerClaim
    let sub: SubjectClaim
    let aud: AudienceClaim
    let azp: String?
    let exp: ExpirationClaim
    let iat: IssuedAtClaim
    let nonce: String?
    let email: String?
    let email_verified: Flag?
    let given_name: String?
    let family_name: String?
    let name: String?
    /// By what the person proved to be who they are (RFC 8176), and how strong that is.
    let amr: [String]?
    let acr: String?

    var isEmailVerified: Bool { email_verified?.isTrue == true }

    /// Only a value of `acr` that the settings name, in a token that says both names, makes an electronic identity.
    func level(assured: Set<String>) -> VerificationLevel? {
        guard let acr, assured.contains(acr), given_name != nil, family_name != nil else { return nil }
        return .electronicIdentity
    }

    /// The claims are compared with the request by `IDTokenCheck`, which knows it.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// Some issuers write a truth value as a text.
    struct Flag: Codable, Sendable {
        let isTrue: Bool

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            isTrue = try (try? container.decode(Bool.self)) ?? (container.decode(String.self) == "true")
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(isTrue)
        }
    }
}
