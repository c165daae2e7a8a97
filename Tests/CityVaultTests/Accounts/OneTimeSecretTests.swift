import CityDomain
import CityKit
import CityVault
import Testing

@Suite struct OneTimeSecretTests {
    /// The secret of RFC 6238, appendix B.
    private static let secret = OneTimeSecret(plainBytes: Array("12345678901234567890".utf8))

    @Test(
        "Codes are those of RFC 6238, appendix B, for SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func vectors(seconds: Int64, code: String) {
        let digest = CryptoOneTimeDigest()
        #expect(Self.secret.code(of: seconds / 30, digits: 8, by: digest) == code)
        #expect(Self.secret.code(of: seconds / 30, by: digest) == code.suffix(6))
    }

    @Test("HMAC-SHA-1 gives the codes of RFC 2202, cases 1, 2 and 6")
    func digest() {
        let digest = CryptoOneTimeDigest()
        let rows: [(key: [UInt8], message: String, code: String)] = [
            ([UInt8](repeating: 0x0b, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
            (Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (
                [UInt8](repeating: 0xaa, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112"
            ),
        ]
        for row in rows { #expect(Hex.text(digest.code(of: Array(row.message.utf8), key: row.key)) == row.code) }
    }

    @Test("A secret is written as authenticator apps read it, and prints nothing")
    func writing() {
        #expect(Self.secret.text == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
        #expect(
            Self.secret.address(issuer: "Łódź: test", account: "a+b@x.example")
                == "otpauth://totp/%C5%81%C3%B3d%C5%BA%3A%20test:a%2Bb%40x.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%C5%81%C3%B3d%C5%BA%3A%20test"
        )
        #expect("\(Self.secret)" == "‹secret›")
    }
}
