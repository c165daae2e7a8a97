import CityDomain
import CityKit
import CityTestSupport
import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import CityChannels

@Suite struct FCMChannelTests {
    /// Making an RSA key takes long.
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    private struct Stub {
        let tokens: FakeReceiver
        let messages: FakeReceiver
        let clock = FakeClock(.monday)
        let channel: FCMChannel

        init(tokens: FakeReceiver, messages: FakeReceiver) throws {
            self.tokens = tokens
            self.messages = messages
            let file = try FCMChannelTests.file(tokens: "http://127.0.0.1:\(tokens.port)/token")
            let server = "http://127.0.0.1:\(messages.port)"
            let settings = try FCMSettings(file: file, server: server, reach: .inside)
            channel = FCMChannel(settings, clock: clock)
        }

        func deliver(_ message: PushMessage? = nil) async throws -> Outcome {
            await channel.deliver(try message ?? FCMChannelTests.message())
        }

        func end() {
            channel.close()
            tokens.stop()
            messages.stop()
        }
    }

    private static let token = "dLx3kAbcDEF:APA91bH-aaaa_bbbb"
    private static let granted = #"{"access_token":"ya29.first","expires_in":3599,"token_type":"Bearer"}"#
    private static let renewed = #"{"access_token":"ya29.second","expires_in":3599,"token_type":"Bearer"}"#
    private static let sent = #"{"name":"projects/town-1/messages/0:42"}"#

    private static func message(_ topic: PushTopic? = PushTopic("alert-1"), body: String = "Вітер") throws
        -> PushMessage
    {
        pushMessage(to: .fcm(try PushToken(fcm: token)), body: body, topic: topic)
    }

    private static func file(
        tokens: String = "https://oauth2.example.com/token",
        without missing: String = "",
        key: String? = nil
    ) throws -> [UInt8] {
        var file = [
            "type": "service_account", "project_id": "town-1", "client_email": "push@town-1.example.com",
            "token_uri": tokens, "private_key": try key ?? Self.key.get().pemRepresentation,
        ]
        file[missing] = nil
        return Array(try JSONEncoder().encode(file))
    }

    private static func stub(
        _ answer: FakeReceiver.Answer,
        token: FakeReceiver.Answer = .status(200, body: granted)
    ) throws -> Stub {
        try Stub(tokens: FakeReceiver(token), messages: FakeReceiver(answer))
    }

    private struct Sent: Decodable, Equatable {
        struct Words: Decodable, Equatable {
            let title: String
            let body: String
        }
        struct Android: Decodable, Equatable {
            struct Notification: Decodable, Equatable {
                let tag: String
                let notification_count: Int?
            }
            let ttl: String
            let priority: String
            let collapse_key: String
            let notification: Notification
        }
        struct Message: Decodable, Equatable {
            let token: String
            let notification: Words
            let data: [String: String]
            let android: Android
        }
        let message: Message
    }

    @Test("A message is one POST of HTTP v1 under a token for which the service account signed")
    func request() async throws {
        let stub = try Self.stub(.status(200, body: Self.sent))
        defer { stub.end() }
        #expect(try await stub.deliver() == .handedOver(reference: "projects/town-1/messages/0:42", status: 200))
        let request = try #require(stub.messages.exactRequests.first)
        #expect(request.lines.first == "POST /v1/projects/town-1/messages:send HTTP/1.1")
        #expect(request["Authorization"] == "Bearer ya29.first")
        #expect(request["Content-Type"] == "application/json")
        let data = [
            "id": "01J9Z0000000000000000000AA", "at": "\(Instant.monday.milliseconds)",
            "link": "https://town.example/nowa/alerts/1", "lang": "pl",
        ]
        let expected = Sent.Message(
            token: Self.token,
            notification: Sent.Words(title: "Alert: burza", body: "Вітер"),
            data: data,
            android: Sent.Android(
                ttl: "7200s",
                priority: "high",
                collapse_key: "alert-1",
                notification: Sent.Android.Notification(tag: "alert-1", notification_count: 3)
            )
        )
        #expect(try JSONDecoder().decode(Sent.self, from: Data(request.body)).message == expected)
    }

    private struct Statement: Decodable, Equatable {
        let iss: String
        let scope: String
        let aud: String
        let iat: Int64
        let exp: Int64
    }

