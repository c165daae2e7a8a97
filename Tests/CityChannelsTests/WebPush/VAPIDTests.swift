import CityDomain
import CityKit
import CityTestSupport
import Crypto
import Foundation
import Testing

@testable import CityChannels

@Suite struct VAPIDTests {
    private struct Claims: Decodable, Equatable {
        let aud: String
        let exp: Int64
        let sub: String
    }

    private static let origin = "https://push.example.com"

    private static func settings() throws -> WebPushSettings {
        try WebPushSettings(keys: VAPIDKeys(from: CountedRandomness()), contact: "mailto:it@town.example")
    }

    @Test("A token is signed with ES256 for one push service, for half a day, with our key beside it")
    func token() throws {
        let settings = try Self.settings()
        let header = try VAPIDTokens(settings).header(for: Self.origin, at: .monday)
        let match = try #require(header.wholeMatch(of: /vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)/))
        #expect(String(match.4) == settings.keys.publicText)
        #expect(try String(decoding: Self.bytes(match.1), as: UTF8.self) == #"{"alg":"ES256","typ":"JWT"}"#)
        let claims = try JSONDecoder().decode(Claims.self, from: Data(Self.bytes(match.2)))
        let end = Instant.monday.milliseconds / 1_000 + 12 * 3_600
        #expect(claims == Claims(aud: Self.origin, exp: end, sub: "mailto:it@town.example"))
        let key = try P256.Signing.PublicKey(x963Representation: Self.bytes(match.4))
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: Self.bytes(match.3))
        #expect(key.isValidSignature(signature, for: Data("\(match.1).\(match.2)".utf8)))
    }

    private static func bytes(_ text: Substring) throws -> [UInt8] { try #require(Base64URL.bytes(text)) }

    @Test("A token is kept for its service alone and renewed after six hours, or when the clock goes back")
    func keeping() throws {
        let tokens = VAPIDTokens(try Self.settings())
        let first = try tokens.header(for: Self.origin, at: .monday)
        #expect(try tokens.header(for: Self.origin, at: .monday + .seconds(21_599)) == first)
        #expect(try tokens.header(for: "https://other.example", at: .monday) != first)
        #expect(try tokens.header(for: Self.origin, at: .monday + .hours(6)) != first)
        #expect(try tokens.header(for: Self.origin, at: .monday - .minutes(1)) != first)
    }

    @Test("A refused token is made anew unless the service has taken it before")
    func refusing() throws {
        let tokens = VAPIDTokens(try Self.settings())
        let first = try tokens.header(for: Self.origin, at: .monday)
        #expect(!tokens.refuse(Self.origin))
        let second = try tokens.header(for: Self.origin, at: .monday)
        #expect(second != first)
        tokens.accept(Self.origin)
        #expect(tokens.refuse(Self.origin))
        #expect(try tokens.header(for: Self.origin, at: .monday) == second)
    }

    @Test("A key is written and read back")
    func keys() throws {
        let keys = try VAPIDKeys(from: CountedRandomness())
        let again = try #require(VAPIDKeys(keys.text))
        #expect(again.publicText == keys.publicText)
        #expect(Base64URL.bytes(keys.publicText)?.count == 65)
        #expect(Base64URL.bytes(keys.text)?.count == 32)
    }

    @Test(
        "Settings that push services would refuse are refused with what to mend",
        arguments: [
            ("", "mailto:it@town.example", .noKey), ("AAAA", "mailto:it@town.example", .noKey),
            (String(repeating: "A", count: 43), "mailto:it@town.example", .noKey), (nil, "", .noContact),
            (nil, "it@town.example", .noContact), (nil, "mailto:it@localhost", .noContact),
            (nil, "mailto:<it@town.example> ", .noContact), (nil, "http://town.example", .noContact),
            (nil, "https://localhost/", .noContact),
        ] as [(String?, String, WebPushSettingsError)]
    )
    func faults(key: String?, contact: String, error: WebPushSettingsError) throws {
        let key = try key ?? VAPIDKeys(from: CountedRandomness()).text
        #expect(throws: error) { try WebPushSettings(key: key, contact: contact) }
        #expect(!"\(error)".isEmpty)
    }

    @Test("Contacts that are good", arguments: ["mailto:it@town.example", "https://town.example/contact"])
    func contact(contact: String) throws {
        let key = try VAPIDKeys(from: CountedRandomness()).text
        #expect(try WebPushSettings(key: key, contact: contact).contact == contact)
    }

    @Test("Keys are never printed")
    func printing() throws {
        let settings = try Self.settings()
        var dumped = ""
        dump(settings, to: &dumped)
        dump(settings.keys, to: &dumped)
        let printed = "\(settings) \(settings.keys) \(String(reflecting: settings.keys)) \(dumped)"
        #expect(!printed.contains(settings.keys.text.prefix(8)))
    }
}
