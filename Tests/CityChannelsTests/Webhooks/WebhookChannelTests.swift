import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

@Suite struct WebhookChannelTests {
    private static func message(to port: UInt16, host: String = "127.0.0.1") throws -> WebhookMessage {
        WebhookMessage(
            url: try WebhookURL(typed: "http://\(host):\(port)/hook?a=1", reach: .inside),
            id: "w1-r1-report.moved-2",
            at: Instant(milliseconds: 1_700_000_000_999),
            signature: "v1,c2lnbmF0dXJl",
            body: Array(#"{"topic":"report.moved"}"#.utf8)
        )
    }

    private static func deliver(_ answers: FakeReceiver.Answer, reach: WebhookReach = .inside) async throws
        -> (Outcome, [String])
    {
        let receiver = try FakeReceiver(answers)
        defer { receiver.stop() }
        let outcome = await WebhookChannel(reach: reach).deliver(try message(to: receiver.port))
        return (outcome, receiver.requests)
    }

    @Test("A message is one POST with the three headers of Standard Webhooks and the body as it was signed")
    func request() async throws {
        let (outcome, requests) = try await Self.deliver(.status(204))
        #expect(outcome == .handedOver(reference: nil, status: 204))
        let request = try #require(requests.first)
        let lines = request.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        #expect(requests.count == 1)
        #expect(lines.first == "POST /hook?a=1 HTTP/1.1")
        for header in [
            "Content-Type: application/json", "webhook-id: w1-r1-report.moved-2", "webhook-timestamp: 1700000000",
            "webhook-signature: v1,c2lnbmF0dXJl", "Content-Length: 24",
        ] {
            #expect(lines.contains(header), "\(header)")
        }
        #expect(!request.contains("Expect"))
        #expect(lines.last == #"{"topic":"report.moved"}"#)
    }

    private static func reason(_ status: Int, _ words: String? = nil) -> DeliveryReason {
        DeliveryReason(words ?? "answered \(status)", status: status)
    }

    @Test(
        "What the receiver answers decides what becomes of the delivery",
        arguments: [
            (.status(200, body: "thanks"), .handedOver(reference: nil, status: 200)),
            (.status(202), .handedOver(reference: nil, status: 202)),
            (
                .status(301, headers: "Location: http://127.0.0.1:1/\r\n"),
                .transient(reason(301, "answered 301; redirects are not followed"))
            ),
            (.status(400), .transient(reason(400))), (.status(500), .transient(reason(500))),
            (.status(410), .permanent(reason(410, "answered 410: gone for good"), .address)),
            (.status(429), .transient(reason(429))), (.status(503), .transient(reason(503))),
            (
                .status(429, headers: "Retry-After: 120\r\n"),
                .rateLimited(reason(429), retryAfter: .minutes(2))
            ),
            (.status(503, headers: "retry-after: 7\r\n"), .rateLimited(reason(503), retryAfter: .seconds(7))),
            (.status(503, headers: "Retry-After: 0\r\n"), .rateLimited(reason(503), retryAfter: .seconds(1))),
            (
                .status(503, headers: "Retry-After: 99999999\r\n"),
                .rateLimited(reason(503), retryAfter: .hours(1))
            ),
            (
                .status(503, headers: "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n"), .transient(reason(503))
            ),
            (.close, .unknown(DeliveryReason("Server returned nothing (no headers, no data)"))),
        ] as [(FakeReceiver.Answer, Outcome)]
    )
    func answers(answer: FakeReceiver.Answer, outcome: Outcome) async throws {
        let (found, requests) = try await Self.deliver(answer)
        #expect(found == outcome)
        #expect(requests.count == 1)
    }

    @Test("An answer counts by its first line, however long its body is")
    func longAnswer() async throws {
        let body = String(repeating: "a", count: 200_000)
        #expect(try await Self.deliver(.status(200, body: body)).0 == .handedOver(reference: nil, status: 200))
    }

    @Test("A receiver that is slow holds up no other")
    func slow() async throws {
        let (held, quick) = (try FakeReceiver(.held), try FakeReceiver(.status(204)))
        defer {
            held.stop()
            quick.stop()
        }
        let channel = WebhookChannel(reach: .inside, time: .minutes(10))
        let (slowMessage, message) = (try Self.message(to: held.port), try Self.message(to: quick.port))
        async let outcome = channel.deliver(slowMessage)
        for _ in 0..<3 { #expect(await channel.deliver(message) == .handedOver(reference: nil, status: 204)) }
        held.release()
        #expect(await outcome == .handedOver(reference: nil, status: 200))
    }

    @Test("A receiver that says nothing in time leaves its fate unknown")
    func silent() async throws {
        let held = try FakeReceiver(.held)
        defer {
            held.release()
            held.stop()
        }
        let channel = WebhookChannel(reach: .inside, time: .seconds(2))
        #expect(
            await channel.deliver(try Self.message(to: held.port)) == .unknown(DeliveryReason("Timeout was reached"))
        )
    }

    @Test("Nobody at the address is tried again later")
    func nobody() async throws {
        let receiver = try FakeReceiver(.close)
        let message = try Self.message(to: receiver.port)
        receiver.stop()
        let (outcome) = await WebhookChannel(reach: .inside).deliver(message)
        let refused = Outcome.transient(DeliveryReason("Couldn't connect to server"))
        // A connection that is taken while the listener goes away ends without a word.
        #expect(
            outcome == refused || outcome == .unknown(DeliveryReason("Server returned nothing (no headers, no data)"))
        )
    }

    @Test(
        "Without leave no connection is made to this machine, by number or by name",
        arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "2130706433", "[::ffff:127.0.0.1]"]
    )
    func closed(host: String) async throws {
        let receiver = try FakeReceiver(.status(200))
        defer { receiver.stop() }
        let message = WebhookMessage(
            url: WebhookURL(stored: "https://\(host):\(receiver.port)/"),
            id: "x",
            at: Instant(milliseconds: 0),
            signature: "v1,",
            body: []
        )
        let outcome = await WebhookChannel(reach: .outside).deliver(message)
        #expect(outcome == .transient(DeliveryReason("the address is not on the public internet")))
        #expect(receiver.requests.isEmpty)
    }

    @Test("Without leave nothing goes out unencrypted")
    func encrypted() async throws {
        let (outcome, requests) = try await Self.deliver(.status(200), reach: .outside)
        guard case .transient = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(requests.isEmpty)
    }
}
