import CityDomain
import CityKit
import CityTestSupport
import CityVault
import Testing

@Suite struct WebhookSignatureTests {
    /// The vectors that implementations of Standard Webhooks publish.
    @Test(
        "The signature is that of Standard Webhooks",
        arguments: [
            (
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
                #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            ),
            (
                "whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf", 1_731_705_121,
                #"{"event_type":"ping","data":{"success":true}}"#, "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
            ),
        ] as [(String, String, Int64, String, String)]
    )
    func vectors(secret: String, id: String, seconds: Int64, body: String, signature: String) throws {
        let moment = Instant(milliseconds: seconds * 1_000 + 999)
        let made = SodiumWebhookSigner().signature(
            of: Array(body.utf8),
            id: id,
            at: moment,
            with: try #require(WebhookSecret(secret))
        )
        #expect(made == signature)
    }

    /// RFC 4231, cases 1, 2 and 6: keys shorter than a block of the hash, and longer.
    @Test(
        "The code is HMAC-SHA-256",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ] as [([UInt8], String, String)]
    )
    func hmac(key: [UInt8], message: String, code: String) {
        let made = SodiumWebhookSigner().code(of: Array(message.utf8), key: key)
        let hex = made.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hex == code)
    }

    @Test("A secret prints as nothing, and is read from its own text alone")
    func secret() {
        let secret = WebhookSecret(from: CountedRandomness())
        #expect("\(secret)" == "‹secret›")
        #expect(secret.text.hasPrefix("whsec_"))
        #expect(WebhookSecret(secret.text) == secret)
        for text in ["", "whsec_?", "secret"] { #expect(WebhookSecret(text) == nil) }
    }
}
