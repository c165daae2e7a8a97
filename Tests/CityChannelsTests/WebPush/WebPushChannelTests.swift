import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

@Suite struct WebPushChannelTests {
    private struct Service {
        let receiver: FakeReceiver
        let channel: WebPushChannel
        let browser = TestBrowser()

        init(
            _ answers: FakeReceiver.Answer,
            reach: PushReach = .inside,
            time: Duration = .seconds(10),
            clock: FakeClock = FakeClock(.monday)
        ) throws {
            receiver = try FakeReceiver(answers)
            channel = WebPushChannel(
                try WebPushSettings(keys: VAPIDKeys(from: CountedRandomness()), contact: "mailto:it@town.example"),
                reach: reach,
                clock: clock,
                randomness: CountedRandomness(),
                time: time
            )
        }

        func target(_ host: String = "http://127.0.0.1") throws -> PushTarget {
            .webPush(try browser.subscription("\(host):\(receiver.port)/send/abc"))
        }

        func end() {
            channel.close()
            receiver.stop()
        }
    }

    private static func deliver(
        _ answer: FakeReceiver.Answer,
        topic: PushTopic? = nil,
        time: Duration = .seconds(10)
    ) async throws -> (Outcome, [FakeReceiver.Request]) {
        let service = try Service(answer, time: time)
        defer { service.end() }
        let outcome = await service.channel.deliver(pushMessage(to: try service.target(), topic: topic))
        service.receiver.release()
        return (outcome, service.receiver.exactRequests)
    }

    @Test("A message is one POST that the browser alone can read")
    func request() async throws {
        let service = try Service(.status(201, headers: "Location: https://push.example.com/m/1\r\n"))
        defer { service.end() }
        let outcome = await service.channel.deliver(pushMessage(to: try service.target()))
        #expect(outcome == .handedOver(reference: "https://push.example.com/m/1", status: 201))
        let request = try #require(service.receiver.exactRequests.first)
        #expect(request.lines.first == "POST /send/abc HTTP/1.1")
        let headers = [
            "TTL": "7200", "Urgency": "high", "Topic": "alert-1", "Content-Encoding": "aes128gcm",
            "Content-Type": "application/notification+json", "Content-Length": "\(request.body.count)",
        ]
        for (name, value) in headers { #expect(request[name] == value, "\(name)") }
        #expect(request["Authorization"]?.hasPrefix("vapid t=") == true)
        // The padding leaves steps of 128.
        #expect((request.body.count - ContentEncryption.overhead).isMultiple(of: 128))
        let notification = Declared.Notification(
            title: "Alert: burza",
            lang: "pl",
            dir: "ltr",
            body: "Silny wiatr do 20:00. Сильний вітер.",
            navigate: "https://town.example/nowa/alerts/1",
            tag: "alert-1",
            app_badge: 3,
            data: Declared.Notification.Own(id: "01J9Z0000000000000000000AA", at: Instant.monday.milliseconds)
        )
        #expect(
            try service.browser.notification(request.body)
                == Declared(web_push: 8_030, notification: notification, app_badge: 3)
        )
    }

    @Test("A message that counts for itself has a topic of its own, the same in every attempt")
    func ownTopic() async throws {
        let service = try Service(.status(201))
        defer { service.end() }
        for id in ["a", "a", "b"] {
            let message = pushMessage(to: try service.target(), id: id, topic: nil, urgency: .veryLow, badge: nil)
            #expect(await service.channel.deliver(message) == .handedOver(reference: nil, status: 201))
        }
        let requests = service.receiver.exactRequests
        let topics = requests.compactMap { $0["Topic"] }
        #expect(topics.allSatisfy { PushTopic($0) != nil && $0.utf8.count == 32 })
        #expect(topics[0] == topics[1] && topics[1] != topics[2])
        #expect(requests.map { $0["Urgency"] } == ["very-low", "very-low", "very-low"])
        let declared = try service.browser.notification(requests[2].body)
        #expect(declared.notification.tag == topics[2])
        #expect(declared.app_badge == nil && declared.notification.app_badge == nil)
    }

