import CityDomain
import CityHTTP
import CityKit
import CityTestSupport
import Crypto
import Foundation
import Testing

@testable import CityChannels

/// What can be said without Apple and without HTTP/2; `Tests/Browser/push` has a stub that speaks it.
@Suite struct APNsChannelTests {
    private static let key = P256.Signing.PrivateKey()

    private static func settings(server: APNsSettings.Server = .production) throws -> APNsSettings {
        try APNsSettings(
            key: key.pemRepresentation,
            keyID: "ABC123DEFG",
            team: "TEAM123456",
            topic: "pl.example.town",
            server: server
        )
    }

    private static func message(_ topic: PushTopic? = PushTopic("alert-1"), body: String = "Вітер") throws
        -> PushMessage
    {
        pushMessage(to: .apns(try PushToken(apns: String(repeating: "a1", count: 32))), body: body, topic: topic)
    }

    private struct Sent: Decodable, Equatable {
        struct Alert: Decodable, Equatable {
            let title: String
            let body: String
        }
        struct Notice: Decodable, Equatable {
            let alert: Alert
            let sound: String
            let badge: Int?
        }
        let aps: Notice
        let id: String
        let at: Int64
        let link: String
        let lang: String
    }

    @Test("The body has what Apple shows and what the app opens")
    func payload() throws {
        let bytes = try #require(APNsPayload.bytes(try Self.message()))
        let alert = Sent.Alert(title: "Alert: burza", body: "Вітер")
        let expected = Sent(
            aps: Sent.Notice(alert: alert, sound: "default", badge: 3),
            id: "01J9Z0000000000000000000AA",
            at: Instant.monday.milliseconds,
            link: "https://town.example/nowa/alerts/1",
            lang: "pl"
        )
        #expect(try JSONDecoder().decode(Sent.self, from: Data(bytes)) == expected)
        let long = try #require(APNsPayload.bytes(try Self.message(body: String(repeating: "є", count: 5_000))))
        #expect((4_090...4_096).contains(long.count))
        #expect(try JSONDecoder().decode(Sent.self, from: Data(long)).aps.alert.body.hasSuffix("є…"))
    }

    @Test("A token is signed with ES256, renewed after 40 minutes, and never before 20")
    func token() throws {
        let token = APNsToken(try Self.settings())
        let first = try token.text(at: .monday)
        let parts = first.split(separator: ".").map { Base64URL.bytes($0) ?? [] }
        #expect(String(decoding: parts[0], as: UTF8.self) == #"{"alg":"ES256","kid":"ABC123DEFG"}"#)
        let issued = Instant.monday.milliseconds / 1_000
        #expect(String(decoding: parts[1], as: UTF8.self) == #"{"iat":\#(issued),"iss":"TEAM123456"}"#)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: parts[2])
        let signed = Data(first[..<(first.lastIndex(of: ".") ?? first.endIndex)].utf8)
        #expect(Self.key.publicKey.isValidSignature(signature, for: signed))
        #expect(try token.text(at: .monday + .seconds(2_399)) == first)
        #expect(!token.expire(first, at: .monday + .seconds(1_199)))
        #expect(try token.text(at: .monday + .seconds(1_199)) == first)
        let second = try token.text(at: .monday + .minutes(40))
        #expect(second != first)
        #expect(token.expire(first, at: .monday + .minutes(41)))
        #expect(try token.text(at: .monday + .minutes(41)) == second)
        #expect(token.expire(second, at: .monday + .minutes(60)))
        #expect(try token.text(at: .monday + .minutes(60)) != second)
    }

    private static func reason(_ status: Int, _ code: String? = nil) -> DeliveryReason {
        DeliveryReason("answered \(status)\(code.map { ": \($0)" } ?? "")", status: status)
    }

