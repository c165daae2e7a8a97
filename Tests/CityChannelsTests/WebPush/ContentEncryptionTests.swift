import CityDomain
import CityKit
import CityTestSupport
import Crypto
import Foundation
import Synchronization
import Testing

@testable import CityChannels

@Suite struct ContentEncryptionTests {
    /// Gives these bytes, in this order, and nothing else.
    private final class GivenBytes: Randomness {
        private let pieces: Mutex<[[UInt8]]>

        init(_ pieces: [[UInt8]]) { self.pieces = Mutex(pieces) }

        func bytes(_ count: Int) -> [UInt8] {
            pieces.withLock { pieces in
                let piece = pieces.isEmpty ? [] : pieces.removeFirst()
                return piece.count == count ? piece : []
            }
        }
    }

    private static func bytes(_ text: String) throws -> [UInt8] { try #require(Base64URL.bytes(text)) }

    /// The receiver of RFC 8291, appendix A.
    private static func receiver() throws -> TestBrowser {
        TestBrowser(
            key: try P256.KeyAgreement.PrivateKey(
                rawRepresentation: bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
            ),
            secret: try bytes("BTBZMqHH6r4Tts7J_aSIgg")
        )
    }

    private static let example =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vC"
        + "YLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXL"
        + "WyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"

    @Test("The example of RFC 8291, appendix A, comes out to the last byte")
    func appendixA() throws {
        let given = [
            try Self.bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), try Self.bytes("DGv6ra1nlYgDCS1FRnbzlw"),
        ]
        let subscription = try Self.receiver().subscription()
        #expect(
            Base64URL.text(subscription.publicKey)
                == "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        )
        let plain = Array("When I grow up, I want to be a watermelon".utf8)
        let body = try ContentEncryption(GivenBytes(given)).encrypt(plain, for: subscription, padding: 0)
        #expect(Base64URL.text(body) == Self.example)
        #expect(body.count == plain.count + ContentEncryption.overhead)
        #expect(try Self.receiver().read(body) == plain)
    }

    @Test("The example of RFC 8188, section 3.1, comes out to the last byte")
    func oneRecord() throws {
        let body = try ContentEncryption.seal(
            Array("I am the walrus".utf8),
            under: SymmetricKey(data: Self.bytes("yqdlZ-tYemfogSmv7Ws5PQ")),
            salt: Self.bytes("I1BsxtFttlv3u_Oo94xnmw"),
            keyID: [],
            padding: 0
        )
        #expect(Base64URL.text(body) == "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg")
    }

    @Test("What reads our messages here reads the two records of RFC 8188, section 3.2")
    func twoRecords() throws {
        let body = try ReadCoding(
            Self.bytes(
                "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA"
            )
        )
        #expect(body.recordSize == 25 && body.records.count == 2)
        #expect(body.keyID == Array("a1".utf8))
        let plain = try body.read(under: SymmetricKey(data: Self.bytes("BO3ZVPxUlnLORbVGMpbT1Q")))
        #expect(String(decoding: plain, as: UTF8.self) == "I am the walrus")
    }

    @Test(
        "A browser reads what was encrypted for it, whatever the letters and the padding; another one does not",
        arguments: ["", "Zażółć gęślą jaźń", "Щаслива вулиця 🚒", String(repeating: "ї", count: 1_900)],
        [0, 1, 128]
    )
    func reading(text: String, padding: Int) throws {
        let (browser, other) = (TestBrowser(), TestBrowser())
        let encryption = ContentEncryption(CountedRandomness())
        let body = try encryption.encrypt(Array(text.utf8), for: browser.subscription(), padding: padding)
        #expect(body.count == text.utf8.count + padding + ContentEncryption.overhead)
        #expect(try browser.read(body) == Array(text.utf8))
        #expect(throws: CryptoKitError.self) { try other.read(body) }
    }

    @Test("Every message has a key pair and a salt of its own")
    func fresh() throws {
        let encryption = ContentEncryption(CountedRandomness())
        let subscription = try TestBrowser().subscription()
        let bodies = try (0..<20).map { _ in try ReadCoding(encryption.encrypt([1], for: subscription, padding: 0)) }
        #expect(Set(bodies.map(\.salt)).count == 20)
        #expect(Set(bodies.map(\.keyID)).count == 20)
    }

    @Test("Bytes that are no number of the curve are passed over")
    func outOfRange() throws {
        let given = [
            [UInt8](repeating: 0, count: 32), [UInt8](repeating: 255, count: 32), [UInt8](repeating: 7, count: 32),
        ]
        let encryption = ContentEncryption(GivenBytes(given + [[UInt8](repeating: 1, count: 16)]))
        let browser = TestBrowser()
        let body = try encryption.encrypt([1, 2], for: browser.subscription(), padding: 0)
        #expect(try browser.read(body) == [1, 2])
        let none = ContentEncryption(GivenBytes([]))
        #expect(throws: (any Error).self) { try none.encrypt([1], for: browser.subscription(), padding: 0) }
    }

    @Test("Only points of the curve are keys")
    func curve() throws {
        let point = Array(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
        var off = point
        off[64] ^= 1
        let compressed = Array(P256.KeyAgreement.PrivateKey().publicKey.compressedRepresentation)
        let other = Array(P384.KeyAgreement.PrivateKey().publicKey.x963Representation)
        let keys = CryptoPushKeys()
        #expect(keys.isPublicKey(point))
        for wrong in [off, compressed, other, [], [4] + [UInt8](repeating: 0, count: 64), point + [0]] {
            #expect(!keys.isPublicKey(wrong), "\(wrong.count) bytes")
        }
    }
}
