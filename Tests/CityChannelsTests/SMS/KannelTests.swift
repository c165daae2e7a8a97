import CityDomain
import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityChannels

/// Against Kannel itself, of which only the network behind it is not real.
@Suite(.serialized) struct KannelTests {
    /// Kannel, who it calls, and the channel; all gone afterwards.
    private static func withKannel(
        _ parts: [Kannel.Part] = Kannel.Part.allCases,
        timeout: Duration = .seconds(10),
        _ work: (Kannel, FakeReceiver, KannelChannel) async throws -> Void
    ) async throws {
        let receiver = try FakeReceiver(.status(200))
        defer { receiver.stop() }
        let kannel = try Kannel(receiver: receiver.port)
        defer { kannel.stop() }
        for part in parts { try await kannel.start(part) }
        let channel = try channel(to: kannel, receiver, timeout: timeout)
        try await work(kannel, receiver, channel)
        await channel.close()
    }

    private static func channel(
        to kannel: Kannel,
        _ receiver: FakeReceiver,
        password: String = Kannel.password + "\n",
        timeout: Duration = .seconds(10)
    ) throws -> KannelChannel {
        let terms = try SampleSMS.terms(timeout: timeout)
        let settings = try KannelSettings(url: kannel.url, user: Kannel.user, password: password, terms: terms)
        return KannelChannel(settings, links: links(receiver), clock: SampleSMS.clock)
    }

    private static func links(_ receiver: FakeReceiver) -> ReceiptLinks {
        SampleSMS.links("http://127.0.0.1:\(receiver.port)/sms/receipts")
    }

    /// The receipts that Kannel told for the deliveries whose links it was given.
    private static func receipts(_ receiver: FakeReceiver) -> [DeliveryReceipt] {
        let links = links(receiver)
        return receiver.requests.compactMap { request in
            guard let call = request.firstMatch(of: /^GET \/sms\/receipts\/([^\/ ]+)\/([^\/? ]+)\?(\S*)[ ]/),
                let delivery = links.delivery(named: call.2, in: ID(String(call.1)))
            else { return nil }
            return KannelCallback.receipt(about: delivery, query: call.3, at: .monday)
        }
    }

    private static let taken = Outcome.handedOver(reference: nil, status: 202)

    private static let texts: [(text: String, spelling: SMSSpelling)] = {
        let long = String(repeating: "Zażółć gęślą jaźń. ", count: 12)
        return [
            ("Alarm!", .asWritten), ("Zażółć gęślą jaźń", .asWritten), ("Zażółć gęślą jaźń", .withoutDiacritics),
            ("Повітряна тривога! Їжак, ґанок, є.", .asWritten), ("5 € [a] {b} ~ | ^ \\ & % + = ? # ü ñ", .asWritten),
            ("Uwaga 😀", .asWritten), (long, .asWritten), (long, .withoutDiacritics),
            (String(repeating: "Повітряна тривога. ", count: 6), .asWritten),
            (String(repeating: "a", count: 152) + "€" + String(repeating: "b", count: 152), .asWritten),
            // Kannel cuts the pair of units at the border of its parts, and a telephone puts it together again.
            (String(repeating: "ż", count: 66) + "😀" + String(repeating: "ó", count: 65), .asWritten),
        ]
    }()

