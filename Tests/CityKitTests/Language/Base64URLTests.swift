import CityKit
import Testing

@Suite struct Base64URLTests {
    @Test(
        "Bytes are written as RFC 4648 says, without filling, and read back",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(plain: String, text: String) {
        #expect(Base64URL.text(plain.utf8) == text)
        #expect(Base64URL.bytes(text) == Array(plain.utf8))
    }

    @Test("The two letters that differ are those of addresses")
    func letters() {
        #expect(Base64URL.text([0xFB, 0xFF]) == "-_8")
        #expect(Base64URL.bytes("-_8") == [0xFB, 0xFF])
    }

    @Test("What is no base64url is nothing", arguments: ["+/8", "Z", "Zg!", "ż", "Zm 8"])
    func refused(text: String) { #expect(Base64URL.bytes(text) == nil) }
}
