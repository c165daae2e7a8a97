import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Logging
import Synchronization
import Testing

@testable import CityApp

@Suite struct CallingTests {
    @Test(
        "A worker calls webhooks as soon as there is something, each call under an id of its own",
        arguments: Engine.available
    )
    func calling(_ engine: Engine) async throws {
        let receiver = try FakeReceiver(.status(204))
        defer { receiver.stop() }
        try await TestInstallation.with(engine) { installation in
            try await installation.run(["webhooks-inside": "yes"]) { composition in
                try await Self.addWebhook("http://127.0.0.1:\(receiver.port)/", composition)
                let worker = try composition.worker()
                let working = Task { try await worker.run() }
                try await Self.submit(5, composition)
                try await expectEventually("all calls arrive") { receiver.requests.count == 5 }
                let ids = receiver.requests.compactMap { $0.firstMatch(of: /webhook-id: (\S+)/).map { String($0.1) } }
                #expect(Set(ids).count == 5)
                working.cancel()
                try await working.value
            }
        }
    }

    @Test("A webhook that does not answer holds up nobody but itself", arguments: Engine.available)
    func holding(_ engine: Engine) async throws {
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                for name in ["held", "good"] { try await Self.addWebhook("https://\(name).example/", composition) }
                let gate = GatedChannel()
                let worker = Self.worker(composition, through: gate)
                let working = Task { try await worker.run() }
                try await Self.submit(5, composition)
                try await expectEventually("the other one gets all") { gate.count("good.example") == 5 }
                #expect((0...Webhook.atOnce).contains(gate.count("held.example")))
                gate.open()
                try await expectEventually("and then the slow one") { gate.count("held.example") == 5 }
                working.cancel()
                try await working.value
            }
        }
    }

    private static func addWebhook(_ url: String, _ composition: Composition) async throws {
        _ = try await composition.manageWebhooks.create(
            url: url,
            topics: [.received],
            by: .program,
            in: ID("kielce"),
            at: composition.foundations.clock.now
        )
    }

    private static func submit(_ count: Int, _ composition: Composition) async throws {
        let town = try composition.town("kielce")
        for _ in 0..<count { _ = try await composition.submit(.sample(in: town), in: town) }
    }

    private static func worker(_ composition: Composition, through channel: GatedChannel) -> Worker {
        Worker(
            store: composition.deliveries,
            sending: nil,
            calling: SendDeliveries(
                store: composition.deliveries,
                letters: composition.webhookLetters,
                channel: channel,
                kind: .webhook,
                clock: composition.foundations.clock,
                randomness: composition.randomness,
                wait: { try await Task.sleep(for: $0) }
            ),
            clock: composition.foundations.clock,
            wakeUps: composition.foundations.database.notifications(.deliveries),
            logger: composition.logger
        )
    }

    /// Takes every message, those to `held.example` only once it is open.
    private final class GatedChannel: Channel {
        let width = 8
        private let hosts = Mutex<[String]>([])
        private let isOpen = Mutex(false)

        func open() { isOpen.withLock { $0 = true } }

        /// How many messages came to the host.
        func count(_ host: String) -> Int { hosts.withLock { $0.count { $0 == host } } }

        func deliver(_ message: WebhookMessage) async -> Outcome {
            hosts.withLock { $0.append(message.url.host) }
            while message.url.host == "held.example", !isOpen.withLock({ $0 }) {
                try? await Task.sleep(for: .milliseconds(10))
            }
            return .handedOver(reference: nil)
        }

        func close() {}
    }

    @Test("Without leave a webhook may not lead to this machine", arguments: Engine.available)
    func outside(_ engine: Engine) async throws {
        let receiver = try FakeReceiver(.status(204))
        defer { receiver.stop() }
        try await TestInstallation.with(engine) { installation in
            try await installation.run { composition in
                let (town, now) = (try composition.town("kielce"), composition.foundations.clock.now)
                let manage = composition.manageWebhooks
                await #expect(throws: WebhookFailure.notEncrypted) {
                    try await manage.create(
                        url: "http://localhost/",
                        topics: [.moved],
                        by: .program,
                        in: town.id,
                        at: now
                    )
                }
                let url = "https://localhost:\(receiver.port)/"
                let webhook = try await manage.create(url: url, topics: [.moved], by: .program, in: town.id, at: now)
                    .webhook
                let reason = DeliveryReason("the address is not on the public internet")
                #expect(try await manage.ping(webhook.id, by: .program, in: town.id, at: now) == .transient(reason))
                #expect(receiver.requests.isEmpty)
            }
        }
    }
}