    @Test(
        "What Apple answers decides what becomes of the delivery",
        arguments: [
            (200, nil, .handedOver(reference: "E1", status: 200)),
            (410, "Unregistered", .permanent(reason(410, "Unregistered"), .address)),
            (410, "ExpiredToken", .permanent(reason(410, "ExpiredToken"), .address)),
            (400, "BadDeviceToken", .permanent(reason(400, "BadDeviceToken"), .address)),
            (400, "DeviceTokenNotForTopic", .permanent(reason(400, "DeviceTokenNotForTopic"), .address)),
            (400, "BadTopic", .unavailable(reason(400, "BadTopic"), retryAfter: .minutes(5))),
            (400, "BadCollapseId", .permanent(reason(400, "BadCollapseId"), .message)),
            (403, "InvalidProviderToken", .unavailable(reason(403, "InvalidProviderToken"), retryAfter: .minutes(5))),
            (413, "PayloadTooLarge", .permanent(reason(413, "PayloadTooLarge"), .message)),
            (429, "TooManyRequests", .transient(reason(429, "TooManyRequests"))),
            (
                429, "TooManyProviderTokenUpdates",
                .rateLimited(reason(429, "TooManyProviderTokenUpdates"), retryAfter: .minutes(20))
            ),
            (500, "InternalServerError", .transient(reason(500, "InternalServerError"))),
            (503, "Shutdown", .transient(reason(503, "Shutdown"))),
        ] as [(Int, String?, Outcome)]
    )
    func answers(status: Int, code: String?, outcome: Outcome) {
        let body = code.map { #"{"reason":"\#($0)","timestamp":1}"# } ?? ""
        let reply = HTTPReply(status: status, headers: ["apns-id": "E1"], body: Array(body.utf8))
        #expect(APNsAnswer(reply, mayRepeat: false).outcome == outcome)
        #expect(APNsAnswer(reply, mayRepeat: false).isTokenExpired == false)
    }

    private static func stub(
        _ answers: FakeReceiver.Answer...,
        connections: FakeReceiver.Connections = .closed
    ) throws -> (FakeReceiver, APNsChannel, FakeClock) {
        let (receiver, clock) = (try FakeReceiver(list: answers, connections: connections), FakeClock(.monday))
        let settings = try settings(server: .other("http://127.0.0.1:\(receiver.port)"))
        return (receiver, APNsChannel(settings, clock: clock), clock)
    }

    @Test("A message is one POST with what Apple wants to know in its head")
    func request() async throws {
        let (receiver, channel, _) = try Self.stub(.status(200, headers: "apns-id: E1\r\n"))
        defer { receiver.stop() }
        #expect(await channel.deliver(try Self.message()) == .handedOver(reference: "E1", status: 200))
        let request = try #require(receiver.exactRequests.first)
        #expect(request.lines.first == "POST /3/device/\(String(repeating: "a1", count: 32)) HTTP/1.1")
        let headers = [
            "apns-topic": "pl.example.town", "apns-push-type": "alert", "apns-priority": "10",
            "apns-expiration": "\(Instant.monday.milliseconds / 1_000 + 7_200)", "apns-collapse-id": "alert-1",
        ]
        for (name, value) in headers { #expect(request[name] == value, "\(name)") }
        #expect(request["authorization"]?.hasPrefix("bearer ey") == true)
        channel.close()
    }

    @Test("A token that Apple calls too old is replaced when there may be a new one, and else waited for")
    func expired() async throws {
        let expired = FakeReceiver.Answer.status(403, body: #"{"reason":"ExpiredProviderToken"}"#)
        let (receiver, channel, clock) = try Self.stub(expired, expired, .status(200))
        defer { receiver.stop() }
        let early = await channel.deliver(try Self.message())
        #expect(early == .unavailable(Self.reason(403, "ExpiredProviderToken"), retryAfter: .minutes(5)))
        clock.advance(.minutes(21))
        #expect(await channel.deliver(try Self.message()) == .handedOver(reference: nil, status: 200))
        let tokens = receiver.exactRequests.compactMap { $0["authorization"] }
        #expect(tokens.count == 3 && tokens[0] == tokens[1] && tokens[1] != tokens[2])
        channel.close()
    }

    @Test("When no answer comes, only a message that a later one replaces is sent again")
    func silence() async throws {
        let (receiver, channel, _) = try Self.stub(.close)
        defer { receiver.stop() }
        let nothing = DeliveryReason("Server returned nothing (no headers, no data)")
        #expect(await channel.deliver(try Self.message()) == .transient(nothing))
        #expect(await channel.deliver(try Self.message(nil)) == .unknown(nothing))
        channel.close()
    }

    @Test(
        "A kept connection that ends during a message has it sent again only where a later one replaces it",
        arguments: [
            (PushTopic("alert-1"), .handedOver(reference: nil, status: 200), 3),
            (nil, .unknown(DeliveryReason("the connection ended before an answer came")), 2),
        ] as [(PushTopic?, Outcome, Int)]
    )
    func repeated(topic: PushTopic?, outcome: Outcome, requests: Int) async throws {
        let (receiver, channel, _) = try Self.stub(.status(200), .close, .status(200), connections: .kept)
        defer { receiver.stop() }
        let message = try Self.message(topic)
        #expect(await channel.deliver(message) == .handedOver(reference: nil, status: 200))
        #expect(await channel.deliver(message) == outcome)
        #expect(receiver.requests.count == requests)
        channel.close()
    }

    @Test(
        "Wrong settings are refused with what to mend",
        arguments: [
            ("", "ABC123DEFG", "TEAM123456", "pl.example.town", .noKey),
            (nil, "abc123defg", "TEAM123456", "pl.example.town", .noKeyID),
            (nil, "ABC123DEFG", "TEAM", "pl.example.town", .noTeam),
            (nil, "ABC123DEFG", "TEAM123456", "town", .noTopic),
            (nil, "ABC123DEFG", "TEAM123456", "pl.example\r\nx: y", .noTopic),
        ] as [(String?, String, String, String, APNsSettingsError)]
    )
    func faults(key: String?, keyID: String, team: String, topic: String, error: APNsSettingsError) {
        #expect(throws: error) {
            try APNsSettings(key: key ?? Self.key.pemRepresentation, keyID: keyID, team: team, topic: topic)
        }
        #expect(!"\(error)".isEmpty)
    }

    @Test("Settings never print their key")
    func printing() throws {
        var dumped = ""
        dump(try Self.settings(), to: &dumped)
        #expect("\(try Self.settings()) \(dumped)".contains(APNsSettings.standIn))
        #expect(!dumped.contains("ABC123DEFG"))
    }
}
