import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

/// Against a stub that answers as public clients of the service expect it; the service itself cannot be tried here.
@Suite struct SMSAPIChannelTests {
    private static func deliver(_ message: SMSMessage, _ answers: FakeReceiver.Answer) async throws -> (
        Outcome, [String]
    ) {
        let receiver = try FakeReceiver(answers)
        defer { receiver.stop() }
        let url = "http://127.0.0.1:\(receiver.port)"
        let settings = try SMSAPISettings(token: "t0ken\n", terms: SampleSMS.terms(), url: url)
        let channel = SMSAPIChannel(settings, links: SampleSMS.links(), clock: SampleSMS.clock)
        let outcome = await channel.deliver(message)
        await channel.close()
        return (outcome, receiver.requests)
    }

    private static let taken = FakeReceiver.Answer.status(
        200,
        body: #"{"count":1,"list":[{"id":"60CF3A","points":0.08,"number":"48600123456","status":"QUEUE"}]}"#
    )

    @Test("A message is one form, under a name of ours that the service takes once")
    func request() async throws {
        let message = try SampleSMS.message("Zażółć & gęślą", for: .hours(2))
        let (outcome, requests) = try await Self.deliver(message, Self.taken)
        #expect(outcome == .handedOver(reference: "60CF3A", status: 200))
        let request = try #require(requests.first)
        #expect(requests.count == 1)
        #expect(request.hasPrefix("POST /sms.do HTTP/1.1\r\n"))
        #expect(request.contains("\r\nAuthorization: Bearer t0ken\r\n"))
        let fields = SampleSMS.fields(of: request)
        let name = SampleSMS.links().name(of: message)
        let expected = [
            "to": "48600123456", "from": "Ratusz", "message": "Zażółć & gęślą", "encoding": "utf-8", "format": "json",
            "max_parts": "6", "idx": name, "check_idx": "1",
            "notify_url": "https://town.example/sms/receipts/t1/\(name)",
            "expiration_date": "\((Instant.monday + .hours(2)).milliseconds / 1_000)",
        ]
        for (field, value) in expected { #expect(fields[field] == value) }
    }

    @Test(
        "The end of a message's time stays within what the service takes",
        arguments: [(Duration.minutes(1), Duration.minutes(15)), (.days(5), .hours(72)), (.hours(1), .hours(1))]
    )
    func validity(time: Duration, told: Duration) async throws {
        let (_, requests) = try await Self.deliver(try SampleSMS.message(for: time), Self.taken)
        let end = SampleSMS.fields(of: try #require(requests.first))["expiration_date"]
        #expect(end == "\((Instant.monday + told).milliseconds / 1_000)")
    }

    private enum Kind: Equatable { case taken, address, message, account, limited, again, unknown }

    private static func kind(_ outcome: Outcome) -> Kind {
        switch outcome {
        case .handedOver: .taken
        case .permanent(_, .address): .address
        case .permanent(_, .message): .message
        case .unavailable(_, let pause): pause == .minutes(5) ? .account : .again
        case .rateLimited: .limited
        case .transient: .again
        case .unknown: .unknown
        }
    }

    @Test("An error comes with the status 200, and its number decides what it is about")
    func errors() async throws {
        let kinds: [(Kind, [Int])] = [
            (.taken, [53]), (.address, [13, 57]), (.message, [8, 11, 12, 17, 18, 27, 54, 56, 70]),
            (.account, [14, 101, 102, 103, 105, 110, 1_000]), (.limited, [202, 203]),
            (.again, [52, 200, 201, 301, 999, 7]),
        ]
        for (kind, codes) in kinds {
            for code in codes {
                let body = #"{"error":\#(code),"message":"words","invalid_numbers":[{"number":"48600123456"}]}"#
                let (outcome, _) = try await Self.deliver(try SampleSMS.message(), .status(200, body: body))
                #expect(Self.kind(outcome) == kind, "\(code)")
                #expect(outcome.status == code)
                #expect(!"\(outcome)".contains("600123456"))
            }
        }
    }

    private static func reason(_ status: Int, _ words: String? = nil) -> DeliveryReason {
        DeliveryReason(words ?? "SMSAPI answered \(status)", status: status)
    }

    @Test(
        "Where there is no error in its words the status decides",
        arguments: [
            (.status(200, body: "<html>"), .unknown(reason(200, "SMSAPI answered nothing that can be read"))),
            (
                .status(200, body: #"{"count":0,"list":[]}"#),
                .unknown(reason(200, "SMSAPI answered nothing that can be read"))
            ),
            (
                .status(401, body: #"{"message":"Authorization failed"}"#),
                .unavailable(reason(401), retryAfter: .minutes(5))
            ),
            (
                .status(401, body: #"{"error":"101","message":"Authorization failed"}"#),
                .unavailable(reason(101, "SMSAPI error 101: the token is wrong"), retryAfter: .minutes(5))
            ),
            (.status(429), .rateLimited(reason(429), retryAfter: .seconds(60))),
            (.status(429, headers: "Retry-After: 7\r\n"), .rateLimited(reason(429), retryAfter: .seconds(7))),
            (.status(500), .transient(reason(500))), (.status(503), .transient(reason(503))),
            (.status(422), .permanent(reason(422), .message)),
            (.status(302), .unavailable(reason(302), retryAfter: .minutes(5))),
            (.close, .unknown(DeliveryReason("SMSAPI: Server returned nothing (no headers, no data)"))),
        ] as [(FakeReceiver.Answer, Outcome)]
    )
    func statuses(answer: FakeReceiver.Answer, outcome: Outcome) async throws {
        #expect(try await Self.deliver(try SampleSMS.message(), answer).0 == outcome)
    }

    @Test("A receipt, or several in one call, is read where its name is ours")
    func receipts() throws {
        let links = SampleSMS.links()
        let names = try ["d1", "d2"].map { links.name(of: try SampleSMS.message(id: $0)) }
        func states(_ query: String) -> [ReceiptState] {
            SMSAPICallback.receipts(FormFields(query), named: links, in: SampleSMS.town, at: .monday).map(\.state)
        }
        let found = SMSAPICallback.receipts(
            FormFields("MsgId=60CF3A&status=404&idx=\(names[0])&donedate=1777000000&username=u&points=0.08"),
            named: links,
            in: SampleSMS.town,
            at: .monday
        )
        let expected = DeliveryReceipt(
            about: .delivery(ID("d1")),
            .delivered,
            at: Instant(milliseconds: 1_777_000_000_000),
            reason: DeliveryReason("SMSAPI 404", status: 404)
        )
        #expect(found == [expected])
        #expect(states("MsgId=1,2&status=404,405&idx=\(names[0]),\(names[1])") == [.delivered, .failedPermanently])
        #expect(states("MsgId=1,2&status=404,405&idx=\(names[0]),d2-0000") == [.delivered])
        for query in [
            "", "status=404", "status=404&idx=d1", "status=999&idx=\(names[0])", "status=404,404&idx=\(names[0])",
        ] {
            #expect(states(query).isEmpty)
        }
    }

    @Test(
        "Each code of a receipt has its state",
        arguments: [
            (401, .unknown), (402, .expired), (403, .accepted), (404, .delivered), (405, .failedPermanently),
            (406, .failedPermanently), (407, .failedPermanently), (408, .unknown), (409, .accepted), (410, .accepted),
            (411, .failedTemporarily), (412, .failedPermanently),
        ] as [(Int, ReceiptState)]
    )
    func codes(code: Int, state: ReceiptState) throws {
        let links = SampleSMS.links()
        let fields = FormFields("status=\(code)&idx=\(links.name(of: try SampleSMS.message()))")
        let found = SMSAPICallback.receipts(fields, named: links, in: SampleSMS.town, at: .monday)
        #expect(found.map(\.state) == [state])
        #expect(found.map(\.at) == [.monday])
    }

    @Test("A message that came in is read from its form")
    func incoming() throws {
        let form =
            "sms_to=48799448048&sms_from=48600123456&sms_text=Rezygnuj%C4%99&sms_date=1777000000&MsgId=7A&username=u"
        let message = try #require(SMSAPICallback.incoming(FormFields(form), in: .poland, at: .monday))
        #expect(message.from.e164 == "+48600123456")
        #expect(message.text == "Rezygnuję")
        #expect(message.at == Instant(milliseconds: 1_777_000_000_000))
        #expect(message.reference == "7A")
        #expect(message.keyword == .stop)
        #expect(SMSAPICallback.incoming(FormFields("sms_from=Info&sms_text=x"), in: .poland, at: .monday) == nil)
        #expect(SMSAPICallback.incoming(FormFields("sms_text=x"), in: .poland, at: .monday) == nil)
    }
}
