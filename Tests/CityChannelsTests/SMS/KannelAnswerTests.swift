import CityDomain
import CityHTTP
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

/// What Kannel's answers and calls mean; `KannelTests` has the program itself.
@Suite struct KannelAnswerTests {
    private static func reason(_ status: Int, _ words: String = "") -> DeliveryReason {
        DeliveryReason("Kannel answered \(status)\(words)", status: status)
    }

    @Test(
        "Kannel's answer decides what becomes of a message",
        arguments: [
            (202, "0: Accepted for delivery", .handedOver(reference: nil, status: 202)),
            (202, "3: Queued for later delivery", .handedOver(reference: nil, status: 202)),
            (
                403, "Authorization failed for sendsms",
                .unavailable(reason(403, ": Authorization failed for sendsms"), retryAfter: .minutes(5))
            ),
            (
                403, "Not routable. Do not try again.",
                .permanent(reason(403, ": Not routable. Do not try again."), .message)
            ),
            (
                400, "Empty receiver number not allowed, rejected",
                .permanent(reason(400, ": Empty receiver number not allowed, rejected"), .message)
            ),
            (
                503, "Temporal failure, try again later.",
                .transient(reason(503, ": Temporal failure, try again later."))
            ),
            (500, "Sending failed.", .transient(reason(500, ": Sending failed."))),
            (404, "Unknown request.", .unavailable(reason(404, ": Unknown request."), retryAfter: .minutes(5))),
            (401, "", .unavailable(reason(401), retryAfter: .minutes(5))),
            (302, "", .unavailable(reason(302), retryAfter: .minutes(5))),
            (429, "", .rateLimited(reason(429), retryAfter: .seconds(60))),
            (502, "Bad Gateway", .unknown(reason(502, ": Bad Gateway"))), (200, "OK", .unknown(reason(200, ": OK"))),
            (400, "no +48600123456\nmore", .permanent(reason(400, ": no "), .message)),
        ] as [(Int, String, Outcome)]
    )
    func answers(status: Int, words: String, outcome: Outcome) {
        #expect(KannelAnswer(HTTPReply(status: status, body: Array(words.utf8))).outcome == outcome)
    }

    @Test(
        "What breaks before the request went out is tried again, and what breaks afterwards is not",
        arguments: [
            (.failed("refused"), .unavailable(DeliveryReason("Kannel: refused"), retryAfter: .seconds(60))),
            (.interrupted("time-out"), .unknown(DeliveryReason("Kannel: time-out"))),
            (
                .unready,
                .unavailable(
                    DeliveryReason("the channel is closed, or libcurl cannot start"),
                    retryAfter: .seconds(60)
                )
            ),
            (.tooLong, .unknown(DeliveryReason("Kannel: the answer is too long"))),
            (
                .closedAddress,
                .unavailable(
                    DeliveryReason("Kannel has an address that is not on the public internet"),
                    retryAfter: .minutes(5)
                )
            ),
            (.unusable, .unavailable(DeliveryReason("libcurl takes no request to Kannel"), retryAfter: .minutes(5))),
            (nil, .unknown(DeliveryReason("Kannel: no answer"))),
        ] as [(HTTPFault?, Outcome)]
    )
    func faults(fault: HTTPFault?, outcome: Outcome) {
        #expect(KannelAnswer(HTTPReply(status: 0, fault: fault)).outcome == outcome)
    }

    @Test(
        "The code of a receipt and the words of the network give its state",
        arguments: [
            ("status=1", .delivered, "Kannel 1"), ("status=8&text=ACK%2F", .accepted, "Kannel 8"),
            ("status=4", .accepted, "Kannel 4"), ("status=32", .accepted, "Kannel 32"),
            ("status=2", .failedPermanently, "Kannel 2"),
            (
                "status=2&text=id:1+sub:001+dlvrd:000+stat:UNDELIV+err:001+text:Tajne", .failedPermanently,
                "Kannel 2: UNDELIV"
            ),
            ("status=2&text=id:1+stat:EXPIRED+err:000", .expired, "Kannel 2: EXPIRED"),
            ("status=2&text=id:1+stat:UNKNOWN", .unknown, "Kannel 2: UNKNOWN"),
            ("status=1&text=id:1+stat:DELIVRD+err:000+Text:Tajne", .delivered, "Kannel 1: DELIVRD"),
            ("status=16&text=NACK%2F0x0000000b%2FInvalid+Dest", .addressGone, "Kannel 16: 0x0000000b"),
            ("status=16&text=NACK%2F0x00000045%2FSubmit+failed", .failedPermanently, "Kannel 16: 0x00000045"),
            ("status=16&text=REJECTED", .failedPermanently, "Kannel 16"),
        ] as [(String, ReceiptState, String)]
    )
    func receipts(query: String, state: ReceiptState, reason: String) {
        let receipt = KannelCallback.receipt(about: ID("d1"), query: query + "&at=1777000000", at: .monday)
        #expect(receipt?.subject == .delivery(ID("d1")))
        #expect(receipt?.state == state)
        #expect(receipt?.reason?.description == reason)
        #expect(receipt?.at == Instant(milliseconds: 1_777_000_000_000))
    }

    @Test("What is no receipt is none", arguments: ["", "status=", "status=3", "status=x", "code=1", "status=64"])
    func noReceipt(query: String) {
        #expect(KannelCallback.receipt(about: ID("d1"), query: query, at: .monday) == nil)
    }

    @Test(
        "A receipt without a time has the moment of the call",
        arguments: ["status=1", "status=1&at=-1", "status=1&at=x"]
    )
    func noTime(query: String) {
        #expect(KannelCallback.receipt(about: ID("d1"), query: query, at: .monday)?.at == .monday)
    }

    @Test(
        "A message that came in is read in the charset that Kannel names",
        arguments: [
            ("from=%2B48600123456&text=STOP&charset=UTF-8&coding=0&at=1777000000&id=a-b", "+48600123456", "STOP"),
            ("from=48600123456&text=Dzi%C4%99kuj%C4%99&at=", "+48600123456", "Dziękuję"),
            ("from=380671234567&text=%04%21%04%22%04%1E%04%1F&charset=UTF-16BE&coding=2", "+380671234567", "СТОП"),
            ("from=600123456&text=", "+48600123456", ""),
        ]
    )
    func incoming(query: String, number: String, text: String) throws {
        let message = try #require(KannelCallback.incoming(query: query, in: .poland, at: .monday))
        #expect(message.from.e164 == number)
        #expect(message.text == text)
        #expect(message.at == (query.contains("at=1777") ? Instant(milliseconds: 1_777_000_000_000) : .monday))
        #expect(message.reference == (query.contains("id=") ? "a-b" : nil))
    }

    @Test(
        "What no telephone sent is left alone",
        arguments: ["", "from=Info&text=x", "from=7055&text=x", "from=600123456"]
    )
    func nobody(query: String) {
        #expect(KannelCallback.incoming(query: query, in: .poland, at: .monday) == nil)
    }
}
