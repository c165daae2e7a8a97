import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityChannels

/// Against a stub that answers as public clients of the service expect it; the service itself cannot be tried here.
@Suite struct TurboSMSChannelTests {
    private static func settings(_ receiver: FakeReceiver) throws -> TurboSMSSettings {
        try TurboSMSSettings(token: "t0ken", terms: SampleSMS.terms(), url: "http://127.0.0.1:\(receiver.port)")
    }

    private static func deliver(_ answers: FakeReceiver.Answer) async throws -> (Outcome, [String]) {
        let receiver = try FakeReceiver(answers)
        defer { receiver.stop() }
        let channel = TurboSMSChannel(try settings(receiver), clock: SampleSMS.clock)
        let outcome = await channel.deliver(try SampleSMS.message("Повітряна тривога \"!\"", to: "+380671234567"))
        await channel.close()
        return (outcome, receiver.requests)
    }

    private static func answer(_ code: Int, _ rows: String = "null") -> FakeReceiver.Answer {
        .status(200, body: #"{"response_code":\#(code),"response_status":"X","response_result":\#(rows)}"#)
    }

    private static func row(_ code: Int, _ id: String = #""f83f8868""#) -> String {
        #"[{"phone":"380671234567","response_code":\#(code),"message_id":\#(id),"response_status":"Y"}]"#
    }

    @Test("A message is one request in JSON")
    func request() async throws {
        let (outcome, requests) = try await Self.deliver(Self.answer(801, Self.row(0)))
        #expect(outcome == .handedOver(reference: "f83f8868", status: 0))
        let request = try #require(requests.first)
        #expect(request.hasPrefix("POST /message/send.json HTTP/1.1\r\n"))
        #expect(request.contains("\r\nAuthorization: Bearer t0ken\r\n"))
        let body = try #require(request.split(separator: "\r\n\r\n", maxSplits: 1).last)
        let content = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? NSDictionary
        let expected: NSDictionary = [
            "recipients": ["380671234567"], "sms": ["sender": "Ratusz", "text": "Повітряна тривога \"!\""],
        ]
        #expect(content == expected)
    }

    @Test(
        "The row of the recipient decides where some of them were taken, and the whole answer where none was",
        arguments: [
            (800, row(0), "taken"), (801, row(0), "taken"), (0, row(800), "taken"), (802, row(0), "taken"),
            (802, row(404, "null"), "address"), (803, row(404, "null"), "address"), (803, row(305, "null"), "address"),
            (802, row(406, "null"), "message"), (802, row(407, "null"), "unknown"), (802, row(503, "null"), "again"),
            (800, "[]", "unknown"), (802, "null", "unknown"), (203, "null", "account"), (103, "null", "account"),
            (105, "null", "account"), (106, "null", "account"), (301, "null", "account"), (400, "null", "account"),
            (401, "null", "account"), (302, "null", "account"), (404, "null", "address"), (305, "{}", "address"),
            (300, "null", "message"), (304, "null", "message"), (412, "null", "message"), (413, "null", "message"),
            (503, "null", "again"), (999, "null", "unknown"), (500, "null", "unknown"), (407, "null", "unknown"),
            (12_345, "null", "unknown"),
        ]
    )
    func codes(code: Int, rows: String, kind: String) async throws {
        let (outcome, _) = try await Self.deliver(Self.answer(code, rows))
        let found =
            switch outcome {
            case .handedOver: "taken"
            case .permanent(_, .address): "address"
            case .permanent(_, .message): "message"
            case .unavailable(_, .seconds(300)): "account"
            case .transient: "again"
            case .unknown: "unknown"
            default: "\(outcome)"
            }
        #expect(found == kind)
        #expect(!"\(outcome)".contains("671234567"))
    }

    private static func reason(_ status: Int) -> DeliveryReason {
        DeliveryReason("TurboSMS answered \(status)", status: status)
    }

    @Test(
        "An answer that is none of the service's says by its status whether the message may have got through",
        arguments: [
            (.status(401), .unavailable(reason(401), retryAfter: .minutes(5))),
            (.status(429, headers: "Retry-After: 9\r\n"), .rateLimited(reason(429), retryAfter: .seconds(9))),
            (.status(400), .permanent(reason(400), .message)), (.status(503), .transient(reason(503))),
            (.status(502, body: "<html>"), .unknown(reason(502))), (.status(504), .unknown(reason(504))),
            (.status(200, body: #"{"response_code":"#), .unknown(reason(200))),
            (.close, .unknown(DeliveryReason("TurboSMS: Server returned nothing (no headers, no data)"))),
        ] as [(FakeReceiver.Answer, Outcome)]
    )
    func statuses(answer: FakeReceiver.Answer, outcome: Outcome) async throws {
        #expect(try await Self.deliver(answer).0 == outcome)
    }

    @Test("Receipts are asked for by the service's names of messages")
    func receipts() async throws {
        let states: [(String, ReceiptState)] = [
            ("Queued", .accepted), ("Accepted", .accepted), ("Sent", .accepted), ("Delivered", .delivered),
            ("Read", .delivered), ("Expired", .expired), ("Undelivered", .failedPermanently),
            ("Rejected", .failedPermanently), ("Something else", .unknown),
        ]
        let rows = states.indices.map { #"{"message_id":"m\#($0)","response_code":0,"status":"\#(states[$0].0)"}"# }
        let strange = #"{"message_id":"other","status":"Delivered"},{"message_id":"m99","response_code":307}"#
        let receiver = try FakeReceiver(Self.answer(0, "[\(rows.joined(separator: ",")),\(strange)]"))
        defer { receiver.stop() }
        let source = TurboSMSReceipts(try Self.settings(receiver), clock: SampleSMS.clock)
        let found = try await source.receipts(for: states.indices.map { "m\($0)" } + ["m99"])
        await source.close()
        #expect(found.map(\.state) == states.map(\.1))
        #expect(found.map(\.subject) == states.indices.map { .reference("m\($0)") })
        #expect(found.first?.reason == DeliveryReason("TurboSMS: Queued"))
        #expect(found.allSatisfy { $0.at == .monday })
        let request = try #require(receiver.requests.first)
        #expect(request.hasPrefix("POST /message/status.json "))
        #expect(request.hasSuffix(#"{"messages":["m0","m1","m2","m3","m4","m5","m6","m7","m8","m99"]}"#))
    }

    @Test(
        "Where it cannot be asked, nothing is known and it is asked later",
        arguments: [
            (.status(500), .seconds(60)), (answer(105), .minutes(5)), (.close, .seconds(60)),
            (.status(429, headers: "Retry-After: 5\r\n"), .seconds(5)), (.status(200, body: "x"), .seconds(60)),
        ] as [(FakeReceiver.Answer, Duration)]
    )
    func faults(answer: FakeReceiver.Answer, pause: Duration) async throws {
        let receiver = try FakeReceiver(answer)
        defer { receiver.stop() }
        let source = TurboSMSReceipts(try Self.settings(receiver), clock: SampleSMS.clock)
        let fault = await #expect(throws: ReceiptSourceFault.self) { try await source.receipts(for: ["m1"]) }
        #expect(fault?.retryAfter == pause)
        await source.close()
    }

    @Test("Nothing is asked about nothing")
    func nothing() async throws {
        let receiver = try FakeReceiver(.close)
        defer { receiver.stop() }
        #expect(
            try await TurboSMSReceipts(try Self.settings(receiver), clock: SampleSMS.clock).receipts(for: []).isEmpty
        )
        #expect(receiver.requests.isEmpty)
    }
}
