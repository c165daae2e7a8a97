/// What a passkey is to whoever checks its answers: its name at the authenticator, and the public half of its key.
public struct PasskeyCredential: Sendable, Equatable, Codable, Sealable {
    /// Of the authenticator; at most `longestID` bytes.
    public let id: [UInt8]
    public let algorithm: PasskeyAlgorithm
    /// SubjectPublicKeyInfo in DER.
    public let publicKey: [UInt8]

    /// Source: WebAuthn Level 3, section 5.8.3.
    static let longestID = 1_023

    public init(id: [UInt8], algorithm: PasskeyAlgorithm, publicKey: [UInt8]) {
        self.id = id
        self.algorithm = algorithm
        self.publicKey = publicKey
    }
}

/// How passkeys sign, by the number of the IANA registry “COSE Algorithms”. Telephones and security keys do the first,
/// the oldest TPMs of Windows only the last.
public enum PasskeyAlgorithm: Int, Sendable, Codable, CaseIterable {
    /// ECDSA with P-256 and SHA-256.
    case es256 = -7
    /// Ed25519.
    case edDSA = -8
    /// RSA (PKCS #1 v1.5) with SHA-256.
    case rs256 = -257
}

/// What the checks of passkeys need of cryptography.
public protocol PasskeyCryptography: Sendable {
    /// - Returns: 32 bytes.
    func sha256(_ message: [UInt8]) -> [UInt8]

    /// Whether the public key can be read and is one of its algorithm.
    func isKey(_ credential: PasskeyCredential) -> Bool

    /// Whether the private half of the key signed the message.
    func isSignature(_ signature: [UInt8], of message: [UInt8], by credential: PasskeyCredential) -> Bool
}
