import CityDomain
import CityKit
import CityStorage
import CityTestSupport
import Foundation
import Testing

/// From a line of the history to what a program is sent, over the ledger.
@Suite struct WebhookDeliveryTests {
    private static func hall(_ database: any Database) throws -> (TestTownHall, Municipality) {
        let town = try ProjectTown.named("kielce")
        return (try TestTownHall(database, town), town)
    }

    private static func sending(_ hall: TestTownHall, through channel: any Channel<WebhookMessage>)
        -> SendDeliveries<WebhookMessage>
    {
        SendDeliveries(
            store: hall.deliveries,
            letters: hall.webhookLetters,
            channel: channel,
            kind: .webhook,
            clock: hall.clock,
            randomness: hall.randomness,
            wait: { _ in try await Task.sleep(for: .hours(1)) }
        )
    }

    private static func webhook(
        _ hall: TestTownHall,
        _ topics: Set<WebhookTopic> = Set(WebhookTopic.allCases),
        in town: Municipality
    ) async throws -> ID<Webhook> {
        try await hall.manageWebhooks()
            .create(
                url: "https://receiver.example/hook",
                topics: topics,
                by: .program,
                in: town.id,
                at: hall.now
            ).webhook.id
    }

    private struct Body: Decodable, Equatable {
        struct Subject: Decodable, Equatable {
            let number: String
            let status: String
            let version: Int
            let url: String
        }

        let topic: String
        let at: String
        let town: String
        let report: Subject?
    }

    /// A report that goes through much: received, accepted and published, asked about, handed over.
    private static func story(_ hall: TestTownHall, in town: Municipality) async throws {
        let number = try await hall.submit(.personal(in: town), in: town).number
        try await hall.decide(Decision(to: .accepted), about: number, in: town)
        try await hall.work(number, in: town) { try await $0.ask($1, question: "Która latarnia?") }
        try await hall.work(number, in: town) { try await $0.takeDown($1, reason: "Tekst wskazuje osobę.") }
    }

