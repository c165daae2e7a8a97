public import CityKit

/// A secret that is handed out once and of which the database keeps the hash: a session, a link, an API key.
public struct Token: Hashable, Sendable, Redacted {
    /// 52 characters of Crockford's base 32, lower case: 256 bits.
    public let text: String

    /// A new token.
    public init(from randomness: some Randomness) { self.init(bytes: randomness.bytes(32)) }

    /// The token of a secret that can be made again.
    public init(bytes: [UInt8]) { text = Base32.encode(bytes) }

    /// A token that came back in a link, a cookie or a header; nil when it cannot be one of ours.
    public init?(typed: String) {
        guard typed.utf8.count <= 128, let text = Base32.normalized(typed), text.utf8.count == 52 else { return nil }
        self.text = text
    }

    public static let standIn = "‹secret›"
}
