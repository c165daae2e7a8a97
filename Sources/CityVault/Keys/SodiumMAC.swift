import CSodium

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key, whose state after the key is kept.
final class SodiumMAC: @unchecked Sendable {
    private let keyed: UnsafeMutablePointer<crypto_auth_hmacsha256_state>

    init(key: KeyBytes) {
        keyed = .allocate(capacity: 1)
        keyed.initialize(to: crypto_auth_hmacsha256_state())
        crypto_auth_hmacsha256_init(keyed, key.pointer, KeyBytes.count)
        sodium_mlock(keyed, MemoryLayout<crypto_auth_hmacsha256_state>.size)
    }

    deinit {
        // Wipes as well.
        sodium_munlock(keyed, MemoryLayout<crypto_auth_hmacsha256_state>.size)
        keyed.deallocate()
    }

    /// - Returns: 32 bytes.
    func code(of message: [UInt8]) -> [UInt8] {
        var state = keyed.pointee
        defer { sodium_memzero(&state, MemoryLayout.size(ofValue: state)) }
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        var code = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_final(&state, &code)
        return code
    }
}
