public import CityDomain
public import CityKit
import Crypto
import Foundation

/// By what push services know who sends (RFC 8292): a key pair and whom to write to when something goes wrong. Browsers
/// subscribe for the public key, so another one makes them all subscribe anew.
public struct WebPushSettings: Sendable, Redacted {
    public static let standIn = "‹web push›"

    public let keys: VAPIDKeys
    /// An address that begins with `mailto:` or `https:`.
    public let contact: String

    /// - Parameter key: as `VAPIDKeys.text` writes it.
    public init(key: String, contact: String) throws(WebPushSettingsError) {
        guard let keys = VAPIDKeys(key) else { throw .noKey }
        self.keys = keys
        self.contact = try Self.checked(contact)
    }

    public init(keys: VAPIDKeys, contact: String) throws(WebPushSettingsError) {
        self.keys = keys
        self.contact = try Self.checked(contact)
    }

    /// Some services refuse a contact that is on no public host.
    private static func checked(_ contact: String) throws(WebPushSettingsError) -> String {
        let letters = contact.utf8.allSatisfy { (33...126).contains($0) }
        let isMail = contact.hasPrefix("mailto:") && contact.dropFirst(7).contains(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)
        let isPage = contact.hasPrefix("https://") && URLComponents(string: contact)?.host?.contains(".") == true
        guard letters, isMail || isPage else { throw .noContact }
        return contact
    }
}

/// What an operator must mend. Never holds a part of a key.
public enum WebPushSettingsError: Error, Hashable, CustomStringConvertible {
    case noKey
    case noContact

    public var description: String {
        switch self {
        case .noKey: "The key of web push is no P-256 key of 32 bytes in base64url."
        case .noContact:
            "The contact of web push must be mailto:somebody@town.example or an address that begins with https://."
        }
    }
}

/// The key pair by which push services know a sender (RFC 8292 §3.2): ES256 on P-256.
public struct VAPIDKeys: Sendable, Redacted {
    public static let standIn = "‹key›"

    let key: P256.Signing.PrivateKey

    /// Of 2³² numbers one is none of the curve.
    ///
    /// - Throws: only if that happens four times in a row.
    public init(from randomness: some Randomness) throws {
        for _ in 0..<3 {
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: randomness.bytes(32)) {
                self.key = key
                return
            }
        }
        key = try P256.Signing.PrivateKey(rawRepresentation: randomness.bytes(32))
    }

    /// Takes what `text` gave; nil for what is no key.
    public init?(_ text: String) {
        guard let bytes = Base64URL.bytes(text.trimmingSpaces()), bytes.count == 32,
            let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
    }

    /// The secret: 32 bytes in base64url.
    public var text: String { Base64URL.text(key.rawRepresentation) }

    /// The public key, 65 bytes in base64url: what a page passes to `subscribe` as `applicationServerKey`.
    public var publicText: String { Base64URL.text(key.publicKey.x963Representation) }
}
