import CSodium
public import CityDomain
import CityKit

/// Ed25519 of libsodium (RFC 8032). The key is made from the root key of the installation: it is in every backup as that
/// is, wrapped, and outlives a change of the master key.
public struct SodiumAuditSigner: AuditSigner {
    public let publicKey: [UInt8]
    private let secretKey: SecretKey

    public init(_ vault: SodiumVault) {
        var seed = vault.secret(for: SecretPurpose(rawValue: "audit-signature"), [], in: ID("*"))
        defer { seed.withUnsafeMutableBytes { wipe($0) } }
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        secretKey = SecretKey()
        crypto_sign_seed_keypair(&publicKey, secretKey.bytes, seed)
        self.publicKey = publicKey
    }

    public func signature(of message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey.bytes)
        return signature
    }

    public func isSignature(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        signature.count == Int(crypto_sign_BYTES) && publicKey.count == Int(crypto_sign_PUBLICKEYBYTES)
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }
}

/// 64 bytes outside Swift's own memory; wiped when nobody holds them.
private final class SecretKey: @unchecked Sendable {
    private static let count = Int(crypto_sign_SECRETKEYBYTES)

    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: count)

    init() {
        bytes.initialize(repeating: 0, count: Self.count)
        sodium_mlock(bytes, Self.count)
    }

    deinit {
        // Wipes as well.
        sodium_munlock(bytes, Self.count)
        bytes.deallocate()
    }
}