    @Test("What Kannel takes goes out whole, in as many parts as were counted, and its receipt comes back")
    func sent() async throws {
        let messages = try Self.texts.enumerated().map { index, row in
            let number = "+48600000\(100 + index)"
            return try SampleSMS.message(row.text, id: "d\(index)", to: number, for: .hours(1), spelling: row.spelling)
        }
        try await Self.withKannel { kannel, receiver, channel in
            for message in messages { #expect(await channel.deliver(message) == Self.taken) }
            for message in messages {
                let number = message.to.e164
                try await expectEventually("the network gets all parts") {
                    kannel.received(by: number).count == message.text.parts
                }
                let parts = kannel.received(by: number).sorted { $0.place?.number ?? 0 < $1.place?.number ?? 0 }
                #expect(KannelPart.text(of: parts, in: message.text.encoding) == message.text.text)
                #expect(parts.allSatisfy { $0.sender == "Ratusz" })
            }
            try await expectEventually("a receipt for each message") { Self.receipts(receiver).count >= messages.count }
            let receipts = Self.receipts(receiver)
            #expect(Set(receipts.map(\.subject)) == Set(messages.map { .delivery($0.id) }))
            #expect(receipts.count == messages.count)
            #expect(receipts.allSatisfy { $0.state == .delivered && $0.at > .monday })
        }
    }

    @Test("A telephone's STOP arrives, in either script")
    func incoming() async throws {
        try await Self.withKannel { kannel, receiver, _ in
            for (content, keyword) in [
                ("text Stop.", SMSKeyword.stop), ("ucs2 %04%21%04%22%04%10%04%20%04%22", .start),
            ] {
                let before = receiver.requests.count
                try kannel.send(from: "48600999888", content)
                try await expectEventually("Kannel tells of the message") { receiver.requests.count > before }
                let call = try #require(receiver.requests.last?.firstMatch(of: /^GET \/sms\/incoming\?(\S*)[ ]/))
                let message = try #require(KannelCallback.incoming(query: call.1, in: .poland, at: .monday))
                #expect(message.from.e164 == "+48600999888")
                #expect(message.keyword == keyword, "\(call.1)")
                #expect(message.at > .monday)
                #expect(message.reference?.count == 36)
            }
        }
    }

    @Test("A wrong password, a dead gateway and a message without a network are told apart")
    func away() async throws {
        try await Self.withKannel([.bearerbox, .smsbox]) { kannel, receiver, channel in
            let stranger = try Self.channel(to: kannel, receiver, password: "wrong")
            let refused = await stranger.deliver(try SampleSMS.message())
            let reason = DeliveryReason("Kannel answered 403: Authorization failed for sendsms", status: 403)
            #expect(refused == .unavailable(reason, retryAfter: .minutes(5)))
            await stranger.close()
            // Written down by Kannel, until a network is there.
            #expect(await channel.deliver(try SampleSMS.message()) == Self.taken)
            try await kannel.start(.fakesmsc)
            try await expectEventually("the network gets what waited") {
                kannel.received(by: "+48600123456").count == 1
            }
            kannel.kill(.bearerbox)
            // smsbox sees that at once and stops listening.
            let gone = Outcome.unavailable(
                DeliveryReason("Kannel: Couldn't connect to server"),
                retryAfter: .seconds(60)
            )
            try await expectEventually("nobody takes messages") {
                await channel.deliver(try SampleSMS.message(id: "d2")) == gone
            }
            #expect(kannel.received(by: "+48600123456").count == 1)
        }
    }

    @Test("A gateway that dies with a message in its hands leaves its fate unknown, and it is not sent twice")
    func inFlight() async throws {
        try await Self.withKannel { kannel, receiver, channel in
            // The connection is kept, which invites libcurl to send the next request twice.
            #expect(await channel.deliver(try SampleSMS.message(id: "d1", to: "+48600123451")) == Self.taken)
            kannel.hush(.bearerbox)
            let message = try SampleSMS.message(id: "d2", to: "+48600123452")
            async let outcome = channel.deliver(message)
            // Now smsbox has the message, and waits.
            try await Task.sleep(for: .milliseconds(500))
            kannel.kill(.smsbox)
            guard case .unknown = await outcome else {
                Issue.record("\(await outcome)")
                return
            }
            let next = await channel.deliver(try SampleSMS.message(id: "d3", to: "+48600123453"))
            #expect(
                next == .unavailable(DeliveryReason("Kannel: Couldn't connect to server"), retryAfter: .seconds(60))
            )
            // It was right not to say that it has failed.
            kannel.wake(.bearerbox)
            try await kannel.start(.smsbox)
            try await expectEventually("the message was sent") { !kannel.received(by: "+48600123452").isEmpty }
            #expect(await channel.deliver(try SampleSMS.message(id: "d4", to: "+48600123454")) == Self.taken)
            try await expectEventually("the gateway goes on") { kannel.received(by: "+48600123454").count == 1 }
            #expect(kannel.received(by: "+48600123452").count == 1)
            #expect(kannel.received(by: "+48600123453").isEmpty)
            try await expectEventually("a receipt clears what was unknown") {
                Self.receipts(receiver).contains { $0.subject == .delivery(ID("d2")) && $0.state == .delivered }
            }
        }
    }

    @Test("A gateway that takes too long leaves the fate of a message unknown")
    func slow() async throws {
        try await Self.withKannel(timeout: .seconds(1)) { kannel, _, channel in
            kannel.hush(.bearerbox)
            let outcome = await channel.deliver(try SampleSMS.message())
            #expect(outcome == .unknown(DeliveryReason("Kannel: Timeout was reached")))
            kannel.wake(.bearerbox)
        }
    }
}
