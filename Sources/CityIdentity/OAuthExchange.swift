import CityDomain
import CityHTTP
import CityKit
import Foundation

/// A service by OAuth 2 that says on a page of its own who the holder of a token is. Such a page vouches for no address.
struct OAuthExchange: IdentityExchange {
    private let settings: ProviderSettings
    private let oauth: ProviderSettings.OAuth
    private let http: HTTPClient
    private let grant: AuthorizationCode

    init(_ settings: ProviderSettings, _ oauth: ProviderSettings.OAuth, http: HTTPClient) {
        self.settings = settings
        self.oauth = oauth
        self.http = http
        grant = AuthorizationCode(settings: settings, http: http)
    }

    func signInAddress(for request: IdentityRequest) throws -> String {
        try grant.address(at: oauth.authorize, scope: oauth.scope, for: request)
    }

    func answer(to request: IdentityRequest, code: String, issuer: String?, at now: Instant) async throws
        -> ProviderAnswer
    {
        let tokens: Tokens = try await grant.exchange(code, for: request, at: oauth.token)
        let bearer = HTTPRequest(
            .get,
            oauth.user,
            headers: ["Authorization: Bearer \(tokens.access_token)", "Accept: application/json"]
        )
        let user: User = try await http.send(bearer).decoded()
        guard let subject = user[oauth.fields.subject], !subject.isEmpty else { throw IdentityFailure.refused }
        return ProviderAnswer(
            ProvedIdentity(
                provider: settings.provider.id,
                subject: subject,
                email: user[oauth.fields.email],
                isEmailVerified: false,
                givenName: user[oauth.fields.givenName] ?? "",
                surname: user[oauth.fields.surname] ?? ""
            )
        )
    }

    private struct Tokens: Decodable {
        let access_token: String
    }

    /// The fields that are texts or whole numbers.
    private struct User: Decodable {
        private let fields: [String: String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            fields = Dictionary(
                uniqueKeysWithValues: container.allKeys.compactMap { key in
                    if let text = try? container.decode(String.self, forKey: key) { return (key.stringValue, text) }
                    return (try? container.decode(Int.self, forKey: key)).map { (key.stringValue, "\($0)") }
                }
            )
        }

        subscript(name: String) -> String? { fields[name] }
    }
}
