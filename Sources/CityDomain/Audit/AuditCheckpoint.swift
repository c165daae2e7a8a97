public import CityKit

/// A signed word of the program that the chain stood there at that time. Kept outside the database, it shows what a chain
/// alone cannot: that the end of it was cut off, or all of it written anew.
public struct AuditCheckpoint: Sendable, Hashable {
    public let head: AuditHead
    public let at: Instant
    /// Of Ed25519, 32 bytes.
    public let publicKey: [UInt8]
    /// Of Ed25519 (RFC 8032), 64 bytes.
    public let signature: [UInt8]

    private static let mark = "ratusz-audit-1"

    public init(_ head: AuditHead, at now: Instant, by signer: some AuditSigner) {
        self.head = head
        at = now
        publicKey = signer.publicKey
        signature = signer.signature(of: Self.signed(head, now, publicKey))
    }

    /// A line of a file of checkpoints: mark, sequence, hash, milliseconds since 1970 in UTC, public key, signature, with a
    /// space between; bytes as hexadecimal digits.
    public var line: String {
        "\(String(decoding: Self.signed(head, at, publicKey), as: UTF8.self)) \(Hex.text(signature))"
    }

    /// Nil for what is no such line.
    public init?(line: some StringProtocol) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, words[0] == Self.mark, let sequence = Int(words[1]), sequence > 0,
            let hash = Hex.bytes(words[2], count: 32), let milliseconds = Int64(words[3]),
            let publicKey = Hex.bytes(words[4], count: 32), let signature = Hex.bytes(words[5], count: 64)
        else { return nil }
        head = AuditHead(sequence: sequence, hash: hash)
        at = Instant(milliseconds: milliseconds)
        self.publicKey = publicKey
        self.signature = signature
    }

    /// What is signed: the line up to the space before the signature.
    var signedBytes: [UInt8] { Self.signed(head, at, publicKey) }

    private static func signed(_ head: AuditHead, _ at: Instant, _ publicKey: [UInt8]) -> [UInt8] {
        let words = [mark, "\(head.sequence)", Hex.text(head.hash), "\(at.milliseconds)", Hex.text(publicKey)]
        return Array(words.joined(separator: " ").utf8)
    }
}

/// Signs checkpoints with the key of the installation (Ed25519, RFC 8032).
public protocol AuditSigner: Sendable {
    /// 32 bytes. The same for as long as the installation lives.
    var publicKey: [UInt8] { get }

    /// - Returns: 64 bytes.
    func signature(of message: [UInt8]) -> [UInt8]

    func isSignature(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool
}