    @Test("The service account signs with RS256 for an hour")
    func statement() async throws {
        let stub = try Self.stub(.status(200, body: Self.sent))
        defer { stub.end() }
        _ = try await stub.deliver()
        let form = String(decoding: try #require(stub.tokens.exactRequests.first).body, as: UTF8.self)
        let grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
        #expect(form.hasPrefix(grant))
        let match = try #require(form.dropFirst(grant.count).wholeMatch(of: /([\w-]+)\.([\w-]+)\.([\w-]+)/))
        #expect(String(decoding: Base64URL.bytes(match.1) ?? [], as: UTF8.self) == #"{"alg":"RS256","typ":"JWT"}"#)
        let now = Instant.monday.milliseconds / 1_000
        let claims = try JSONDecoder().decode(Statement.self, from: Data(Base64URL.bytes(match.2) ?? []))
        let expected = Statement(
            iss: "push@town-1.example.com",
            scope: "https://www.googleapis.com/auth/firebase.messaging",
            aud: "http://127.0.0.1:\(stub.tokens.port)/token",
            iat: now,
            exp: now + 3_600
        )
        #expect(claims == expected)
        let signature = _RSA.Signing.RSASignature(rawRepresentation: Base64URL.bytes(match.3) ?? [])
        let digest = SHA256.hash(data: Data("\(match.1).\(match.2)".utf8))
        #expect(
            try Self.key.get().publicKey.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
        )
    }

