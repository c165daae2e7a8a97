import CityDomain
import CityHTTP
import CityKit
import Crypto
import CryptoExtras
import Foundation

/// The token by which Google knows us, kept as long as it is good: got for a statement that our service account signs
/// (RFC 7523).
actor FCMToken {
    enum Found: Sendable {
        case token(String)
        /// There is none, and what that means for a message.
        case none(Outcome)
    }

    private struct Header: Encodable {
        let typ = "JWT"
        let alg = "RS256"
    }

    private struct Claims: Encodable {
        let iss: String
        let scope = "https://www.googleapis.com/auth/firebase.messaging"
        let aud: String
        let iat: Int64
        let exp: Int64
    }

    private struct Grant: Decodable {
        let access_token: String
        let expires_in: Int
    }

    private let settings: FCMSettings
    private let client: HTTPConnections
    private let clock: any TimeSource
    private var kept: (found: Found, until: Instant)?
    private var asking: Task<Found, Never>?

    /// A token is renewed so long before its end.
    private static let margin = Duration.minutes(5)
    private static let statementLife: Int64 = 3_600

    init(_ settings: FCMSettings, client: HTTPConnections, clock: any TimeSource) {
        self.settings = settings
        self.client = client
        self.clock = clock
    }

    /// One request for all that wait.
    func find() async -> Found {
        if let kept, clock.now < kept.until { return kept.found }
        if let asking { return await asking.value }
        let task = Task { await ask() }
        asking = task
        let found = await task.value
        asking = nil
        return found
    }

    /// Google did not take the token.
    func forget(_ token: String) {
        if case .token(token)? = kept?.found { kept = nil }
    }

    private func ask() async -> Found {
        let reply = await client.send(request)
        guard reply.status == 200, let grant = try? JSONDecoder().decode(Grant.self, from: Data(reply.body)) else {
            let pause = PushAnswer.usualPause
            let words = reply.status >= 200 ? "answered \(reply.status)" : "cannot be reached"
            let reason = DeliveryReason("the server of tokens \(words)")
            return keep(.none(.unavailable(reason, retryAfter: pause)), for: pause)
        }
        return keep(.token(grant.access_token), for: .seconds(max(0, grant.expires_in)) - Self.margin)
    }

    private func keep(_ found: Found, for time: Duration) -> Found {
        kept = (found, clock.now + time)
        return found
    }

    private var request: HTTPRequest {
        let now = clock.now.milliseconds / 1_000
        let claims = Claims(iss: settings.account, aud: settings.tokens, iat: now, exp: now + Self.statementLife)
        let statement = try? JSONWebToken.signed(header: Header(), claims: claims) { bytes in
            try settings.key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation
        }
        let form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=\(statement ?? "")"
        let headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"]
        return HTTPRequest(
            .post,
            settings.tokens,
            headers: headers,
            body: Array(form.utf8),
            repetition: .harmless
        )
    }
}