    private static func reason(_ status: Int, _ code: String? = nil) -> DeliveryReason {
        DeliveryReason("answered \(status)\(code.map { ": \($0)" } ?? "")", status: status)
    }

    @Test(
        "What the push service answers decides what becomes of the delivery",
        arguments: [
            (.status(200), .handedOver(reference: nil, status: 200)),
            (.status(202), .handedOver(reference: nil, status: 202)),
            (.status(201, headers: "Location: /m/ż\r\n"), .handedOver(reference: nil, status: 201)),
            (
                .status(201, headers: "Location: /\(String(repeating: "m", count: 600))\r\n"),
                .handedOver(reference: nil, status: 201)
            ),
            (.status(404, body: #"{"code":404,"errno":102}"#), .permanent(reason(404, "errno 102"), .address)),
            (.status(410, body: #"{"code":410,"errno":106}"#), .permanent(reason(410, "errno 106"), .address)),
            (.status(400, body: #"{"code":400,"errno":111}"#), .permanent(reason(400, "errno 111"), .message)),
            (
                .status(400, body: #"{"reason":"VapidPkHashMismatch"}"#),
                .permanent(reason(400, "VapidPkHashMismatch"), .address)
            ),
            (
                .status(401, body: #"{"code":401,"errno":109}"#),
                .unavailable(reason(401, "errno 109"), retryAfter: .minutes(5))
            ),
            (
                .status(403, body: #"{"reason":"BadJwtToken"}"#),
                .unavailable(reason(403, "BadJwtToken"), retryAfter: .minutes(5))
            ),
            (
                .status(403, body: #"{"reason":"<b>not a word</b>"}"#),
                .unavailable(reason(403), retryAfter: .minutes(5))
            ),
            (.status(429, headers: "Retry-After: 120\r\n"), .rateLimited(reason(429), retryAfter: .minutes(2))),
            (.status(429, headers: "Retry-After: 99999999\r\n"), .rateLimited(reason(429), retryAfter: .hours(1))),
            (.status(429), .rateLimited(reason(429), retryAfter: .minutes(1))),
            (.status(503, headers: "Retry-After: 7\r\n"), .rateLimited(reason(503), retryAfter: .seconds(7))),
            (.status(503), .transient(reason(503))), (.status(500), .transient(reason(500))),
            (.status(502, body: "<html>"), .transient(reason(502))),
            (.status(301, headers: "Location: http://127.0.0.1:1/\r\n"), .transient(reason(301))),
            (.status(418), .permanent(reason(418), .message)),
        ] as [(FakeReceiver.Answer, Outcome)]
    )
    func answers(answer: FakeReceiver.Answer, outcome: Outcome) async throws {
        let (found, requests) = try await Self.deliver(answer)
        #expect(found == outcome)
        #expect(requests.count == 1)
    }

    @Test("What takes less than we know of gets the message once more, shorter")
    func tooLarge() async throws {
        let service = try Service(.status(413))
        defer { service.end() }
        let message = pushMessage(to: try service.target(), body: String(repeating: "Ї", count: 9_000))
        #expect(await service.channel.deliver(message) == .permanent(Self.reason(413), .message))
        let requests = service.receiver.exactRequests
        #expect(requests.map(\.body.count) == [4_096, 2_744])
        for request in requests {
            let body = try service.browser.notification(request.body).notification.body
            #expect(body.hasSuffix("Ї…") && body.count > 1_000)
        }
    }

    @Test("A token that was taken before is not what is wrong: the browser has subscribed for another key")
    func otherKey() async throws {
        let receiver = try FakeReceiver(.status(201), .status(403), connections: .kept)
        defer { receiver.stop() }
        let channel = try Service(.close).channel
        defer { channel.close() }
        let target = PushTarget.webPush(try TestBrowser().subscription("http://127.0.0.1:\(receiver.port)/x"))
        #expect(await channel.deliver(pushMessage(to: target)) == .handedOver(reference: nil, status: 201))
        #expect(await channel.deliver(pushMessage(to: target)) == .permanent(Self.reason(403), .address))
        #expect(receiver.connections == 1)
    }

    @Test("When no answer comes, only a message that a later one replaces is sent again")
    func silence() async throws {
        let nothing = DeliveryReason("Server returned nothing (no headers, no data)")
        #expect(try await Self.deliver(.close, topic: PushTopic("alert-1")).0 == .transient(nothing))
        #expect(try await Self.deliver(.close).0 == .unknown(nothing))
        let late = DeliveryReason("Timeout was reached")
        #expect(try await Self.deliver(.held, topic: PushTopic("a"), time: .seconds(1)).0 == .transient(late))
        #expect(try await Self.deliver(.held, time: .seconds(1)).0 == .unknown(late))
    }

    @Test(
        "A kept connection that ends during a message has it sent again only where a later one replaces it",
        arguments: [
            (PushTopic("alert-1"), .handedOver(reference: nil, status: 201), 3),
            (nil, .unknown(DeliveryReason("the connection ended before an answer came")), 2),
        ] as [(PushTopic?, Outcome, Int)]
    )
    func repeated(topic: PushTopic?, outcome: Outcome, requests: Int) async throws {
        let receiver = try FakeReceiver(.status(201), .close, .status(201), connections: .kept)
        defer { receiver.stop() }
        let channel = try Service(.close).channel
        defer { channel.close() }
        let target = PushTarget.webPush(try TestBrowser().subscription("http://127.0.0.1:\(receiver.port)/x"))
        let message = pushMessage(to: target, topic: topic)
        #expect(await channel.deliver(message) == .handedOver(reference: nil, status: 201))
        #expect(await channel.deliver(message) == outcome)
        #expect(receiver.requests.count == requests)
    }

    @Test("Nobody at the address is tried again later")
    func nobody() async throws {
        let service = try Service(.close)
        let target = try service.target()
        service.receiver.stop()
        defer { service.channel.close() }
        try await expectEventually("the listener is gone") {
            await service.channel.deliver(pushMessage(to: target, topic: nil))
                == .transient(DeliveryReason("Couldn't connect to server"))
        }
    }

    @Test("What is too late is not sent")
    func late() async throws {
        let clock = FakeClock(.monday + .hours(2))
        let service = try Service(.status(201), clock: clock)
        defer { service.end() }
        let message = pushMessage(to: try service.target())
        #expect(
            await service.channel.deliver(message) == .permanent(DeliveryReason("its time is over"), .message)
        )
        #expect(service.receiver.requests.isEmpty)
    }

    @Test("A link that leaves no room makes no broken message")
    func hopeless() async throws {
        let service = try Service(.status(201))
        defer { service.end() }
        let link = "https://town.example/" + String(repeating: "a", count: 4_000)
        let message = pushMessage(to: try service.target(), link: link)
        #expect(
            await service.channel.deliver(message)
                == .permanent(DeliveryReason("the message is too long"), .message)
        )
        #expect(service.receiver.requests.isEmpty)
    }

    @Test(
        "A browser cannot send the server to itself or its neighbours",
        arguments: ["https://127.0.0.1", "https://localhost", "https://[::1]", "https://[::ffff:127.0.0.1]"]
    )
    func closed(host: String) async throws {
        let service = try Service(.status(201), reach: .outside)
        defer { service.end() }
        let outcome = await service.channel.deliver(pushMessage(to: try service.target(host)))
        #expect(outcome == .transient(DeliveryReason("the address is not on the public internet")))
        #expect(service.receiver.requests.isEmpty)
    }

    @Test("Without leave nothing goes out unencrypted")
    func encrypted() async throws {
        let service = try Service(.status(201), reach: .outside)
        defer { service.end() }
        let outcome = await service.channel.deliver(pushMessage(to: try service.target()))
        guard case .transient = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(service.receiver.requests.isEmpty)
    }

    @Test("A message for an app is not for this channel")
    func otherTarget() async throws {
        let service = try Service(.status(201))
        defer { service.end() }
        let target = PushTarget.apns(try PushToken(apns: String(repeating: "a", count: 64)))
        guard case .permanent(_, .message) = await service.channel.deliver(pushMessage(to: target)) else {
            Issue.record("it was sent")
            return
        }
    }
}
