import CityDomain
import CityKit
import CityTestSupport
import Testing

@Suite struct PushSubscriptionTests {
    /// Takes any 65 bytes for a key.
    private struct AnyKey: PushCryptography {
        func isPublicKey(_ bytes: [UInt8]) -> Bool { bytes.count == 65 }
    }

    private static let key = Base64URL.text([UInt8](repeating: 4, count: 65))
    private static let secret = Base64URL.text([UInt8](repeating: 9, count: 16))

    private static func subscription(
        _ endpoint: String,
        key: String = key,
        secret: String = secret,
        reach: PushReach = .outside
    ) throws(PushFailure) -> PushSubscription {
        try PushSubscription(endpoint: endpoint, p256dh: key, auth: secret, reach: reach, cryptography: AnyKey())
    }

    @Test(
        "The push service is the origin of the endpoint",
        arguments: [
            ("https://push.example.com/send/a?b=c", "https://push.example.com"),
            ("HTTPS://Push.Example.com:443/x", "https://push.example.com"),
            (" https://push.example.com:8443/x ", "https://push.example.com:8443"),
            ("https://[2001:db8::1]/x", "https://[2001:db8::1]"),
        ]
    )
    func origin(endpoint: String, origin: String) throws {
        #expect(try Self.subscription(endpoint).origin == origin)
        #expect(PushTarget.webPush(try Self.subscription(endpoint)).provider == origin)
    }

    @Test(
        "What is no endpoint is refused",
        arguments: [
            ("", .noAddress), ("push.example.com", .noAddress), ("ftp://push.example.com/", .noAddress),
            ("https://", .noAddress), ("https://u:p@push.example.com/", .noAddress),
            ("https://push.example.com/#a", .noAddress), ("https://push.example.com/a b", .noAddress),
            ("https://push.example.com/\r\nTTL: 1", .noAddress), ("https://пуш.example/", .noAddress),
            ("https://push.example.com/" + String(repeating: "a", count: 2_000), .noAddress),
            ("http://push.example.com/", .notEncrypted),
        ] as [(String, PushFailure)]
    )
    func endpoints(endpoint: String, failure: PushFailure) {
        #expect(throws: failure) { try Self.subscription(endpoint) }
        #expect(failure.kind == .invalid(field: "endpoint"))
    }

    @Test("Without encryption only where that is allowed")
    func inside() throws {
        #expect(try Self.subscription("http://127.0.0.1:8081/x", reach: .inside).origin == "http://127.0.0.1:8081")
    }

    @Test(
        "Damaged keys are refused",
        arguments: [
            ("", secret, .noKey), ("AAAA", secret, .noKey), ("+/+/", secret, .noKey), (key, "", .noSecret),
            (key, "AAAA", .noSecret), (key, key, .noSecret),
        ] as [(String, String, PushFailure)]
    )
    func keys(key: String, secret: String, failure: PushFailure) {
        #expect(throws: failure) {
            try Self.subscription("https://push.example.com/", key: key, secret: secret)
        }
        #expect(failure.kind == .invalid(field: failure == .noKey ? "p256dh" : "auth"))
    }

    @Test("Every target is read as it was sealed, and none is printed")
    func sealing() throws {
        let targets: [PushTarget] = [
            .webPush(try Self.subscription("https://push.example.com/secret-part")),
            .fcm(try PushToken(fcm: "secret-part:APA91b-aaaaaaaaaaaaaaaa_")),
            .apns(try PushToken(apns: String(repeating: "A1", count: 32))),
        ]
        for target in targets {
            #expect(try PushTarget(plainBytes: target.plainBytes()) == target)
            var dumped = ""
            dump(target, to: &dumped)
            #expect(!"\(target) \(dumped)".contains("secret-part"))
        }
        #expect(targets.map(\.provider) == ["https://push.example.com", "fcm", "apns"])
        #expect(throws: (any Error).self) { try PushSubscription(plainBytes: Array(#"{"endpoint":"x"}"#.utf8)) }
    }

    @Test(
        "What is no token is refused",
        arguments: [
            ("", ""), ("short", "abcd"), ("spaces are not part of a token", String(repeating: "g", count: 64)),
            (String(repeating: "a", count: 4_097), String(repeating: "a", count: 63)),
            ("0123456789abcdef/../../other", String(repeating: "a", count: 202)),
        ]
    )
    func tokens(fcm: String, apns: String) {
        #expect(throws: PushFailure.noToken) { try PushToken(fcm: fcm) }
        #expect(throws: PushFailure.noToken) { try PushToken(apns: apns) }
    }
}
