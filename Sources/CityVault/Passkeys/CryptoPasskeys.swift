public import CityDomain
import Crypto
import CryptoExtras
import Foundation

/// Checks the signatures of passkeys with swift-crypto.
public struct CryptoPasskeys: PasskeyCryptography {
    public init() {}

    public func sha256(_ message: [UInt8]) -> [UInt8] { Array(Crypto.SHA256.hash(data: message)) }

    public func isKey(_ credential: PasskeyCredential) -> Bool { (try? Key(credential)) != nil }

    public func isSignature(_ signature: [UInt8], of message: [UInt8], by credential: PasskeyCredential) -> Bool {
        guard let key = try? Key(credential) else { return false }
        switch key {
        case .p256(let key):
            let read = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            return read.map { key.isValidSignature($0, for: message) } ?? false
        case .ed25519(let key): return key.isValidSignature(signature, for: message)
        case .rsa(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: Crypto.SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
        }
    }

    private enum Key {
        case p256(P256.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)

        /// - Throws: when the bytes are no such key; RSA keys have 2048 bits or more.
        init(_ credential: PasskeyCredential) throws {
            let bytes = credential.publicKey
            switch credential.algorithm {
            case .es256: self = .p256(try P256.Signing.PublicKey(derRepresentation: bytes))
            case .edDSA:
                guard bytes.starts(with: Self.ed25519Head) else { throw CryptoKitError.incorrectParameterSize }
                let key = bytes.dropFirst(Self.ed25519Head.count)
                self = .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: Array(key)))
            case .rs256: self = .rsa(try _RSA.Signing.PublicKey(derRepresentation: bytes))
            }
        }

        /// SubjectPublicKeyInfo of Ed25519 before the 32 bytes of the key (RFC 8410, section 4).
        private static let ed25519Head: [UInt8] = [
            0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
        ]
    }
}
