public import CityKit
import Foundation

/// What a town and the program behind a webhook both know, and nobody else: the key of signatures. Shown once, and kept
/// sealed.
public struct WebhookSecret: Hashable, Sendable, Redacted, SealableText {
    public static let standIn = "‹secret›"

    /// The form of Standard Webhooks: `whsec_` and base64.
    public let text: String
    let key: [UInt8]

    private static let mark = "whsec_"

    /// A new secret of 256 bits.
    public init(from randomness: some Randomness) {
        key = randomness.bytes(32)
        text = Self.mark + Data(key).base64EncodedString()
    }

    /// Nil for what is none.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.mark), let key = Data(base64Encoded: String(text.dropFirst(Self.mark.count))) else {
            return nil
        }
        self.text = text
        self.key = Array(key)
    }

    public var plainText: String { text }

    public init(plainText: String) throws {
        guard let secret = Self(plainText) else { throw VaultError.unreadable }
        self = secret
    }
}

/// Signs what goes to a webhook.
public protocol WebhookSigner: Sendable {
    /// HMAC-SHA-256 (RFC 2104).
    /// - Returns: 32 bytes.
    func code(of message: [UInt8], key: [UInt8]) -> [UInt8]
}

extension WebhookSigner {
    /// The value of `webhook-signature`, as Standard Webhooks 1.0.0 defines it for a secret that both sides know.
    public func signature(of body: [UInt8], id: String, at moment: Instant, with secret: WebhookSecret) -> String {
        let signed = Array("\(id).\(moment.milliseconds / 1_000).".utf8) + body
        return "v1,\(Data(code(of: signed, key: secret.key)).base64EncodedString())"
    }
}
