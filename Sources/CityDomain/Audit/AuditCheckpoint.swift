public import CityKit

/// A signed word of the program that the chain stood there at that time. Kept outside the database, it shows what a chain
/// alone cannot: that the end of it was cut off, or all of it written anew.
public struct AuditCheckpoint: Sendable, Hashable {
    public let statement: Statement
    public let head: AuditHead
    public let at: Instant
    /// Of Ed25519, 32 bytes.
    public let publicKey: [UInt8]
    /// Of Ed25519 (RFC 8032), 64 bytes.
    public let signature: [UInt8]

    /// What is said of the entry: the first word of the line that is signed, so that one cannot stand for the other.
    public enum Statement: String, Sendable {
        /// It is in the log.
        case linked = "ratusz-audit-1"
        /// Its time was over: it and all before it were discarded.
        case discarded = "ratusz-audit-discarded-1"
    }

    public init(_ head: AuditHead, _ statement: Statement = .linked, at now: Instant, by signer: some AuditSigner) {
        let publicKey = signer.publicKey
        self.init(
            statement,
            head,
            at: now,
            publicKey: publicKey,
            signature: signer.signature(of: Self.signed(statement, head, now, publicKey))
        )
    }

    /// One that was signed before.
    public init(_ statement: Statement, _ head: AuditHead, at: Instant, publicKey: [UInt8], signature: [UInt8]) {
        self.statement = statement
        self.head = head
        self.at = at
        self.publicKey = publicKey
        self.signature = signature
    }

    /// A line of a file of checkpoints: mark, sequence, hash, milliseconds since 1970 in UTC, public key, signature, with a
    /// space between; bytes as hexadecimal digits.
    public var line: String { "\(String(decoding: signedBytes, as: UTF8.self)) \(Hex.text(signature))" }

    /// Nil for what is no such line.
    public init?(line: some StringProtocol) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 6, let statement = Statement(rawValue: String(words[0])), let sequence = Int(words[1]),
            sequence > 0,
            let hash = Hex.bytes(words[2], count: 32), let milliseconds = Int64(words[3]),
            let publicKey = Hex.bytes(words[4], count: 32), let signature = Hex.bytes(words[5], count: 64)
        else { return nil }
        self.init(
            statement,
            AuditHead(sequence: sequence, hash: hash),
            at: Instant(milliseconds: milliseconds),
            publicKey: publicKey,
            signature: signature
        )
    }

    /// Whether the installation of this signer made it.
    func isSigned(by signer: some AuditSigner) -> Bool {
        publicKey == signer.publicKey && signer.isSignature(signature, of: signedBytes, by: signer.publicKey)
    }

    /// What is signed: the line up to the space before the signature.
    private var signedBytes: [UInt8] { Self.signed(statement, head, at, publicKey) }

    private static func signed(_ statement: Statement, _ head: AuditHead, _ at: Instant, _ publicKey: [UInt8])
        -> [UInt8]
    {
        let words = [
            statement.rawValue, "\(head.sequence)", Hex.text(head.hash), "\(at.milliseconds)", Hex.text(publicKey),
        ]
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
