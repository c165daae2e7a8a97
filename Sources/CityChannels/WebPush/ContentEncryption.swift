public import CityDomain
import CityKit
import Crypto
import Foundation

/// Encrypts a message for one browser: the coding `aes128gcm` (RFC 8188) with one record, under a key that only the
/// browser can make as well (RFC 8291).
struct ContentEncryption {
    /// Bytes that a message grows by: salt, record size, our public key with its length, delimiter and tag.
    static let overhead = saltLength + 4 + 1 + keyLength + 1 + 16

    private static let saltLength = 16
    private static let keyLength = 65
    /// What push services take at least, and so the size of our only record (RFC 8291 §4).
    private static let recordSize: UInt32 = 4_096

    private let randomness: any Randomness

    init(_ randomness: any Randomness) { self.randomness = randomness }

    /// The key pair of this one message is made first, then its salt.
    ///
    /// - Parameter padding: bytes that hide the length.
    func encrypt(_ plain: [UInt8], for subscription: PushSubscription, padding: Int) throws -> [UInt8] {
        let own = try ephemeralKey()
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: subscription.publicKey)
        let shared = try own.sharedSecretFromKeyAgreement(with: theirs)
        let ownPublic = own.publicKey.x963Representation
        let key = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self,
            salt: subscription.secret,
            sharedInfo: Self.keyInfo + subscription.publicKey + ownPublic,
            outputByteCount: 32
        )
        let salt = randomness.bytes(Self.saltLength)
        return try Self.seal(plain, under: key, salt: salt, keyID: Array(ownPublic), padding: padding)
    }

    /// One record, and so the last one (RFC 8188 §2).
    static func seal(
        _ plain: [UInt8],
        under key: SymmetricKey,
        salt: [UInt8],
        keyID: [UInt8],
        padding: Int
    ) throws -> [UInt8] {
        let random = HKDF<SHA256>.extract(inputKeyMaterial: key, salt: salt)
        let contentKey = HKDF<SHA256>.expand(pseudoRandomKey: random, info: contentKeyInfo, outputByteCount: 16)
        let nonce = HKDF<SHA256>.expand(pseudoRandomKey: random, info: nonceInfo, outputByteCount: 12)
        let record = plain + [2] + [UInt8](repeating: 0, count: padding)
        let sealed = try nonce.withUnsafeBytes { nonce in
            try AES.GCM.seal(record, using: contentKey, nonce: try AES.GCM.Nonce(data: nonce))
        }
        let size = withUnsafeBytes(of: recordSize.bigEndian) { Array($0) }
        return salt + size + [UInt8(truncatingIfNeeded: keyID.count)] + keyID + sealed.ciphertext + sealed.tag
    }

    private static let keyInfo = Array("WebPush: info\0".utf8)
    private static let contentKeyInfo = Array("Content-Encoding: aes128gcm\0".utf8)
    private static let nonceInfo = Array("Content-Encoding: nonce\0".utf8)

    /// Of 2³² numbers one is none of the curve; the next one is taken then.
    private func ephemeralKey() throws -> P256.KeyAgreement.PrivateKey {
        for _ in 0..<3 {
            if let key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: randomness.bytes(32)) { return key }
        }
        return try P256.KeyAgreement.PrivateKey(rawRepresentation: randomness.bytes(32))
    }
}

/// Checks keys of browsers with swift-crypto.
public struct CryptoPushKeys: PushCryptography {
    public init() {}

    public func isPublicKey(_ bytes: [UInt8]) -> Bool {
        bytes.count == 65 && (try? P256.KeyAgreement.PublicKey(x963Representation: bytes)) != nil
    }
}
