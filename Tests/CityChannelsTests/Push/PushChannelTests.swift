import CityDomain
import CityKit
import CityTestSupport
import Testing

@testable import CityChannels

@Suite struct PushChannelTests {
    private let clock = FakeClock(.monday)

    private func channel(time: Duration = .seconds(10)) throws -> PushChannel {
        let settings = try WebPushSettings(
            keys: VAPIDKeys(from: CountedRandomness()),
            contact: "mailto:it@town.example"
        )
        let webPush = WebPushChannel(
            settings,
            reach: .inside,
            clock: clock,
            randomness: CountedRandomness(),
            time: time
        )
        return PushChannel(webPush: webPush, clock: clock)
    }

    private func message(to receiver: FakeReceiver) throws -> PushMessage {
        pushMessage(to: .webPush(try TestBrowser().subscription("http://127.0.0.1:\(receiver.port)/x")))
    }

    @Test("A service that asks for a pause is left alone, and no other one")
    func pause() async throws {
        let busy = try FakeReceiver(.status(429, headers: "Retry-After: 20\r\n"), .status(201))
        let other = try FakeReceiver(.status(201))
        let channel = try channel()
        defer { for receiver in [busy, other] { receiver.stop() } }
        let reason = DeliveryReason("answered 429", status: 429)
        let (first, second) = (try message(to: busy), try message(to: other))
        #expect(await channel.deliver(first) == .rateLimited(reason, retryAfter: .seconds(20)))
        clock.advance(.seconds(5))
        #expect(await channel.deliver(first) == .rateLimited(reason, retryAfter: .seconds(15)))
        #expect(busy.requests.count == 1)
        #expect(await channel.deliver(second) == .handedOver(reference: nil, status: 201))
        clock.advance(.seconds(15))
        #expect(await channel.deliver(first) == .handedOver(reference: nil, status: 201))
        await channel.close()
    }

    @Test("What was under way when a pause began does not end it")
    func underWay() {
        let (providers, reason) = (PushProviders(), DeliveryReason("answered 429", status: 429))
        providers.note(.rateLimited(reason, retryAfter: .hours(1)), of: "a", at: .monday)
        providers.note(.handedOver(reference: nil, status: 201), of: "a", at: .monday + .seconds(1))
        #expect(providers.refusal(of: "b", at: .monday) == nil)
        // However long the service asks for, all wait for five minutes at most.
        let end = Instant.monday + .minutes(5)
        #expect(
            providers.refusal(of: "a", at: end - .seconds(1)) == .rateLimited(reason, retryAfter: .seconds(1))
        )
        #expect(providers.refusal(of: "a", at: end) == nil)
    }

    @Test("A service that does not work holds up nobody after eight faults in a row")
    func broken() async throws {
        let broken = try FakeReceiver(.status(500))
        let channel = try channel()
        defer { broken.stop() }
        let message = try message(to: broken)
        for _ in 0..<8 {
            let outcome = await channel.deliver(message)
            #expect(outcome == .transient(DeliveryReason("answered 500", status: 500)))
        }
        let rest = DeliveryReason("the push service does not work and is left alone for a while")
        #expect(await channel.deliver(message) == .unavailable(rest, retryAfter: .seconds(30)))
        #expect(broken.requests.count == 8)
        clock.advance(.seconds(30))
        #expect(await channel.deliver(message) == .transient(DeliveryReason("answered 500", status: 500)))
        #expect(await channel.deliver(message) == .unavailable(rest, retryAfter: .seconds(30)))
        await channel.close()
    }

    @Test("Faults count in a row only, and a browser that is gone is none")
    func mixed() async throws {
        let receiver = try FakeReceiver(
            .status(500),
            .status(500),
            .status(500),
            .status(500),
            .status(500),
            .status(500),
            .status(500),
            .status(410),
            .status(500)
        )
        let channel = try channel()
        defer { receiver.stop() }
        let message = try message(to: receiver)
        for _ in 0..<15 { _ = await channel.deliver(message) }
        #expect(receiver.requests.count == 15)
        await channel.close()
    }

    @Test("A refused token stops nobody: one browser may have brought it about")
    func refused() async throws {
        let receiver = try FakeReceiver(.status(403), .status(201), .status(403))
        let channel = try channel()
        defer { receiver.stop() }
        let message = try message(to: receiver)
        let reason = DeliveryReason("answered 403", status: 403)
        #expect(await channel.deliver(message) == .unavailable(reason, retryAfter: .minutes(5)))
        #expect(await channel.deliver(message) == .handedOver(reference: nil, status: 201))
        #expect(await channel.deliver(message) == .permanent(reason, .address))
        await channel.close()
    }

    @Test("What is for a service that is not set up waits")
    func missing() async throws {
        let channel = try channel()
        for target in [
            PushTarget.apns(try PushToken(apns: String(repeating: "a", count: 64))),
            .fcm(try PushToken(fcm: String(repeating: "a", count: 64))),
        ] {
            let outcome = await channel.deliver(pushMessage(to: target))
            #expect(
                outcome == .unavailable(DeliveryReason("this push service is not set up"), retryAfter: .hours(1))
            )
        }
        #expect(channel.width == 128)
        await channel.close()
        #expect(PushChannel(webPush: nil, clock: clock).width == 1)
    }

    @Test("A closed channel sends nothing")
    func closed() async throws {
        let receiver = try FakeReceiver(.status(201))
        defer { receiver.stop() }
        let channel = try channel()
        await channel.close()
        guard case .unavailable = await channel.deliver(try message(to: receiver)) else {
            Issue.record("it was sent")
            return
        }
    }
}
