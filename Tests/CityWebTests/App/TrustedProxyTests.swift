import HTTPTypes
import Hummingbird
import Testing

@testable import CityWeb

@Suite struct TrustedProxyTests {
    @Test(
        "Only a proxy we know is believed about who is behind it",
        arguments: [
            ("198.51.100.7", nil, "198.51.100.7"), ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
            ("10.0.0.1", nil, "10.0.0.1"), ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"), ("10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "10.0.0.2", "10.0.0.1"), ("10.0.0.1", "", "10.0.0.1"), (nil, "203.0.113.9", "unknown"),
        ] as [(String?, String?, String)]
    )
    func client(peer: String?, forwarded: String?, client: String) {
        var headers: HTTPFields = [:]
        headers[.forwardedFor] = forwarded
        let request = Request(
            head: .init(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer())
        )
        #expect(TrustedProxies(["10.0.0.1", "10.0.0.2"]).client(of: request, peer: peer) == client)
    }
}
