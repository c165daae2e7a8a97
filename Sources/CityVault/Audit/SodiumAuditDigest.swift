import CSodium
public import CityDomain

/// SHA-256 of libsodium.
public struct SodiumAuditDigest: AuditDigest {
    public init() {}

    public func hash(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            if let start = digest.baseAddress { crypto_hash_sha256(start, bytes, UInt64(bytes.count)) }
            count = 32
        }
    }
}
