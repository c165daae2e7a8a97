import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

/// A kept connection that ends while a message goes out over it.
@Suite struct SMSRepetitionTests {
    /// What two messages come to, of which the second one meets the end of the connection, and how many requests arrive.
    private static func deliver(
        _ answer: FakeReceiver.Answer,
        _ channel: (_ url: String) throws -> any Channel<SMSMessage>
    ) async throws -> (first: Outcome, second: Outcome, requests: Int) {
        let receiver = try FakeReceiver(answer, .close, answer, connections: .kept)
        defer { receiver.stop() }
        let channel = try channel("http://127.0.0.1:\(receiver.port)")
        let first = await channel.deliver(try SampleSMS.message(id: "d1"))
        let second = await channel.deliver(try SampleSMS.message(id: "d2"))
        await channel.close()
        return (first, second, receiver.requests.count)
    }

    private static let ended = "the connection ended before an answer came"

    @Test("Kannel, which knows no second copy, gets none")
    func kannel() async throws {
        let outcome = try await Self.deliver(.status(202, body: "0: Accepted for delivery")) { url in
            let terms = try SampleSMS.terms()
            let settings = try KannelSettings(url: url, user: "town", password: "kannel", terms: terms)
            return KannelChannel(settings, links: SampleSMS.links(), clock: SampleSMS.clock)
        }
        #expect(outcome.first == .handedOver(reference: nil, status: 202))
        #expect(outcome.second == .unknown(DeliveryReason("Kannel: \(Self.ended)")))
        #expect(outcome.requests == 2)
    }

    @Test("Nor does TurboSMS")
    func turboSMS() async throws {
        let row = #"{"phone":"48600123456","response_code":0,"message_id":"m1","response_status":"OK"}"#
        let body = #"{"response_code":0,"response_status":"OK","response_result":[\#(row)]}"#
        let outcome = try await Self.deliver(.status(200, body: body)) { url in
            let settings = try TurboSMSSettings(token: "t0ken", terms: SampleSMS.terms(), url: url)
            return TurboSMSChannel(settings, clock: SampleSMS.clock)
        }
        #expect(outcome.first == .handedOver(reference: "m1", status: 0))
        #expect(outcome.second == .unknown(DeliveryReason("TurboSMS: \(Self.ended)")))
        #expect(outcome.requests == 2)
    }

    @Test("SMSAPI, which knows messages by our names, gets it again")
    func smsapi() async throws {
        let body = #"{"count":1,"list":[{"id":"60CF3A","points":0.08,"number":"48600123456","status":"QUEUE"}]}"#
        let outcome = try await Self.deliver(.status(200, body: body)) { url in
            let settings = try SMSAPISettings(token: "t0ken", terms: SampleSMS.terms(), url: url)
            return SMSAPIChannel(settings, links: SampleSMS.links(), clock: SampleSMS.clock)
        }
        #expect(outcome.first == .handedOver(reference: "60CF3A", status: 200))
        #expect(outcome.second == outcome.first)
        #expect(outcome.requests == 3)
    }

    @Test("A question about messages is asked again")
    func receipts() async throws {
        let answer = FakeReceiver.Answer.status(200, body: #"{"response_code":0,"response_result":[]}"#)
        let receiver = try FakeReceiver(answer, .close, answer, connections: .kept)
        defer { receiver.stop() }
        let url = "http://127.0.0.1:\(receiver.port)"
        let settings = try TurboSMSSettings(token: "t0ken", terms: SampleSMS.terms(), url: url)
        let source = TurboSMSReceipts(settings, clock: SampleSMS.clock)
        for _ in 0..<2 {
            let receipts = try await source.receipts(for: ["m1"])
            #expect(receipts.isEmpty)
        }
        await source.close()
        #expect(receiver.requests.count == 3)
    }
}