    @Test("A webhook is told of the lines of the topics that it wants", arguments: Engine.available)
    func topics(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await Self.webhook(hall, in: town)
            let narrow = try await Self.webhook(hall, [.published], in: town)
            try await Self.story(hall, in: town)
            try await hall.handleEvents()
            let channel = FakeWebhookChannel()
            while try await Self.sending(hall, through: channel)(limit: 10) > 0 {}
            let bodies = try channel.messages.map { try JSONDecoder().decode(Body.self, from: Data($0.body)) }
            #expect(
                Dictionary(grouping: bodies.map(\.topic), by: \.self).mapValues(\.count) == [
                    "report.received": 1, "report.moved": 1, "report.published": 2, "report.updated": 1,
                    "report.takenDown": 1,
                ]
            )
            let log = try await hall.deliveryQueue.deliveries(
                to: .webhook(narrow),
                state: nil,
                after: nil,
                limit: 10,
                in: town.id
            )
            #expect(log.elements.map(\.message) == [.change(.published, sequence: 3)])
            let published = try #require(bodies.first { $0.topic == "report.published" })
            let subject = Body.Subject(
                number: "2026/1",
                status: "accepted",
                version: 3,
                url: "https://ratusz.example/kielce/api/v1/reports/2026-1"
            )
            #expect(
                published
                    == Body(topic: "report.published", at: Instant.monday.rfc3339, town: "kielce", report: subject)
            )
        }
    }

    @Test("Nothing of a person and no unpublished word is in what a program is sent", arguments: Engine.available)
    func nothingPersonal(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await Self.webhook(hall, in: town)
            try await Self.story(hall, in: town)
            try await hall.handleEvents()
            let channel = FakeWebhookChannel()
            while try await Self.sending(hall, through: channel)(limit: 10) > 0 {}
            #expect(channel.messages.count == 5)
            for message in channel.messages {
                let text = String(decoding: message.body, as: UTF8.self)
                for word in ["Wymyślona", "poczta", "600", "latarni", "Zmyślona", "osob"] {
                    #expect(!text.contains(word), "\(word)")
                }
            }
        }
    }

    @Test(
        "Where a town has no webhook, lines that only programs are told of make no event",
        arguments: Engine.available
    )
    func noWebhook(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await hall.submit(in: town)
            #expect(try await hall.handleEvents() == 0)
            let id = try await Self.webhook(hall, in: town)
            _ = try await hall.submit(in: town)
            #expect(try await hall.handleEvents() == 1)
            _ = try await hall.manageWebhooks().change(
                id,
                topics: [.received],
                state: .off,
                by: .program,
                in: town.id,
                at: hall.now
            )
            _ = try await hall.submit(in: town)
            #expect(try await hall.handleEvents() == 0)
        }
    }

    @Test(
        "The signature is that of the moment of the attempt, and the id and the body stay the same",
        arguments: Engine.available
    )
    func attempts(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let reason = DeliveryReason("answered 500", status: 500)
            let channel = FakeWebhookChannel(.transient(reason), .unknown(DeliveryReason("no answer")))
            let send = Self.sending(hall, through: channel)
            for wait in [Duration.seconds(30), .minutes(2), .zero] {
                #expect(try await send(limit: 1) == 1)
                hall.clock.advance(wait)
            }
            #expect(Set(channel.messages.map(\.id)).count == 1)
            #expect(Set(channel.messages.map(\.body)).count == 1)
            #expect(Set(channel.messages.map(\.signature)).count == 3)
            let log = try await hall.deliveryQueue.dead(after: nil, limit: 10, in: town.id)
            #expect(log.elements == [])
            let webhook = try #require(try await hall.webhooks.all(in: town.id).first).id
            let page = try await hall.deliveryQueue.deliveries(
                to: .webhook(webhook),
                state: .handedOver,
                after: nil,
                limit: 10,
                in: town.id
            )
            #expect(
                page.elements.first?.attempts == [
                    DeliveryAttempt(at: .monday, outcome: .later, reason: "answered 500", status: 500),
                    DeliveryAttempt(at: .monday + .seconds(30), outcome: .later, reason: "no answer", status: nil),
                    DeliveryAttempt(at: hall.now, outcome: .handedOver, reason: nil, status: 204),
                ]
            )
        }
    }

    @Test(
        "Of one webhook two deliveries are under way, and another one does not wait for it",
        arguments: Engine.available
    )
    func fairness(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let one = try await Self.webhook(hall, [.received], in: town)
            let other = try await Self.webhook(hall, [.received], in: town)
            for _ in 0..<5 { _ = try await hall.submit(in: town) }
            try await hall.handleEvents()
            func lease(_ name: String) async throws -> [ID<Webhook>?] {
                try await hall.deliveries.lease(
                    limit: 10,
                    channel: .webhook,
                    as: ID(name),
                    at: hall.now,
                    until: hall.now + .minutes(1)
                ).map(\.recipient.webhook)
            }
            let taken = try await lease("a")
            #expect(Dictionary(grouping: taken, by: \.self).mapValues(\.count) == [one: 2, other: 2])
            #expect(try await lease("b") == [])
        }
    }

    @Test("A receiver that asks for a pause holds up its own deliveries only", arguments: Engine.available)
    func pause(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let paused = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let outcome = Outcome.rateLimited(DeliveryReason("answered 429", status: 429), retryAfter: .minutes(5))
            #expect(try await Self.sending(hall, through: FakeWebhookChannel(outcome))(limit: 9) == 1)
            _ = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            // The new report goes to the other one at once; to the first one nothing, due or not.
            #expect(try await Self.sending(hall, through: FakeWebhookChannel())(limit: 9) == 1)
            let webhook = try await hall.webhooks.webhook(paused, in: town.id)?.webhook
            #expect(webhook?.pausedUntil == .monday + .minutes(5))
            hall.clock.advance(.minutes(5))
            #expect(try await Self.sending(hall, through: FakeWebhookChannel())(limit: 9) == 2)
        }
    }

    @Test(
        "A receiver that always asks for a pause ends in the log of what failed, and gets its last pause too",
        arguments: Engine.available,
        [Duration.seconds(1), .hours(1)]
    )
    func endlessPauses(_ engine: Engine, pause: Duration) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let id = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let outcome = Outcome.rateLimited(DeliveryReason("answered 429", status: 429), retryAfter: pause)
            let always = FakeWebhookChannel(outcomes: Array(repeating: outcome, count: 50))
            let sending = Self.sending(hall, through: always)
            // A day of pauses costs nothing.
            hall.clock.advance(.days(1))
            #expect(try await sending(limit: 9) == 1)
            var attempts = 0
            for _ in 0..<10 {
                hall.clock.advance(.hours(9))
                attempts += try await sending(limit: 9)
            }
            #expect(attempts == 10)
            let dead = try await hall.deliveryQueue.dead(after: nil, limit: 9, in: town.id).elements
            #expect(dead.map(\.state) == [.failed])
            #expect(dead.first?.attempts.map(\.outcome) == Array(repeating: .paused, count: 10) + [.failed])
            #expect(try await hall.webhooks.webhook(id, in: town.id)?.webhook.pausedUntil == hall.now + pause)
            // Somebody tries it again: ten attempts, and no more.
            let entry = AuditEntry.sample(in: town.id)
            #expect(try await hall.deliveryQueue.retry(.all, noting: entry, at: hall.now, in: town.id) == 1)
            for _ in 0..<20 {
                hall.clock.advance(.hours(9))
                attempts += try await sending(limit: 9)
            }
            #expect(attempts == 20)
        }
    }

    @Test("A receiver that is gone is switched off, and its delivery has failed", arguments: Engine.available)
    func gone(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let id = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let outcome = Outcome.permanent(DeliveryReason("answered 410", status: 410), .address)
            #expect(try await Self.sending(hall, through: FakeWebhookChannel(outcome))(limit: 9) == 1)
            #expect(try await hall.webhooks.webhook(id, in: town.id)?.webhook.state == .off)
            let dead = try await hall.deliveryQueue.dead(after: nil, limit: 9, in: town.id).elements
            #expect(dead.map(\.state) == [.failed])
        }
    }

    @Test("What a dead worker was sending to a webhook is sent again, and the log says so", arguments: Engine.available)
    func recovery(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let (lease, end) = (ID<DeliveryLease>("dead"), hall.now + .minutes(1))
            let taken = try await hall.deliveries.lease(
                limit: 1,
                channel: .webhook,
                as: lease,
                at: hall.now,
                until: end
            )
            #expect(
                try await hall.deliveries.begin(
                    try #require(taken.first).id,
                    in: town.id,
                    as: lease,
                    at: hall.now,
                    until: end
                )
            )
            hall.clock.advance(.minutes(2))
            #expect(try await hall.deliveries.recover(at: hall.now) == DeliveryRecovery(requeued: 1, unknown: 0))
            let channel = FakeWebhookChannel()
            #expect(try await Self.sending(hall, through: channel)(limit: 1) == 1)
            #expect(channel.messages.map(\.id) == taken.map(\.id.rawValue))
        }
    }

    @Test("What failed is tried again or given up, one by one or together", arguments: Engine.available)
    func dead(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            let id = try await Self.webhook(hall, [.received], in: town)
            for _ in 0..<4 { _ = try await hall.submit(in: town) }
            try await hall.handleEvents()
            let refusal = Outcome.permanent(DeliveryReason("no"), .message)
            let send = Self.sending(hall, through: FakeWebhookChannel(refusal, refusal, refusal, refusal))
            while try await send(limit: 9) > 0 {}
            let queue = hall.deliveryQueue
            let first = try await queue.dead(after: nil, limit: 3, in: town.id)
            let second = try await queue.dead(after: first.next, limit: 3, in: town.id)
            #expect([first, second].map(\.elements.count) == [3, 1])
            #expect(second.next == nil)
            let ids = (first.elements + second.elements).map(\.id)
            #expect(Set(ids).count == 4)
            func retry(_ which: DeadDeliveries) async throws -> Int {
                try await queue.retry(which, noting: .sample(in: town.id), at: hall.now, in: town.id)
            }
            #expect(
                try await queue.retry(.one(ids[0]), noting: .sample(in: ID("other")), at: hall.now, in: ID("other"))
                    == 0
            )
            #expect(try await retry(.oneOf(.reporter, ids[0])) == 0)
            #expect(try await retry(.oneOf(.webhook(id), ids[0])) == 1)
            #expect(try await retry(.one(ids[0])) == 0)
            #expect(try await queue.giveUp(.one(ids[1]), noting: .sample(in: town.id), at: hall.now, in: town.id) == 1)
            #expect(try await retry(.allOf(.webhook(ID("other")))) == 0)
            #expect(try await retry(.allOf(.webhook(id))) == 2)
            #expect(try await queue.giveUp(.all, noting: .sample(in: town.id), at: hall.now, in: town.id) == 0)
            let counts = try await queue.counts(in: town.id)
            #expect(
                counts == [
                    DeliveryCount(channel: .webhook, state: .queued, count: 3, oldest: .monday, nextDue: .monday)
                ]
            )
            #expect(try await hall.deliveries.count(.cancelled) == 1)
        }
    }

    @Test("Attempts are forgotten after thirty days", arguments: Engine.available)
    func sweeping(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (hall, town) = try Self.hall(database)
            _ = try await Self.webhook(hall, [.received], in: town)
            _ = try await hall.submit(in: town)
            try await hall.handleEvents()
            let refusal = Outcome.permanent(DeliveryReason("no"), .message)
            _ = try await Self.sending(hall, through: FakeWebhookChannel(refusal))(limit: 1)
            func attempts() async throws -> Int? {
                try await hall.deliveryQueue.dead(after: nil, limit: 1, in: town.id).elements.first?.attempts.count
            }
            for (days, left) in [(30, 1), (31, 0)] as [(Int64, Int)] {
                try await hall.runRetention(in: town, by: .command("test"), at: .monday + .days(days))
                #expect(try await attempts() == left, "\(days)")
            }
        }
    }
}
