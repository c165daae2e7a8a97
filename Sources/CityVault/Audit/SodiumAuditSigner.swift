import CSodium
public import CityDomain
import CityKit

/// Ed25519 of libsodium (RFC 8032). The key is made from the root key of the installation: it is in every backup as that
/// is, wrapped, and outlives a change of the master key.
public struct SodiumAuditSigner: AuditSigner {
    public let publicKey: [UInt8]
    private let seed: KeyBytes

    public init(_ vault: SodiumVault) {
        var bytes = vault.secret(for: SecretPurpose(rawValue: "audit-signature"), [], in: ID("*"))
        defer { bytes.withUnsafeMutableBytes { wipe($0) } }
        seed = KeyBytes(bytes, in: .guarded)
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        defer { secretKey.withUnsafeMutableBytes { wipe($0) } }
        crypto_sign_seed_keypair(&publicKey, &secretKey, seed.pointer)
        self.publicKey = publicKey
    }

    public func signature(of message: [UInt8]) -> [UInt8] {
        // Made again each time: it is needed once an hour, and lies in no memory meanwhile.
        var publicKey = publicKey
        var secretKey = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        defer { secretKey.withUnsafeMutableBytes { wipe($0) } }
        crypto_sign_seed_keypair(&publicKey, &secretKey, seed.pointer)
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey)
        return signature
    }

    public func isSignature(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        signature.count == Int(crypto_sign_BYTES) && publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}
