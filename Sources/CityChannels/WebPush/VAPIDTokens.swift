import CityDomain
import CityKit
import Crypto
import Foundation
import Synchronization

/// The tokens by which push services know us, one for each of them, kept as long as they are good (RFC 8292).
final class VAPIDTokens: Sendable {
    private struct Token {
        let header: String
        let issuedAt: Instant
        /// Whether the service has taken it.
        var isAccepted = false
    }

    private struct Header: Encodable {
        let typ = "JWT"
        let alg = "ES256"
    }

    private struct Claims: Encodable {
        let aud: String
        let exp: Int64
        let sub: String
    }

    private let settings: WebPushSettings
    private let tokens = Mutex<[String: Token]>([:])

    /// Of at most 24 hours (RFC 8292 §2), so that clocks may differ by half a day.
    private static let life = Duration.hours(12)
    private static let renewal = Duration.hours(6)
    /// Services whose tokens are kept; browsers name any.
    private static let most = 1_000

    init(_ settings: WebPushSettings) { self.settings = settings }

    /// The value of `Authorization`.
    func header(for origin: String, at now: Instant) throws -> String {
        try tokens.withLock { tokens in
            if let token = tokens[origin], token.issuedAt <= now, now < token.issuedAt + Self.renewal {
                return token.header
            }
            if tokens.count >= Self.most { tokens = [:] }
            let end = (now + Self.life).milliseconds / 1_000
            let claims = Claims(aud: origin, exp: end, sub: settings.contact)
            let key = settings.keys.key
            let token = try JSONWebToken.signed(header: Header(), claims: claims) { bytes in
                try key.signature(for: bytes).rawRepresentation
            }
            let header = "vapid t=\(token), k=\(settings.keys.publicText)"
            tokens[origin] = Token(header: header, issuedAt: now)
            return header
        }
    }

    func accept(_ origin: String) {
        tokens.withLock { $0[origin]?.isAccepted = true }
    }

    /// A service refused the token.
    ///
    /// - Returns: whether it has taken the same one before, so that the fault is with what it was used for. If not, the
    ///   next message gets a new one.
    func refuse(_ origin: String) -> Bool {
        tokens.withLock { tokens in
            if tokens[origin]?.isAccepted == true { return true }
            tokens[origin] = nil
            return false
        }
    }
}
