import CityDomain
import CityKit
import Testing

@Suite struct TokenTests {
    private static let text = "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghj0"

    @Test("A token comes back from a link as it was handed out")
    func roundTrip() {
        let token = Token(from: FakeRandomness())
        #expect(Token(typed: token.text) == token)
        #expect(Token(typed: token.text.uppercased()) == token)
        #expect(token.text.utf8.count == 52)
    }

    @Test(
        "Anything else is no token",
        arguments: [
            "", "0", text + "0", String(text.dropLast()), text.replacing("a", with: "u"),
            String(repeating: "-", count: 200),
        ]
    )
    func refused(typed: String) {
        #expect(Token(typed: typed) == nil)
    }
}
