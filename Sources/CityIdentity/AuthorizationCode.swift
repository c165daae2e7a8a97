import CityDomain
import CityHTTP
import CityKit
import Crypto
import Foundation

/// The two requests of the authorization code grant with PKCE (RFC 6749, 4.1; RFC 7636).
struct AuthorizationCode {
    let settings: ProviderSettings
    let http: HTTPClient

    /// - Parameters:
    ///   - endpoint: where the browser signs in.
    ///   - others: what the service wants besides, such as a nonce.
    func address(
        at endpoint: String,
        scope: String,
        for request: IdentityRequest,
        _ others: [(String, String)] = []
    ) throws -> String {
        let challenge = Base64URL.text(SHA256.hash(data: Data(request.verifier.utf8)))
        let fields =
            [
                ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", request.returnAddress),
                ("scope", scope), ("state", request.state.text), ("code_challenge", challenge),
                ("code_challenge_method", "S256"),
            ] + others
        return "\(endpoint)\(endpoint.contains("?") ? "&" : "?")\(FormFields(fields).text)"
    }

    /// Exchanges the code for what the service gives.
    ///
    /// - Throws: `IdentityFailure.refused` when the service does not take the code, `.unavailable`.
    func exchange<Tokens: Decodable>(_ code: String, for request: IdentityRequest, at endpoint: String) async throws
        -> Tokens
    {
        let form = FormFields([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.returnAddress),
            ("client_id", settings.client), ("client_secret", settings.secret), ("code_verifier", request.verifier),
        ])
        let reply = await http.send(
            HTTPRequest(
                .post,
                endpoint,
                headers: ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"],
                body: Array(form.text.utf8)
            )
        )
        return try reply.decoded()
    }
}

extension HTTPReply {
    /// - Throws: `IdentityFailure.refused` for a 4xx, `.unavailable` for any other answer that cannot be read.
    func decoded<Value: Decodable>() throws -> Value {
        guard fault == nil, status == 200 else {
            throw (400..<500).contains(status) && fault == nil ? IdentityFailure.refused : IdentityFailure.unavailable
        }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(body))
        } catch {
            throw IdentityFailure.unavailable
        }
    }
}

/// Fields as a form sends them (application/x-www-form-urlencoded).
struct FormFields {
    let text: String

    init(_ fields: [(String, String)]) {
        text = fields.map { "\(Self.escaped($0))=\(Self.escaped($1))" }.joined(separator: "&")
    }

    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}
