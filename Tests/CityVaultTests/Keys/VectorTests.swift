import CityDomain
import CityKit
import Testing

@testable import CityVault

/// The algorithms give what their standards say, so that another program could read the data.
@Suite struct VectorTests {
    @Test("XChaCha20-Poly1305 gives the ciphertext of draft-irtf-cfrg-xchacha-03, A.3.1")
    func xchacha() throws {
        try Sodium.start()
        let plain = """
            Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.
            """
        let key = KeyBytes(Array(0x80...0x9f), in: .guarded)
        let aad = [UInt8](hex: "50515253c0c1c2c3c4c5c6c7")
        let nonce = [UInt8](0x40...0x57)
        let expected = [UInt8](
            hex: """
                bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54\
                c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f6\
                15c68b13b52ec0875924c1c7987947deafd8780acf49
                """
        )
        // The header is authenticated in front of the associated data; splitting them changes nothing.
        let sealed = AuthenticatedCipher.seal(
            Array(plain.utf8),
            header: Array(aad[..<4]),
            nonce: nonce,
            associated: Array(aad[4...]),
            key: key
        )
        #expect(sealed == Array(aad[..<4]) + nonce + expected)
        let opened = try AuthenticatedCipher.open(sealed, headerLength: 4, associated: Array(aad[4...]), key: key)
        #expect(String(decoding: opened, as: UTF8.self) == plain)
    }

    @Test(
        "HMAC-SHA-256 gives the codes of RFC 4231 §4.2 to §4.4",
        arguments: [
            (
                [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
        ] as [([UInt8], [UInt8], String)]
    )
    func hmac(key: [UInt8], message: [UInt8], code: String) throws {
        try Sodium.start()
        // HMAC fills short keys up with zeros itself.
        let mac = SodiumMAC(key: KeyBytes(key, in: .heap))
        #expect(mac.code(of: message) == [UInt8](hex: code))
    }

    @Test("The hash of a token is the SHA-256 of its text")
    func tokenHash() throws {
        let token = try #require(Token(typed: "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk"))
        let hash = try SodiumVault.fake().hash(token)
        #expect(hash == [UInt8](hex: "e773a04930891995839828989be814486e8f02cb2f08193efc724aee968d5202"))
    }
}
