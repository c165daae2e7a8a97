import CSodium
import CityDomain

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). The nonce of 24 random bytes is so long that it never repeats.
enum AuthenticatedCipher {
    static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    static let tagLength = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    /// - Parameters:
    ///   - header: stands in front of the result and is authenticated.
    ///   - nonce: 24 bytes.
    ///   - associated: is authenticated and not stored.
    /// - Returns: header, nonce, ciphertext and tag.
    static func seal(_ plain: [UInt8], header: [UInt8], nonce: [UInt8], associated: [UInt8], key: KeyBytes) -> [UInt8] {
        let authenticated = header + associated
        var text = [UInt8](repeating: 0, count: plain.count + tagLength)
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &text,
            nil,
            plain,
            UInt64(plain.count),
            authenticated,
            UInt64(authenticated.count),
            nil,
            nonce,
            key.pointer
        )
        return header + nonce + text
    }

    /// What `seal` took.
    /// - Throws: `.unreadable` unless every bit of header, nonce, text and associated data is as it was.
    static func open(_ sealed: [UInt8], headerLength: Int, associated: [UInt8], key: KeyBytes) throws(VaultError)
        -> [UInt8]
    {
        guard sealed.count >= headerLength + nonceLength + tagLength else { throw .unreadable }
        let authenticated = Array(sealed[..<headerLength]) + associated
        let nonce = Array(sealed[headerLength..<(headerLength + nonceLength)])
        let text = Array(sealed[(headerLength + nonceLength)...])
        var plain = [UInt8](repeating: 0, count: text.count - tagLength)
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain,
            nil,
            nil,
            text,
            UInt64(text.count),
            authenticated,
            UInt64(authenticated.count),
            nonce,
            key.pointer
        )
        guard status == 0 else { throw .unreadable }
        return plain
    }
}