    @Test("One token serves many messages, and is renewed before its end")
    func keeping() async throws {
        let tokens = try FakeReceiver(.status(200, body: Self.granted), .status(200, body: Self.renewed))
        let stub = try Stub(tokens: tokens, messages: FakeReceiver(.status(200, body: Self.sent)))
        defer { stub.end() }
        let message = try Self.message()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = await stub.channel.deliver(message) } }
        }
        #expect(tokens.requests.count == 1)
        stub.clock.advance(.seconds(3_298))
        _ = try await stub.deliver(pushMessage(to: message.target, expiresAt: .monday + .days(1)))
        #expect(tokens.requests.count == 1)
        stub.clock.advance(.seconds(1))
        _ = try await stub.deliver(pushMessage(to: message.target, expiresAt: .monday + .days(1)))
        #expect(tokens.requests.count == 2)
        #expect(stub.messages.exactRequests.last?["Authorization"] == "Bearer ya29.second")
    }

    @Test("A token that Google withdrew is replaced at once")
    func withdrawn() async throws {
        let tokens = try FakeReceiver(.status(200, body: Self.granted), .status(200, body: Self.renewed))
        let messages = try FakeReceiver(
            .status(401, body: #"{"error":{"status":"UNAUTHENTICATED"}}"#),
            .status(200, body: Self.sent)
        )
        let stub = try Stub(tokens: tokens, messages: messages)
        defer { stub.end() }
        #expect(try await stub.deliver() == .handedOver(reference: "projects/town-1/messages/0:42", status: 200))
        #expect(messages.exactRequests.map { $0["Authorization"] } == ["Bearer ya29.first", "Bearer ya29.second"])
    }

    @Test("Without a token nothing is sent, and the server of tokens is asked once a minute")
    func noToken() async throws {
        let stub = try Self.stub(.status(200), token: .status(400, body: #"{"error":"invalid_grant"}"#))
        defer { stub.end() }
        let reason = DeliveryReason("the server of tokens answered 400")
        for _ in 0..<3 {
            #expect(try await stub.deliver() == .unavailable(reason, retryAfter: .minutes(1)))
        }
        #expect(stub.tokens.requests.count == 1)
        stub.clock.advance(.minutes(1))
        _ = try await stub.deliver()
        #expect(stub.tokens.requests.count == 2)
        #expect(stub.messages.requests.isEmpty)
    }

    private static func fault(_ status: String, code: String? = nil, field: String? = nil) -> String {
        let details = [
            code.map { #"{"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"\#($0)"}"# },
            field.map { #"{"fieldViolations":[{"field":"\#($0)"}]}"# },
        ]
        return #"{"error":{"status":"\#(status)","details":[\#(details.compactMap(\.self).joined(separator: ","))]}}"#
    }

    private static func reason(_ status: Int, _ code: String? = nil) -> DeliveryReason {
        DeliveryReason("answered \(status)\(code.map { ": \($0)" } ?? "")", status: status)
    }

    @Test(
        "What Firebase answers decides what becomes of the delivery",
        arguments: [
            (
                .status(404, body: fault("NOT_FOUND", code: "UNREGISTERED")),
                .permanent(reason(404, "UNREGISTERED"), .address)
            ),
            (
                .status(403, body: fault("PERMISSION_DENIED", code: "SENDER_ID_MISMATCH")),
                .permanent(reason(403, "SENDER_ID_MISMATCH"), .address)
            ),
            (
                .status(403, body: fault("PERMISSION_DENIED")),
                .unavailable(reason(403, "PERMISSION_DENIED"), retryAfter: .minutes(5))
            ),
            (.status(404), .unavailable(reason(404), retryAfter: .minutes(5))),
            (
                .status(400, body: fault("INVALID_ARGUMENT", code: "INVALID_ARGUMENT", field: "message.token")),
                .permanent(reason(400, "INVALID_ARGUMENT"), .address)
            ),
            (
                .status(400, body: fault("INVALID_ARGUMENT", field: "message.android.ttl")),
                .permanent(reason(400, "INVALID_ARGUMENT"), .message)
            ),
            (
                .status(429, headers: "Retry-After: 30\r\n", body: fault("RESOURCE_EXHAUSTED", code: "QUOTA_EXCEEDED")),
                .rateLimited(reason(429, "QUOTA_EXCEEDED"), retryAfter: .seconds(30))
            ),
            (
                .status(503, headers: "Retry-After: 9\r\n", body: fault("UNAVAILABLE", code: "UNAVAILABLE")),
                .rateLimited(reason(503, "UNAVAILABLE"), retryAfter: .seconds(9))
            ),
            (.status(500, body: fault("INTERNAL")), .transient(reason(500, "INTERNAL"))),
            (.status(200, body: "{}"), .handedOver(reference: nil, status: 200)),
            (.close, .transient(DeliveryReason("Server returned nothing (no headers, no data)"))),
        ] as [(FakeReceiver.Answer, Outcome)]
    )
    func answers(answer: FakeReceiver.Answer, outcome: Outcome) async throws {
        let stub = try Self.stub(answer)
        defer { stub.end() }
        #expect(try await stub.deliver() == outcome)
        #expect(stub.messages.requests.count == 1)
    }

    @Test("When no answer comes, a message that counts for itself is not sent again")
    func silence() async throws {
        let stub = try Self.stub(.close)
        defer { stub.end() }
        let nothing = DeliveryReason("Server returned nothing (no headers, no data)")
        #expect(try await stub.deliver(Self.message(nil)) == .unknown(nothing))
    }

    @Test(
        "A kept connection that ends during a message has it sent again only where a later one replaces it",
        arguments: [
            (PushTopic("alert-1"), .handedOver(reference: "projects/town-1/messages/0:42", status: 200), 3),
            (nil, .unknown(DeliveryReason("the connection ended before an answer came")), 2),
        ] as [(PushTopic?, Outcome, Int)]
    )
    func repeated(topic: PushTopic?, outcome: Outcome, requests: Int) async throws {
        let sent = FakeReceiver.Answer.status(200, body: Self.sent)
        let stub = try Stub(
            tokens: FakeReceiver(.status(200, body: Self.granted)),
            messages: FakeReceiver(sent, .close, sent, connections: .kept)
        )
        defer { stub.end() }
        _ = try await stub.deliver()
        #expect(try await stub.deliver(Self.message(topic)) == outcome)
        #expect(stub.messages.requests.count == requests)
    }

    @Test("A token is asked for again where a kept connection ends meanwhile")
    func askedAgain() async throws {
        let (granted, renewed) = (Self.granted, Self.renewed)
        let tokens = try FakeReceiver(
            .status(200, body: granted),
            .close,
            .status(200, body: renewed),
            connections: .kept
        )
        let stub = try Stub(tokens: tokens, messages: FakeReceiver(.status(401), .status(200, body: Self.sent)))
        defer { stub.end() }
        #expect(try await stub.deliver() == .handedOver(reference: "projects/town-1/messages/0:42", status: 200))
        #expect(tokens.requests.count == 3)
    }

    @Test("A long body is cut, and the message is whole")
    func long() async throws {
        let stub = try Self.stub(.status(200, body: Self.sent))
        defer { stub.end() }
        _ = try await stub.deliver(Self.message(body: String(repeating: "Ґ", count: 9_000)))
        let request = try #require(stub.messages.exactRequests.first)
        #expect((4_090...4_096).contains(request.body.count))
        let sent = try JSONDecoder().decode(Sent.self, from: Data(request.body))
        #expect(sent.message.notification.body.hasSuffix("Ґ…"))
    }

    @Test(
        "A file that is no service account is refused with what to mend",
        arguments: [
            ("project_id", .missing("project_id")), ("client_email", .missing("client_email")),
            ("token_uri", .missing("token_uri")), ("private_key", .missing("private_key")),
        ] as [(String, FCMSettingsError)]
    )
    func missing(field: String, error: FCMSettingsError) throws {
        let file = try Self.file(without: field)
        #expect(throws: error) { try FCMSettings(file: file) }
        #expect("\(error)".contains(field))
    }

    @Test("So is a broken key, an address without encryption, and what is no JSON")
    func broken() throws {
        let (noKey, plain) = (try Self.file(key: "-----BEGIN"), try Self.file(tokens: "http://example.com/"))
        #expect(throws: FCMSettingsError.noKey) { try FCMSettings(file: noKey) }
        #expect(throws: FCMSettingsError.notEncrypted) { try FCMSettings(file: plain) }
        #expect(throws: FCMSettingsError.noServiceAccount) { try FCMSettings(file: Array("hunter-two".utf8)) }
        for error in [FCMSettingsError.noKey, .notEncrypted, .noServiceAccount] {
            #expect(!"\(error)".contains("hunter"))
        }
    }

    @Test("Settings never print their key")
    func printing() throws {
        let settings = try FCMSettings(file: Self.file())
        var dumped = ""
        dump(settings, to: &dumped)
        #expect("\(settings)" == FCMSettings.standIn)
        #expect(!dumped.contains("town-1"))
    }
}
