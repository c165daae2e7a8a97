import CityDomain
import CityKit
import Crypto
import Synchronization

/// The token by which Apple knows us: renewed more often than once in 20 minutes it is refused, after 60 too.
final class APNsToken: Sendable {
    private struct Header: Encodable {
        let alg = "ES256"
        let kid: String
    }

    private struct Claims: Encodable {
        let iss: String
        let iat: Int64
    }

    private struct Token {
        let text: String
        let issuedAt: Instant
    }

    private let settings: APNsSettings
    private let token = Mutex<Token?>(nil)

    private static let renewal = Duration.minutes(40)
    private static let shortest = Duration.minutes(20)

    init(_ settings: APNsSettings) { self.settings = settings }

    func text(at now: Instant) throws -> String {
        try token.withLock { token in
            if let token, token.issuedAt <= now, now < token.issuedAt + Self.renewal { return token.text }
            let key = settings.key
            let claims = Claims(iss: settings.team, iat: now.milliseconds / 1_000)
            let text = try JSONWebToken.signed(header: Header(kid: settings.keyID), claims: claims) { bytes in
                try key.signature(for: bytes).rawRepresentation
            }
            token = Token(text: text, issuedAt: now)
            return text
        }
    }

    /// Apple called the token too old.
    ///
    /// - Returns: whether there may be a new one by now.
    func expire(_ text: String, at now: Instant) -> Bool {
        token.withLock { token in
            guard let current = token, current.text == text else { return true }
            guard now >= current.issuedAt + Self.shortest else { return false }
            token = nil
            return true
        }
    }
}
