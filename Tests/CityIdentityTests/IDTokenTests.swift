import CityDomain
import CityKit
import Foundation
import JWTKit
import Testing

@testable import CityIdentity

/// What an issuer signs in a test; every claim can be left out or wrong.
private struct TestClaims: JWTPayload {
    var iss: String? = "https://issuer.example"
    var sub: String? = "subject-1"
    var aud: [String] = ["client"]
    var azp: String?
    var exp: Int? = 1_000_300
    var iat: Int? = 1_000_000
    var nonce: String? = "nonce"
    var email: String? = "ida@example.org"
    var email_verified: Bool? = true
    var given_name: String? = "Ida"
    var amr: [String]?
    var family_name: String? = "Przykładowa"
    var acr: String?

    func verify(using algorithm: some JWTAlgorithm) {}
}

@Suite struct IDTokenTests {
    private static let now = Instant(milliseconds: 1_000_010_000)
    private static let own = ES256PrivateKey()
    private static let check = IDTokenCheck(
        issuer: "https://issuer.example",
        client: "client",
        nonce: "nonce",
        now: now
    )

    /// The public key as an issuer publishes it.
    private static func keys(_ key: ES256PrivateKey = own, id: String = "k1") async throws -> IDTokenKeys {
        let parameters = try #require(key.publicKey.parameters)
        return try await IDTokenKeys(
            json: Array(
                """
                {"keys":[{"kty":"EC","crv":"P-256","kid":"\(id)","use":"sig","alg":"ES256",
                "x":"\(parameters.x.urlSafe)","y":"\(parameters.y.urlSafe)"},{"kty":"oct","k":"c2VjcmV0","kid":"h"}]}
                """.utf8
            )
        )
    }

    private static func token(_ claims: TestClaims, key: ES256PrivateKey = own, id: String = "k1") async throws
        -> String
    {
        let signers = await JWTKeyCollection().add(ecdsa: key, kid: JWKIdentifier(string: id))
        return try await signers.sign(claims, kid: JWKIdentifier(string: id))
    }

    @Test("A token of the issuer for this client and this sign-in is believed")
    func good() async throws {
        let keys = try await Self.keys()
        let claims = try await Self.check.claims(of: try await Self.token(TestClaims()), by: keys)
        #expect([claims.sub.value, claims.email, claims.given_name] == ["subject-1", "ida@example.org", "Ida"])
        #expect(claims.isEmailVerified)
    }

    @Test(
        "A second factor was given when the token says so in the words of the installation",
        arguments: [
            (nil, nil, false), (["pwd"], nil, false), (["pwd", "mfa"], nil, true), ([], "2", true), (nil, "1", false),
        ] as [([String]?, String?, Bool)]
    )
    func secondFactor(amr: [String]?, acr: String?, isGiven: Bool) async throws {
        var said = TestClaims()
        (said.amr, said.acr) = (amr, acr)
        let keys = try await Self.keys()
        let claims = try await Self.check.claims(of: try await Self.token(said), by: keys)
        #expect(ProviderSettings.SecondFactor(amr: ["mfa"], acr: ["2"]).isGiven(by: claims) == isGiven)
        #expect(!ProviderSettings.SecondFactor(amr: nil, acr: nil).isGiven(by: claims))
    }

    private static let slips: [(String, @Sendable (inout TestClaims) -> Void)] = [
        ("another issuer", { $0.iss = "https://other.example" }),
        ("no issuer", { $0.iss = nil }),
        ("another client", { $0.aud = ["other"] }),
        ("several clients without the one it is for", { $0.aud = ["client", "other"] }),
        ("for another of several clients", { ($0.aud, $0.azp) = (["client", "other"], "other") }),
        ("made for another party", { $0.azp = "other" }),
        ("over", { $0.exp = 999_949 }),
        ("without an end", { $0.exp = nil }),
        ("from the future", { $0.iat = 1_000_071 }),
        ("old", { $0.iat = 999_409 }),
        ("another sign-in", { $0.nonce = "other" }),
        ("without a nonce", { $0.nonce = nil }),
        ("of nobody", { $0.sub = "" }),
        ("without a subject", { $0.sub = nil }),
    ]

    @Test(
        "Only a level of assurance that the settings name, with both names, is an electronic identity",
        arguments: [
            ("substantial", "Ida", "Przykładowa", true), ("low", "Ida", "Przykładowa", false),
            (nil, "Ida", "Przykładowa", false), ("substantial", nil, "Przykładowa", false),
            ("substantial", "Ida", nil, false),
        ] as [(String?, String?, String?, Bool)]
    )
    func level(acr: String?, givenName: String?, surname: String?, isProved: Bool) async throws {
        var typed = TestClaims()
        (typed.acr, typed.given_name, typed.family_name) = (acr, givenName, surname)
        let keys = try await Self.keys()
        let claims = try await Self.check.claims(of: try await Self.token(typed), by: keys)
        #expect(claims.level(assured: ["substantial", "high"]) == (isProved ? .electronicIdentity : nil))
        #expect(claims.level(assured: []) == nil)
    }

    @Test("A token with a claim that does not fit is refused", arguments: slips.map(\.0))
    func misfit(name: String) async throws {
        var claims = TestClaims()
        Self.slips.first { $0.0 == name }?.1(&claims)
        let keys = try await Self.keys()
        let token = try await Self.token(claims)
        await #expect(throws: IdentityFailure.refused) { try await Self.check.claims(of: token, by: keys) }
    }

    @Test("A token of several clients is believed where it says to be for this one")
    func severalAudiences() async throws {
        var claims = TestClaims()
        (claims.aud, claims.azp) = (["client", "other"], "client")
        let keys = try await Self.keys()
        let token = try await Self.token(claims)
        _ = try await Self.check.claims(of: token, by: keys)
    }

    @Test("A signature by another key, by a shared secret or by nobody is refused")
    func signatures() async throws {
        let keys = try await Self.keys()
        let good = try await Self.token(TestClaims())
        let body = good.split(separator: ".")[1]
        func header(_ text: String) -> String { Base64URL.text(text.utf8) }
        let shared = await JWTKeyCollection().add(
            hmac: "secret-secret-secret-secret-secret-secret",
            digestAlgorithm: .sha256,
            kid: "h"
        )
        let tokens = [
            try await Self.token(TestClaims(), key: ES256PrivateKey()),
            "\(header(#"{"alg":"none"}"#)).\(body).",
            "\(header(#"{"alg":"none","kid":"k1"}"#)).\(body).\(good.split(separator: ".")[2])",
            try await shared.sign(TestClaims(), kid: "h"),
            "\(good.dropLast(4))AAAA", "", "a", "a.b", "a.b.c", String(good.dropLast(80)),
        ]
        for token in tokens {
            await #expect(throws: IdentityFailure.refused, "\(token)") {
                try await Self.check.claims(of: token, by: keys)
            }
        }
    }

    @Test("Of published keys those count that sign; a set without one is a fault of the issuer")
    func keySets() async throws {
        let keys = try await Self.keys()
        #expect(keys.holds("k1") && !keys.holds("h") && !keys.holds("k2"))
        for json in [#"{"keys":[]}"#, #"{"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"h"}]}"#, "{}", "x"] {
            await #expect(throws: IdentityFailure.unavailable, "\(json)") {
                try await IDTokenKeys(json: Array(json.utf8))
            }
        }
    }
}

extension String {
    fileprivate var urlSafe: String { replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") }
}
