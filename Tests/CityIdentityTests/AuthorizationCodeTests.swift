import CityDomain
import CityHTTP
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityIdentity

@Suite struct AuthorizationCodeTests {
    private static let settings = ProviderSettings(
        provider: IdentityProvider(id: ID("sample"), name: "Sample", isInThirdCountry: false),
        client: "client & co",
        secret: "geheim",
        isInside: true,
        electronicIdentity: [],
        way: .openID(issuer: "https://issuer.example")
    )
    private static let request = IdentityRequest(
        provider: ID("sample"),
        state: Token(bytes: Array(repeating: 7, count: 32)),
        nonce: "nonce",
        verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        returnAddress: "https://ratusz.example/suprasl/account/callback/sample"
    )

    private struct Reply: Decodable { let access_token: String }

    @Test("The challenge is that of RFC 7636, appendix B, and every value is escaped")
    func address() throws {
        let grant = AuthorizationCode(settings: Self.settings, http: HTTPClient(reach: .inside))
        let address = try grant.address(at: "https://i.example/auth?x=1", scope: "openid email", for: Self.request)
        #expect(address.hasPrefix("https://i.example/auth?x=1&response_type=code&client_id=client%20%26%20co&"))
        #expect(
            address.contains("&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256")
        )
        #expect(address.contains("&redirect_uri=https%3A%2F%2Fratusz.example%2Fsuprasl%2Faccount%2Fcallback%2Fsample&"))
        #expect(address.contains("&scope=openid%20email&") && address.contains("&state=\(Self.request.state.text)&"))
    }

    @Test("The code is exchanged by one POST with the verifier and the secret")
    func exchange() async throws {
        let receiver = try FakeReceiver(.status(200, body: #"{"access_token":"t"}"#))
        defer { receiver.stop() }
        let grant = AuthorizationCode(settings: Self.settings, http: HTTPClient(reach: .inside))
        let reply: Reply = try await grant.exchange(
            "c+d",
            for: Self.request,
            at: "http://127.0.0.1:\(receiver.port)/token"
        )
        #expect(reply.access_token == "t")
        let sent = try #require(receiver.requests.first)
        #expect(sent.hasPrefix("POST /token HTTP/1.1\r\n"))
        let fields = ["grant_type=authorization_code", "code=c%2Bd", "client_secret=geheim", "code_verifier=dBjft"]
        for field in fields { #expect(sent.contains(field), "\(field)") }
    }

    @Test(
        "A refused code is told apart from a service that is away",
        arguments: [
            (FakeReceiver.Answer.status(400, body: #"{"error":"invalid_grant"}"#), IdentityFailure.refused),
            (.status(401), .refused), (.status(500), .unavailable), (.status(200, body: "<html>"), .unavailable),
            (.status(302, headers: "Location: http://127.0.0.1:1/\r\n"), .unavailable), (.close, .unavailable),
        ]
    )
    func faults(answer: FakeReceiver.Answer, failure: IdentityFailure) async throws {
        let receiver = try FakeReceiver(answer)
        defer { receiver.stop() }
        let grant = AuthorizationCode(settings: Self.settings, http: HTTPClient(reach: .inside))
        await #expect(throws: failure) {
            let _: Reply = try await grant.exchange(
                "code",
                for: Self.request,
                at: "http://127.0.0.1:\(receiver.port)/token"
            )
        }
    }

    @Test("Of a service by OAuth 2 the names count and the address proves nothing")
    func user() async throws {
        let receiver = try FakeReceiver(
            .status(200, body: #"{"access_token":"t"}"#),
            .status(200, body: #"{"id":42,"first_name":"Ida","email":"ida@example.org","verified":true}"#)
        )
        defer { receiver.stop() }
        let base = "http://127.0.0.1:\(receiver.port)"
        let oauth = ProviderSettings.OAuth(
            authorize: "\(base)/a",
            token: "\(base)/t",
            user: "\(base)/u",
            scope: "email",
            fields: .init()
        )
        let service = OAuthExchange(Self.settings, oauth, http: HTTPClient(reach: .inside))
        let answer = try await service.answer(to: Self.request, code: "c", issuer: nil, at: .monday)
        let identity = answer.identity
        #expect(identity.subject == "42" && identity.email == "ida@example.org" && !identity.isEmailVerified)
        #expect(receiver.requests.last?.contains("Authorization: Bearer t") == true)
    }
}
